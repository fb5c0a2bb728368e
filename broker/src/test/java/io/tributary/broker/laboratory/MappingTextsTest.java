package io.tributary.broker.laboratory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.broker.mapping.MappingSource;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MappingTextsTest {
  private static final String SETTINGS = "scope: roles";

  private static MappingSource source(String name, String script, String tests) {
    return new MappingSource(name, "js", script, SETTINGS, Optional.ofNullable(tests));
  }

  private static String problems(MappingSource source) {
    return MappingTexts.problems(source).toString();
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "roles", "netbox-roles", "r2", "a--", "z0-9"})
  void aNameIsOfSmallLettersDigitsAndHyphens(String name) {
    assertEquals("[]", problems(source(name, "return {};", null)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "-a",
        "2fa",
        "Roles",
        "role s",
        "roles\n",
        "roles.test",
        "../roles",
        "roles/x",
        "röles",
        "netbox_roles",
        "rоles",
        "roles\u0000",
        "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
      })
  void anyOtherNameIsAProblem(String name) {
    assertFalse(MappingTexts.isName(name));
    assertTrue(problems(source(name, "return {};", null)).contains("small letters"));
  }

  @Test
  void aTextHasABoundInBytes() {
    String longest = "x".repeat(MappingTexts.LONGEST_SCRIPT);
    assertEquals("[]", problems(source("roles", longest, null)));
    assertTrue(problems(source("roles", longest + "x", null)).contains("256 KiB"));
    assertTrue(
        problems(source("roles", "ä".repeat(MappingTexts.LONGEST_SCRIPT / 2 + 1), null))
            .contains("256 KiB"));
    assertTrue(
        problems(source("roles", "", "x".repeat(MappingTexts.LONGEST_TESTS + 1)))
            .contains("1024 KiB"));
  }

  @Test
  void whatThePostgresCannotKeepIsAProblem() {
    assertTrue(problems(source("roles", "return {}; \u0000", null)).contains("NUL"));
    assertTrue(problems(source("roles", "", "tests: \u0000")).contains("roles.test.yaml"));
  }

  @Test
  void theFingerprintKnowsTheTestsAndTheVersionDoesNot() {
    MappingSource without = source("roles", "return {};", null);
    MappingSource with = source("roles", "return {};", "tests: []");
    assertEquals(without.version(), with.version());
    assertNotEquals(MappingTexts.fingerprint(without), MappingTexts.fingerprint(with));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "a\nb", "a\u2028b", "a\u202eb", "a\u0007"})
  void aMessageIsOneLineThatSaysSomething(String message) {
    assertThrows(LaboratoryException.class, () -> new Change("cli:ann", message));
    assertThrows(LaboratoryException.class, () -> new Change(message, "why"));
  }

  @Test
  void aMessageHasABound() {
    assertEquals(Change.LONGEST, new Change("a", "x".repeat(Change.LONGEST)).message().length());
    assertThrows(LaboratoryException.class, () -> new Change("a", "x".repeat(Change.LONGEST + 1)));
  }
}
