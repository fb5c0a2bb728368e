package io.tributary.platform.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigFileTest {
  private static final Map<String, String> ENVIRONMENT =
      Map.of("SET", "from the environment", "EMPTY", "", "PORT", "99", "NESTED", "${SET}");

  @TempDir private Path folder;

  private enum Vendor {
    OKTA,
    AUTHENTIK,
    PLAIN_OIDC
  }

  /** Every kind of setting. */
  private record All(
      String text,
      int number,
      boolean flag,
      Duration duration,
      URI url,
      Path path,
      Vendor vendor,
      List<String> texts,
      Optional<Secret> secret) {
    static All read(ConfigReader section) {
      return new All(
          section.text("text").or("-"),
          section.integer("number", 1, 100).or(5),
          section.flag("flag").or(false),
          section
              .duration("duration", Duration.ofSeconds(1), Duration.ofHours(8))
              .or(Duration.ofMinutes(1)),
          section.url("url").or(URI.create("http://default.example/")),
          section.path("path").or(Path.of("/default")),
          section.choice("vendor", Vendor.class).or(Vendor.OKTA),
          section.texts("texts").or(List.of()),
          section.secret("secret").optional());
    }
  }

  private <T> T read(String yaml, Function<ConfigReader, T> read) {
    return ConfigFile.read(write("tributary.yaml", yaml), ENVIRONMENT, read);
  }

  private All read(String yaml) {
    return read(yaml, All::read);
  }

  private List<ConfigProblem> problems(String yaml, Function<ConfigReader, ?> read) {
    return assertThrows(ConfigException.class, () -> read(yaml, read)).problems();
  }

  private String problem(String yaml) {
    List<ConfigProblem> all = problems(yaml, All::read);
    assertEquals(1, all.size(), all.toString());
    return all.get(0).toString().replace(folder.toString() + "/", "");
  }

  private Path write(String name, String content) {
    try {
      return Files.writeString(folder.resolve(name), content, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  void everyKindOfSettingIsRead() {
    All all =
        read(
            """
            text: hello
            number: 7
            flag: true
            duration: 90s
            url: https://login.example.com/oauth2/default
            path: data/keys
            vendor: plain-oidc
            texts: [a, "b c"]
            secret: s3cret
            """);
    assertEquals("hello", all.text());
    assertEquals(7, all.number());
    assertTrue(all.flag());
    assertEquals(Duration.ofSeconds(90), all.duration());
    assertEquals(URI.create("https://login.example.com/oauth2/default"), all.url());
    assertEquals(folder.resolve("data/keys"), all.path());
    assertEquals(Vendor.PLAIN_OIDC, all.vendor());
    assertEquals(List.of("a", "b c"), all.texts());
    assertEquals("s3cret", all.secret().orElseThrow().reveal());
    assertFalse(all.toString().contains("s3cret"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "# nothing but a comment\n", "---\n", "\uFEFF{}\n", "~"})
  void anEmptyFileHasDefaults(String yaml) {
    assertEquals(5, read(yaml).number());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"yes", "no", "true", "1e3", "0x10", "2026-01-01", "1:30", "=", ".inf", "'null'"})
  void whatYamlTakesForSomethingElseIsStillText(String value) {
    assertEquals(value.replace("'", ""), read("text: " + value).text());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "text: ${SET}             | from the environment",
        "text: a${SET}b${SET}     | afrom the environmentbfrom the environment",
        "text: ${UNSET:-standard} | standard",
        "text: ${EMPTY:-standard} | standard",
        "text: ${SET:-standard}   | from the environment",
        "text: '$${SET}'          | ${SET}",
        "text: '$$ $SET $'        | $$ $SET $",
        "text: ${NESTED}          | ${SET}",
        "text: '${UNSET:-a:-b}'   | a:-b",
      })
  void variablesAreExpanded(String yaml, String expected) {
    assertEquals(expected, read(yaml).text());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "txt: a                 | 1:1: txt: there is no such setting; did you mean 'text'?",
        "Flag: true             | 1:1: Flag: there is no such setting; did you mean 'flag'?",
        "secretfile: a          | 1:1: secretfile: there is no such setting; did you mean 'secret_file'?",
        "qqqqqq: a              | 1:1: qqqqqq: there is no such setting",
        "text:                  | 1:1: text: has no value; give one or leave the key out",
        "text: ''               | 1:1: text: must not be empty; give a value or leave the key out",
        "text: ${EMPTY}         | 1:1: text: must not be empty; give a value or leave the key out",
        "text: [a]              | 1:1: text: must be a single value, not a list",
        "number: 0              | 1:1: number: must be from 1 to 100",
        "number: 101            | 1:1: number: must be from 1 to 100",
        "number: 4294967297     | 1:1: number: must be from 1 to 100",
        "number: 007            | 1:1: number: must be a whole number from 1 to 100",
        "number: 1_0            | 1:1: number: must be a whole number from 1 to 100",
        "number: 1.5            | 1:1: number: must be a whole number from 1 to 100",
        "flag: yes              | 1:1: flag: must be true or false",
        "flag: True             | 1:1: flag: must be true or false; did you mean 'true'?",
        "flag: flase            | 1:1: flag: must be true or false; did you mean 'false'?",
        "duration: 10           | 1:1: duration: must be a duration such as 500ms, 10s, 5m, 8h or 30d, without spaces",
        "duration: 10 s         | 1:1: duration: must be a duration such as 500ms, 10s, 5m, 8h or 30d, without spaces",
        "duration: 999999999999d| 1:1: duration: must be from 1s to 8h",
        "duration: 999ms        | 1:1: duration: must be from 1s to 8h",
        "url: login.example.com | 1:1: url: must be an absolute URL such as https://login.example.com/",
        "url: ftp://a.example/  | 1:1: url: must be an absolute URL such as https://login.example.com/",
        "url: https:///x        | 1:1: url: must be an absolute URL such as https://login.example.com/",
        "url: https://a b/      | 1:1: url: must be an absolute URL such as https://login.example.com/",
        "url: https://a:99999/  | 1:1: url: must be an absolute URL such as https://login.example.com/",
        "url: https://u:p@a.b/  | 1:1: url: must not hold a user name or password",
        "url: 'https://a.b/#x'  | 1:1: url: must not have a fragment ('#')",
        "vendor: oktaa          | 1:1: vendor: must be one of okta, authentik, plain_oidc; did you mean 'okta'?",
        "vendor: OKTA           | 1:1: vendor: must be one of okta, authentik, plain_oidc; did you mean 'okta'?",
        "texts: [a, [b]]        | 1:1: texts: entry 2 must be a single value, not a list",
        "texts: [a, '']         | 1:1: texts: entry 2 must not be empty; give a value or leave the key out",
        "text: ${UNSET}         | 1:1: text: the environment variable UNSET is not set and has no default",
        "text: '${UNSET:-${A}}' | 1:1: text: a default cannot name another variable",
        "text: '${A-B}'         | 1:1: text: '${' begins no variable; write ${NAME} or ${NAME:-default}, or '$${' for the characters",
        "text: '${SET'          | 1:1: text: '${' begins no variable; write ${NAME} or ${NAME:-default}, or '$${' for the characters",
        "secret_file: absent    | 1:1: secret_file: names a file that does not exist",
        "secret_file: .         | 1:1: secret_file: names a folder, not a file",
        "- a                    | 1:1: must be a mapping of keys to values",
        "just text              | 1:1: must be a mapping of keys to values",
      })
  void oneProblemWithItsPlaceAndAdvice(String yaml, String expected) {
    String shown = "tributary.yaml:" + expected;
    assertEquals(shown, problem(yaml));
  }

  @Test
  void aMappingWhereTextIsWantedSaysSo() {
    assertTrue(problem("text: {a: b}").contains("must be a single value, not a mapping"));
  }

  @Test
  void theSameKeyTwiceIsAProblem() {
    assertEquals(
        "tributary.yaml:3:1: number: is given twice; first in line 1",
        problem("number: 5\ntext: a\nnumber: 7\n"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "text: a\\n---\\ntext: b   | 2:1: there is more than one document in the file",
        "a: &x [1]\\ntext: *x      | 2:7: this is not YAML: aliases are not supported; write the value again",
        "text: &x 1\\nnumber: *x   | 2:9: this is not YAML: aliases are not supported; write the value again",
        "text: !!java.net.URL [a]  | 1:7: this is not YAML: tags are not supported",
        "text: !!str a             | 1:7: this is not YAML: tags are not supported",
        "text: !secret a           | 1:7: this is not YAML: tags are not supported",
        "text: 'a                  | 1:9: this is not YAML: found unexpected end of stream",
      })
  void whatIsNoPlainYamlIsRefusedAtItsPlace(String yaml, String expected) {
    assertEquals("tributary.yaml:" + expected, problem(yaml.strip().replace("\\n", "\n")));
  }

  @Test
  void aBombOfAliasesIsRefusedAtOnce() {
    StringBuilder bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
    for (int i = 1; i < 12; i++) {
      String before = "*a" + (i - 1);
      bomb.append("a").append(i).append(": &a").append(i).append(" [");
      bomb.append(String.join(", ", java.util.Collections.nCopies(10, before))).append("]\n");
    }
    assertTrue(problem(bomb.toString()).contains("aliases are not supported"));
  }

  @Test
  void deepNestingIsRefused() {
    assertTrue(problem("text: " + "[".repeat(5000)).contains("nested too deeply"));
  }

  @Test
  void aLargeFileIsRefused() {
    assertTrue(problem("#" + "x".repeat(ConfigFile.MAX_BYTES)).contains("larger than 1 MiB"));
  }

  @Test
  void controlCharactersAreRefusedAtTheirPlace() {
    assertEquals(
        "tributary.yaml:2:8: control characters are not allowed",
        problem("flag: true\ntext: a\u001b[2J"));
  }

  @Test
  void bytesThatAreNoUtf8AreRefused() throws IOException {
    Path file = Files.write(folder.resolve("bad.yaml"), new byte[] {'a', ':', (byte) 0xff});
    ConfigException e =
        assertThrows(ConfigException.class, () -> ConfigFile.read(file, Map.of(), All::read));
    assertTrue(e.getMessage().endsWith("the file is not UTF-8"), e.getMessage());
  }

  @Test
  void anAbsentFileIsOneSentence() {
    Path file = folder.resolve("absent.yaml");
    ConfigException e =
        assertThrows(ConfigException.class, () -> ConfigFile.read(file, Map.of(), All::read));
    assertEquals(file + ": there is no such configuration file", e.getMessage());
  }

  @ParameterizedTest
  @CsvSource({"'abc\n', abc", "'abc\r\n', abc", "abc, abc", "'abc\n\n', 'abc\n'", "' a ', ' a '"})
  void aSecretFileLosesItsLastLineBreakOnly(String content, String expected) {
    write("the-secret", content);
    assertEquals(expected, read("secret_file: the-secret").secret().orElseThrow().reveal());
  }

  @Test
  void aSecretFileMayBeEmptyNeitherReallyNorButForALineBreak() {
    write("the-secret", "\n");
    assertTrue(problem("secret_file: the-secret").endsWith("secret_file: names an empty file"));
    write("the-secret", "");
    assertTrue(problem("secret_file: the-secret").endsWith("secret_file: names an empty file"));
  }

  @Test
  void aSecretCannotBeGivenTwice() {
    write("the-secret", "x");
    assertTrue(
        problem("secret: a\nsecret_file: the-secret")
            .endsWith("2:1: secret_file: stands beside secret; give only one of them"));
  }

  @Test
  void messagesNeverRepeatValues() {
    String yaml =
        """
        number: marker-value
        flag: marker-value
        duration: marker-value
        url: 'https://marker-value:x@a/'
        vendor: marker-value
        texts: {marker-value: a}
        secret: [marker-value]
        text: '${marker-value'
        """;
    for (ConfigProblem problem : problems(yaml, All::read)) {
      assertFalse(problem.toString().contains("marker-value"), problem.toString());
    }
    assertFalse(problem("text: \"marker-value\nnumber: 5\n").contains("marker"));
    assertFalse(problem("text: marker-value: x").contains("marker"));
  }
}
