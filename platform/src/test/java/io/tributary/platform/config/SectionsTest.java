package io.tributary.platform.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nested mappings, and every problem at once. */
class SectionsTest {
  @TempDir private Path folder;

  private record Upstream(String name, String clientId, int timeout) {
    Upstream {
      if (clientId.equals("forbidden")) {
        throw new IllegalArgumentException("the client id cannot be 'forbidden'");
      }
    }

    static Upstream read(ConfigReader section) {
      return new Upstream(
          section.name(),
          section.text("client_id").required(),
          section.integer("timeout", 1, 60).or(10));
    }
  }

  private record Root(
      Upstream main, Optional<Upstream> spare, List<Upstream> list, Map<String, Upstream> named) {
    static Root read(ConfigReader section) {
      return new Root(
          section.section("main", Upstream::read),
          section.optionalSection("spare", Upstream::read),
          section.sections("list", Upstream::read),
          section.named("named", Upstream::read));
    }
  }

  private Root read(String yaml) throws IOException {
    Path file = Files.writeString(folder.resolve("c.yaml"), yaml);
    return ConfigFile.read(file, Map.of(), Root::read);
  }

  private List<String> problems(String yaml) {
    return assertThrows(ConfigException.class, () -> read(yaml)).problems().stream()
        .map(problem -> problem.toString().replace(folder + "/", ""))
        .toList();
  }

  @Test
  void allShapesAreReadInFileOrder() throws IOException {
    Root root =
        read(
            """
            main: { client_id: a }
            list:
              - client_id: b
              - { client_id: c, timeout: 20 }
            named:
              zebra: { client_id: d }
              ant: { client_id: e }
            """);
    assertEquals("a", root.main().clientId());
    assertEquals(Optional.empty(), root.spare());
    assertEquals(List.of("b", "c"), root.list().stream().map(Upstream::clientId).toList());
    assertEquals(20, root.list().get(1).timeout());
    assertEquals(List.of("zebra", "ant"), List.copyOf(root.named().keySet()));
    assertEquals("zebra", root.named().get("zebra").name());
    assertThrows(UnsupportedOperationException.class, () -> root.named().remove("zebra"));
  }

  @Test
  void everyProblemOfAFileIsReportedInTheOrderOfItsLines() {
    assertEquals(
        List.of(
            "c.yaml:1:1: main.client_id: is required",
            "c.yaml:1:1: mian: there is no such setting; did you mean 'main'?",
            "c.yaml:4:5: list[0].timeout: must be from 1 to 60",
            "c.yaml:5:5: list[1].client_id: is required",
            "c.yaml:5:5: list[1].clientid: there is no such setting; did you mean 'client_id'?",
            "c.yaml:6:5: list[2]: must be a mapping of keys to values",
            "c.yaml:8:3: named.okta: must be a mapping of keys to values",
            "c.yaml:10:5: named.other.timeout: must be a whole number from 1 to 60",
            "c.yaml:11:1: spare: must be a mapping of keys to values"),
        problems(
            """
                mian: { client_id: a }
                list:
                  - client_id: b
                    timeout: 61
                  - clientid: c
                  - just text
                named:
                  okta: [a, b]
                  other: { client_id: a,
                    timeout: many }
                spare: 5
                """));
  }

  @Test
  void wrongShapesAreProblemsNotExceptions() {
    assertEquals(
        List.of(
            "c.yaml:1:1: main: must be a mapping of keys to values",
            "c.yaml:2:1: list: must be a list; begin each entry with '- '",
            "c.yaml:3:1: named: must be a mapping of keys to values"),
        problems("main: text\nlist: { a: b }\nnamed: [x]\n"));
  }

  @Test
  void anAbsentRequiredSectionNamesItsKeys() {
    assertEquals(List.of("c.yaml:1:1: main.client_id: is required"), problems("{}"));
  }

  @Test
  void anOptionalSectionThatIsThereMustBeWhole() {
    assertEquals(
        List.of("c.yaml:2:1: spare.client_id: is required"),
        problems("main: { client_id: a }\nspare:\n"));
  }

  @Test
  void aRecordThatRefusesItsValuesIsAProblemOfItsSection() {
    assertEquals(
        List.of(
            "c.yaml:2:9: list[0]: the client id cannot be 'forbidden'",
            "c.yaml:3:1: lost: there is no such setting; did you mean 'list'?"),
        problems("main: { client_id: a }\nlist: [ { client_id: forbidden } ]\nlost: 1\n"));
  }

  @Test
  void keysThatAreNoWordsAreProblems() {
    assertTrue(
        problems("? [a, b]\n: c\nmain: { client_id: a }").get(0).contains("a key must be a word"));
  }

  @Test
  void keysArePrintedWithoutControlCharacters() {
    String shown = String.join("\n", problems("main: { client_id: a }\n\"a\\e[2Jb\\n\": 1\n"));
    assertTrue(shown.contains("a?[2Jb?: there is no such setting"), shown);
  }

  @Test
  void anExceptionOfTheReadingCodeItselfIsNotHidden() throws IOException {
    Path file = Files.writeString(folder.resolve("c.yaml"), "{}");
    assertThrows(
        IllegalStateException.class,
        () ->
            ConfigFile.read(
                file,
                Map.of(),
                section -> {
                  throw new IllegalStateException("a fault of ours");
                }));
  }
}
