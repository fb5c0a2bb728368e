package io.tributary.broker.mapping;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Versions: another one for each other text, and those of before. */
final class MappingSourceTest {
  private static final MappingSource SOURCE = source("js", "return {};", "scope: a", "tests: []");

  /**
   * As it was named when a version had twelve characters, of SHA-256 over the first three texts.
   */
  private static final String EARLIER = "PHJIa0rwNrDr";

  private static MappingSource source(
      String language, String script, String settings, String tests) {
    return new MappingSource("m", language, script, settings, Optional.ofNullable(tests));
  }

  @Test
  void eachTextIsInIt() {
    Set<String> versions = new HashSet<>();
    List<MappingSource> all =
        List.of(
            SOURCE,
            source("py", "return {};", "scope: a", "tests: []"),
            source("js", "return { };", "scope: a", "tests: []"),
            source("js", "return {};", "scope: b", "tests: []"),
            source("js", "return {};", "scope: a", "tests: [] "),
            source("js", "return {};", "scope: a", ""),
            source("js", "return {};", "scope: a", null),
            source("js", "return {};scope: a", "", "tests: []"),
            source("js", "return {};", "scope: atests: []", null),
            source("jsr", "eturn {};", "scope: a", "tests: []"));
    for (MappingSource one : all) {
      assertTrue(one.version().matches("[A-Za-z0-9_-]{22}"), one.version());
      versions.add(one.version());
    }
    assertEquals(all.size(), versions.size());
  }

  /** A command would take it for an option. */
  @Test
  void noneBeginsLikeAnOption() {
    for (int i = 0; i < 2_000; i++) {
      String version = source("js", "return " + i, "", null).version();
      assertFalse(version.startsWith("-"), version);
      assertEquals(22, version.length());
    }
  }

  @Test
  void whatWasPublishedBeforeKeepsItsName() {
    assertTrue(SOURCE.isCalled(SOURCE.version()));
    assertTrue(SOURCE.isCalled(EARLIER));
    assertTrue(
        source("js", "return {};", "scope: a", null).isCalled(EARLIER), "without its tests then");
    assertFalse(source("js", "return {x: 1};", "scope: a", "tests: []").isCalled(EARLIER));
    assertFalse(SOURCE.isCalled(SOURCE.version().substring(0, 12)));
    MappingSource kept = SOURCE.keptAs(EARLIER);
    assertEquals(EARLIER, kept.version());
    assertTrue(kept.hasTextsOf(SOURCE) && SOURCE.hasTextsOf(kept));
    assertEquals(SOURCE, SOURCE.keptAs(SOURCE.version()));
    assertNotEquals(SOURCE, kept);
  }

  @Test
  void otherTestsDoNothingElse() {
    MappingSource better = source("js", "return {};", "scope: a", "tests: [x]");
    assertTrue(better.behavesAs(SOURCE));
    assertFalse(better.hasTextsOf(SOURCE));
    assertFalse(source("js", "return {};", "scope: b", "tests: []").behavesAs(SOURCE));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "enabled: false",
        "scope: a\n'enabled': false",
        "\"\\x65nabled\": false",
        "{ enabled: False }",
        "? enabled\n: false"
      })
  void settingsSayThatItIsSwitchedOff(String settings) {
    assertTrue(MappingSource.isSwitchedOff(settings));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "scope: a",
        "",
        "enabled: true",
        "enabled: 'false'",
        "x: { enabled: false }",
        "enabled: [",
        "# enabled: false"
      })
  void elseItIsNot(String settings) {
    assertFalse(MappingSource.isSwitchedOff(settings));
  }
}
