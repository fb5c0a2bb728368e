package io.tributary.broker.mapping;

import io.tributary.broker.script.ScriptFailure;
import io.tributary.platform.config.ConfigException;
import io.tributary.platform.config.ConfigProblem;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * Reads {@code NAME.test.yaml}.
 *
 * <pre>
 * tests:
 *   - name: an administrator becomes a superuser
 *     given:
 *       claims: {groups: [netbox_admin]}    # what the provider says
 *       unfetched: [department]             # optional, and so are all that follow
 *       user: {name: Alice}
 *       upstream: okta
 *       client: inventory
 *       scopes: [roles]
 *     expect: {groups: [superusers]}
 *   - name: a department is demanded
 *     given: {claims: {}}
 *     fail: missing                         # instead of expect</pre>
 */
public final class TestsReader {
  private static final List<String> KEYS = List.of("name", "given", "expect", "fail");
  private static final List<String> GIVEN =
      List.of("claims", "unfetched", "user", "upstream", "client", "scopes");
  private static final Map<String, Shape> USER =
      Map.of(
          "sub", Shape.TEXT,
          "preferred_username", Shape.TEXT,
          "email", Shape.TEXT,
          "email_verified", Shape.BOOLEAN,
          "name", Shape.TEXT,
          "groups", Shape.TEXTS);

  private final YamlPage page;
  private final List<String> scopes;
  private final Set<String> names = new HashSet<>();

  private TestsReader(YamlPage page, List<String> scopes) {
    this.page = page;
    this.scopes = scopes;
  }

  /**
   * The tests of a mapping, in the written order; none when it has no file of them.
   *
   * @throws ConfigException with every problem of the file
   */
  public static List<MappingTest> read(Mapping mapping) {
    List<ConfigProblem> problems = new ArrayList<>();
    List<MappingTest> tests = read(mapping.source(), mapping.scopes(), problems);
    if (!problems.isEmpty()) {
      throw new ConfigException(problems);
    }
    return tests;
  }

  static List<MappingTest> read(
      MappingSource source, List<String> scopes, List<ConfigProblem> problems) {
    YamlPage page = new YamlPage(source.testsFile(), problems);
    return source
        .tests()
        .flatMap(yaml -> page.root(yaml, "there are no tests in it; write tests, or remove it"))
        .map(new TestsReader(page, scopes)::tests)
        .orElse(List.of());
  }

  private List<MappingTest> tests(MappingNode root) {
    Map<String, Node> entries = page.entries(root, "");
    page.onlyKnown(entries, "", List.of("tests"));
    List<MappingTest> tests = new ArrayList<>();
    Node given = entries.get("tests");
    if (given instanceof SequenceNode none && none.getValue().isEmpty()) {
      page.problem(given, "tests", "is empty; write a test, or remove the file");
    } else if (given instanceof SequenceNode list) {
      int index = 0;
      for (Node node : list.getValue()) {
        tests.add(test(node, "tests[" + index++ + "]"));
      }
    } else {
      page.problem(given == null ? root : given, "tests", "is not a list of tests");
    }
    return tests;
  }

  private MappingTest test(Node node, String path) {
    Map<String, Node> entries = page.entries(node, path);
    page.onlyKnown(entries, path, KEYS);
    String name = "";
    if (entries.containsKey("name")) {
      name = page.text(entries.get("name"), path + ".name");
      if (!names.add(name)) {
        page.problem(entries.get("name"), path + ".name", "another test has this name too");
      }
    } else {
      page.problem(node, path + ".name", "is missing; say what the test shows");
    }
    if (!entries.containsKey("given")) {
      page.problem(node, path + ".given", "is missing; write at least claims: {}");
    }
    return new MappingTest(
        name,
        node.getStartMark().getLine() + 1,
        given(entries.get("given"), path + ".given"),
        expected(node, entries, path));
  }

  private MappingTest.Expected expected(Node test, Map<String, Node> entries, String path) {
    Node expect = entries.get("expect");
    Node fail = entries.get("fail");
    if ((expect == null) == (fail == null)) {
      String wrong = expect == null ? "expects nothing" : "expects claims and a failure at once";
      page.problem(test, path, wrong + "; write either expect or fail");
    }
    return new MappingTest.Expected(
        Optional.ofNullable(expect).map(node -> object(node, path + ".expect")),
        Optional.ofNullable(fail).map(node -> reason(node, path + ".fail")));
  }

  private String reason(Node node, String path) {
    String written = page.text(node, path);
    List<String> known =
        Stream.of(ScriptFailure.Reason.values()).map(ScriptFailure.Reason::wire).toList();
    String word = written.split(":", 2)[0].strip();
    if (!word.isEmpty() && !known.contains(word)) {
      page.problem(node, path, "is no reason; " + YamlPage.oneOf(word, known));
    }
    return written;
  }

  private MappingTest.Given given(Node node, String path) {
    Map<String, Node> entries = node == null ? Map.of() : page.entries(node, path);
    page.onlyKnown(entries, path, GIVEN);
    if (node != null && !entries.containsKey("claims")) {
      page.problem(
          node, path + ".claims", "is missing; claims: {} is somebody of whom nothing is said");
    }
    Set<String> unfetched = new LinkedHashSet<>(texts(entries, "unfetched", path));
    return new MappingTest.Given(
        entries.containsKey("claims") ? object(entries.get("claims"), path + ".claims") : Map.of(),
        unfetched,
        entries.containsKey("user") ? user(entries.get("user"), path + ".user") : Map.of(),
        text(entries, "upstream", path),
        text(entries, "client", path),
        entries.containsKey("scopes") ? texts(entries, "scopes", path) : scopes);
  }

  private Map<String, Object> user(Node node, String path) {
    Map<String, Node> entries = page.entries(node, path);
    page.onlyKnown(entries, path, USER.keySet().stream().sorted().toList());
    Map<String, Object> user = object(node, path);
    user.forEach(
        (name, value) -> {
          Shape shape = USER.get(name);
          if (shape != null && value != null && !shape.accepts(value)) {
            page.problem(entries.get(name), path + "." + name, "is not a " + shape.wire());
          }
        });
    return user;
  }

  @SuppressWarnings("unchecked")
  private Map<String, Object> object(Node node, String path) {
    if (node instanceof MappingNode) {
      return (Map<String, Object>) page.value(node, path);
    }
    page.problem(node, path, "is not a list of names and values");
    return Map.of();
  }

  private List<String> texts(Map<String, Node> entries, String key, String path) {
    Node node = entries.get(key);
    if (node == null) {
      return List.of();
    }
    if (node instanceof SequenceNode list) {
      return list.getValue().stream().map(each -> page.text(each, path + "." + key)).toList();
    }
    return List.of(page.text(node, path + "." + key));
  }

  private String text(Map<String, Node> entries, String key, String path) {
    return entries.containsKey(key) ? page.text(entries.get(key), path + "." + key) : "test";
  }
}
