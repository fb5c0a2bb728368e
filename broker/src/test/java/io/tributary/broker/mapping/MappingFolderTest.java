package io.tributary.broker.mapping;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.broker.script.Limits;
import io.tributary.broker.script.javascript.RhinoLanguage;
import io.tributary.broker.script.starlark.StarlarkLanguage;
import io.tributary.platform.config.ConfigException;
import io.tributary.platform.config.ConfigProblem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class MappingFolderTest {
  private static final String GOOD = "scope: roles\ndeclares:\n  groups: list of text\n";

  private static final MappingCompiler COMPILER =
      new MappingCompiler(List.of(new RhinoLanguage(), new StarlarkLanguage()), Limits.DEFAULT);

  @TempDir Path folder;

  @Test
  void readsWhatIsWritten() throws IOException {
    write("b.js", "return {};");
    write(
        "b.yaml",
        """
        scope: [roles, groups]
        order: 5
        declares:
          groups: list of text
          level: number
          extra: object
          flag: boolean
          title: text
        merge:
          groups: union
          extra: append
        on_failure: skip
        """);
    write("a.js", "return {};");
    write("a.yaml", GOOD);
    write("b.test.yaml", "tests: [{name: x, given: {claims: {}}, expect: {}}]");
    write("README.md", "x");
    List<Mapping> mappings = load();
    assertEquals(List.of("b", "a"), mappings.stream().map(Mapping::name).toList());
    Mapping first = mappings.get(0);
    assertEquals(List.of("roles", "groups"), first.scopes());
    assertEquals(5, first.order());
    assertEquals(
        List.of("groups", "level", "extra", "flag", "title"),
        List.copyOf(first.declares().keySet()));
    assertEquals(Map.of("groups", Merge.UNION, "extra", Merge.APPEND), first.settings().merge());
    assertEquals(Merge.REPLACE, first.mergeOf("title"));
    assertEquals(OnFailure.SKIP, first.onFailure());
    assertEquals(OnFailure.DENY, mappings.get(1).onFailure());
    assertEquals(100, mappings.get(1).order());
  }

  @Test
  void theVersionChangesWithEveryByteOfEachFile() throws IOException {
    write("a.js", "return {};");
    write("a.yaml", GOOD);
    String first = load().get(0).version();
    assertEquals(first, load().get(0).version());
    assertEquals(22, first.length());
    write("a.js", "return { };");
    String second = load().get(0).version();
    assertNotEquals(first, second);
    write("a.yaml", GOOD + "order: 7\n");
    String third = load().get(0).version();
    assertNotEquals(second, third);
    write("a.test.yaml", "tests: [{name: x, given: {claims: {}}, expect: {}}]\n");
    assertNotEquals(third, load().get(0).version());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          scopes: roles;declares: {a: text}            | 1 | scopes      | did you mean 'scope'?
          declares: {a: text}                          | 1 | scope       | is missing
          scope: roles                                 | 1 | declares    | is missing
          scope: roles;declares: {a: txt}              | 2 | declares.a  | did you mean 'text'?
          scope: roles;declares: {a: whatever}         | 2 | declares.a  | write one of text, list of text
          scope: roles;declares: {groups: text}        | 2 | declares.groups | always a list of text
          scope: roles;declares: {roles: object}       | 2 | declares.roles  | always a list of text
          scope: roles;declares: {sub: text}           | 2 | declares.sub | never set by a mapping
          scope: roles;declares: {iss: text}           | 2 | declares.iss | never set by a mapping
          scope: roles;declares: {aud: list of text}   | 2 | declares.aud | never set by a mapping
          scope: roles;declares: {exp: number}         | 2 | declares.exp | never set by a mapping
          scope: roles;declares: {iat: number}         | 2 | declares.iat | never set by a mapping
          scope: roles;declares: {nbf: number}         | 2 | declares.nbf | never set by a mapping
          scope: roles;declares: {jti: text}           | 2 | declares.jti | never set by a mapping
          scope: roles;declares: {nonce: text}         | 2 | declares.nonce | never set by a mapping
          scope: roles;declares: {auth_time: number}   | 2 | declares.auth_time | never set by a mapping
          scope: roles;declares: {acr: text}           | 2 | declares.acr | never set by a mapping
          scope: roles;declares: {amr: list of text}   | 2 | declares.amr | never set by a mapping
          scope: roles;declares: {azp: text}           | 2 | declares.azp | never set by a mapping
          scope: roles;declares: {at_hash: text}       | 2 | declares.at_hash | never set by a mapping
          scope: roles;declares: {c_hash: text}        | 2 | declares.c_hash | never set by a mapping
          scope: roles;declares: {sid: text}           | 2 | declares.sid | never set by a mapping
          scope: roles;declares: {client_id: text}     | 2 | declares.client_id | never set by a mapping
          scope: roles;declares: {scope: text}         | 2 | declares.scope | never set by a mapping
          scope: roles;declares: {cnf: object}         | 2 | declares.cnf | never set by a mapping
          scope: roles;declares: {act: object}         | 2 | declares.act | never set by a mapping
          scope: roles;declares: {kind: text}          | 2 | declares.kind | never set by a mapping
          scope: roles;declares: {preferred_username: text} | 2 | declares.preferred_username | belongs to the account
          scope: roles;declares: {a: text, a: text}    | 2 | declares.a  | is there twice
          scope: roles;declares: [a]                   | 2 | declares    | names and values
          scope: roles;declares: {a: [text]}           | 2 | declares.a  | is not a text
          scope: {a: b};declares: {a: text}            | 1 | scope       | is not a text
          scope: [];declares: {a: text}                | 1 | scope       | is missing
          scope: roles;order: first;declares: {a: text} | 2 | order      | is not a whole number
          scope: roles;order: -1;declares: {a: text}   | 2 | order       | is not a whole number
          scope: roles;declares: {a: text};merge: {a: union}   | 3 | merge.a | only lists and objects
          scope: roles;declares: {a: text};merge: {b: replace} | 3 | merge.b | is not declared
          scope: roles;declares: {a: text};merge: {a: relpace} | 3 | merge.a | did you mean 'replace'?
          scope: roles;declares: {a: text};on_failure: ignore  | 3 | on_failure | write one of deny, skip
          scope: roles;declares: {a: text};on_failure: dney    | 3 | on_failure | did you mean 'deny'?
          """)
  void namesWhatIsWrongAndWhere(String yaml, int line, String path, String message)
      throws IOException {
    write("a.js", "return {};");
    write("a.yaml", yaml.replace(';', '\n'));
    ConfigProblem problem = problems().get(0);
    assertEquals(line, problem.line(), problem.toString());
    assertEquals(path, problem.path(), problem.toString());
    assertTrue(problem.message().contains(message), problem.toString());
    assertTrue(problem.file().endsWith("a.yaml"), problem.toString());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          defaults: {b: {absent: keep}}            | defaults.b           | is not declared
          defaults: {a: {missing: keep}}           | defaults.a.missing   | write one of from, absent
          defaults: {a: {absent: kepe}}            | defaults.a.absent    | did you mean 'keep'?
          defaults: {a: {absent: [keep]}}          | defaults.a.absent    | is not a text
          defaults: {a: {absent: {value: [x]}}}    | defaults.a.absent    | is not of the declared shape
          defaults: {a: {absent: {value: 3}}}      | defaults.a.absent    | is not of the declared shape
          defaults: {a: {absent: {}}}              | defaults.a.absent    | is not of the declared shape
          defaults: {a: {unfetched: clear}}        | defaults.a.unfetched | would take not knowing for nothing
          limits: {time: 2m}                       | limits.time          | from 1ms to 1000ms
          limits: {time: 5000ms}                   | limits.time          | from 1ms to 1000ms
          limits: {steps: many}                    | limits.steps         | is not a whole number
          limits: {memory: 99999999999}            | limits.memory        | is not a whole number
          limits: {stpes: 1}                       | limits.stpes         | did you mean 'steps'?
          rules: x                                 | rules                | is not a list of rules
          rules: []                                | rules                | is empty
          rules: [{claim: a}]                      | rules[0]             | does nothing
          rules: [{claim: a}, {claim: a}]          | rules[1]             | does nothing
          rules: [{rename: x}]                     | rules[0].claim       | is missing
          rules: [{claim: b, rename: x}]           | rules[0].claim       | is not declared
          rules: [{claim: a, rename: x, constant: y}] | rules[0]          | does rename and constant at once
          rules: [{claim: a, renaem: x, constant: y}] | rules[0].renaem   | did you mean 'rename'?
          rules: [{claim: a, constant: 3}]         | rules[0].constant    | is not of the declared shape
          rules: [{claim: a, table: {x: y}}]       | rules[0].table       | works on lists of text only
          rules: [{claim: l, table: {}}]           | rules[0].table       | is empty
          rules: [{claim: l, allow: []}]           | rules[0].allow       | is empty
          rules: [{claim: l, allow: ['*-x']}]      | rules[0].allow       | at the end only
          rules: [{claim: l, table: {x: y}, others: kep}] | rules[0].others | did you mean 'keep'?
          rules: [{claim: l, allow: x, others: keep}] | rules[0].others   | says nothing to allow
          rules: [{claim: a, constant: x, from: y}] | rules[0].from       | says nothing to constant
          rules: [{claim: a, rename: x, replace: y}] | rules[0].replace   | says nothing to rename
          rules: [{claim: a, regex: '('}]          | rules[0].regex       | cannot be read
          rules: [{claim: a, regex: '*a*'}]        | rules[0].regex       | cannot be read
          rules: [{claim: l, constant: &x [*x]}]   | rules[0].constant    | nested too deeply
          on_failure: keep;order: 7                |                      |
          declares: {b: boolean};on_failure: keep  | on_failure           | b may hide a right
          """)
  void namesWhatIsWrongInTheSettingsOfRulesDefaultsAndLimits(
      String yaml, String path, String message) throws IOException {
    if (!yaml.startsWith("rules")) {
      write("a.js", "return {};");
    }
    String declares = yaml.startsWith("declares") ? "" : "declares: {a: text, l: list of text}\n";
    write("a.yaml", "scope: roles\n" + declares + yaml.replace(';', '\n'));
    if (path == null) {
      assertEquals(1, load().size());
      return;
    }
    List<ConfigProblem> problems = problems();
    assertTrue(
        problems.stream()
            .anyMatch(
                each ->
                    each.path().startsWith(path)
                        && each.message().contains(message)
                        && each.line() > 0),
        problems.toString());
  }

  @Test
  void rulesAndAScriptAreTwoMappings() throws IOException {
    String rules = "scope: r\ndeclares: {a: text}\nrules: [{claim: a, constant: x}]\n";
    write("a.yaml", rules);
    assertEquals("", load().get(0).source().language());
    write("a.js", "return {};");
    assertTrue(problems().get(0).message().contains("there is a script too"));
  }

  @Test
  void ofTwoScriptsTheSettingsNameTheOneThatCounts() throws IOException {
    write("a.js", "return {};");
    write("a.py", "return {}");
    write("a.yaml", GOOD);
    assertTrue(problems().get(0).message().contains("say which one counts"));
    write("a.yaml", GOOD + "language: rb\n");
    assertTrue(problems().get(0).message().contains("say which one counts"));
    write("a.yaml", GOOD + "language: py\n");
    assertEquals("py", load().get(0).source().language());
    assertEquals("return {}", load().get(0).source().script());
    write("b.js", "return {};");
    write("b.yaml", GOOD + "order: 1\nlanguage: py\n");
    assertTrue(problems().get(0).message().contains("there is no b.py"));
  }

  @Test
  void whichOfTwoHasTheLastWordMustBeWritten() throws IOException {
    write("a.js", "return {};");
    write("a.yaml", GOOD);
    write("b.js", "return {};");
    write("b.yaml", GOOD);
    assertTrue(problems().get(0).message().contains("a and b both make groups"));
    write("b.yaml", GOOD + "merge: {groups: union}\n");
    assertEquals(1, problems().size(), "the other one replaces");
    write("a.yaml", GOOD + "merge: {groups: append}\n");
    assertEquals(2, load().size());
    write("a.yaml", GOOD);
    write("b.yaml", GOOD + "order: 101\n");
    assertEquals(2, load().size());
    write("b.yaml", GOOD + "enabled: false\n");
    assertEquals(2, load().size());
    assertEquals(1, new MappingSet(load(), 1).mappings().size(), "no login runs it");
  }

  @Test
  void limitsOfAMappingCountInsteadOfTheBrokers() throws IOException {
    write("a.js", "return {};");
    write("a.yaml", GOOD + "limits: {time: 7ms, steps: 5_000, depth: 20}\n");
    Limits limits = load().get(0).limits();
    assertEquals(java.time.Duration.ofMillis(7), limits.time());
    assertEquals(5000, limits.steps());
    assertEquals(20, limits.depth());
    assertEquals(Limits.DEFAULT.bytes(), limits.bytes());
    assertEquals(Limits.DEFAULT.resultBytes(), limits.resultBytes());
  }

  @Test
  void hugeTextsAndOddNamesAreRefused() throws IOException {
    write("a.js", " ".repeat(1 << 20));
    write("a.yaml", GOOD);
    write("b.js", "return {};");
    write("b.yaml", GOOD + "#" + "x".repeat(1 << 20));
    write("c d.js", "return {};");
    write("c d.yaml", GOOD);
    List<ConfigProblem> problems = problems();
    assertEquals(3, problems.size(), problems.toString());
    assertTrue(problems.get(0).message().contains("has more than 65536 characters: 1048576"));
    assertTrue(problems.get(2).message().contains("small letters, digits and -"));
  }

  @Test
  void anExpressionThatCannotBeReadIsToldWithAllElse() throws IOException {
    write(
        "a.yaml",
        """
        scope: roles
        declares: {a: text}
        rules:
        - {claim: b, constant: x}
        - claim: a
          regex: '[z'
        - {claim: a, regex: 'a{2,1}'}
        """);
    assertEquals(
        List.of("4 rules[0].claim", "6 rules[1].regex", "7 rules[2].regex"),
        problems().stream().map(each -> each.line() + " " + each.path()).toList());
  }

  /** What the rules become is bounded as a script is: no login finds out. */
  @Test
  void tooManyRulesAreRefused() throws IOException {
    write(
        "a.yaml",
        "scope: roles\ndeclares: {l: list of text}\nrules:\n"
            + "- {claim: l, allow: [abc]}\n".repeat(600));
    List<ConfigProblem> problems = problems();
    assertEquals(1, problems.size(), problems.toString());
    assertTrue(problems.get(0).message().startsWith("are too many"), problems.toString());
  }

  /** There are no imports, and so no circles of them: each is refused where it stands. */
  @Test
  void mappingsThatImportEachOtherAreRefused() throws IOException {
    write("a.js", "import b from './b.js';\nreturn b;");
    write("a.yaml", GOOD);
    write("b.js", "const a = require('./a.js');\nreturn a;");
    write("b.yaml", GOOD);
    write("c.py", "from d import roles\nreturn roles");
    write("c.yaml", GOOD);
    write("d.py", "load('c.py', 'roles')\nreturn roles");
    write("d.yaml", GOOD);
    List<String> refused =
        problems().stream()
            .map(each -> Path.of(each.file()).getFileName() + ":" + each.line())
            .toList();
    assertEquals(List.of("a.js:1", "b.js:1", "c.py:1", "d.py:1"), refused, problems().toString());
  }

  @Test
  void tellsEveryProblemOfEveryFileAtOnce() throws IOException {
    write("a.js", "return {};\nimport a from 'b';");
    write("a.yaml", "scop: roles\ndeclares: {sub: text, a: txt}\non_failure: maybe\n");
    write("b.js", "return {");
    write("b.yaml", GOOD);
    write("c.js", "return {};");
    write("d.yaml", GOOD);
    Files.write(folder.resolve("e.js"), new byte[] {(byte) 0xff, (byte) 0xfe, 'x'});
    write("e.yaml", "a: [");
    write("f.js", "return {};");
    write("f.yaml", "");
    List<ConfigProblem> problems = problems();
    List<String> files =
        problems.stream().map(each -> Path.of(each.file()).getFileName().toString()).toList();
    for (String file :
        List.of("a.js", "a.yaml", "b.js", "c.js", "d.yaml", "e.js", "e.yaml", "f.yaml")) {
      assertTrue(files.contains(file), file + " in " + problems);
    }
    assertEquals(5, files.stream().filter("a.yaml"::equals).count(), problems.toString());
    ConfigProblem script = problems.get(files.indexOf("a.js"));
    assertEquals(2, script.line());
    assertEquals(1, script.column());
  }

  @Test
  void yamlCannotMakeObjectsOrBombs() throws IOException {
    write("a.js", "return {};");
    write("a.yaml", "!!javax.script.ScriptEngineManager [x]");
    assertEquals(1, problems().size());
    StringBuilder bomb = new StringBuilder("a: &a [x, x]\n");
    for (char name = 'b'; name < 'z'; name++) {
      bomb.append(name).append(": &").append(name).append(" [*").append((char) (name - 1));
      bomb.append(", *").append((char) (name - 1)).append("]\n");
    }
    write("a.yaml", bomb.toString());
    assertTrue(problems().size() > 1);
  }

  @Test
  void aFolderThatIsNotThereIsAProblem() {
    Path missing = folder.resolve("missing");
    ConfigException refused =
        assertThrows(ConfigException.class, () -> MappingFolder.load(missing, COMPILER));
    assertEquals(1, refused.problems().size());
  }

  private List<ConfigProblem> problems() {
    return assertThrows(ConfigException.class, this::load).problems();
  }

  private List<Mapping> load() {
    return MappingFolder.load(folder, COMPILER);
  }

  private void write(String name, String content) throws IOException {
    Files.writeString(folder.resolve(name), content);
  }
}
