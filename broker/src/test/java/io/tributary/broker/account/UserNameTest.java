package io.tributary.broker.account;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UserNameTest {
  /** Each looks like alice, or some database or client folds it to alice. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "alice",
        "Alice",
        "ALICE",
        " alice ",
        "\u00A0alice\u3000",
        "\uFF41\uFF4C\uFF49\uFF43\uFF45", // full width
        "al\u0130ce", // Turkish capital I with dot
        "al\u0131ce", // Turkish dotless i
        "ali\u0307ce",
        "\u202Ealice\u202C", // right-to-left override
        "ali\u200Bce", // zero-width space
        "ali\u200Dce",
        "ali\u00ADce", // soft hyphen
        "ali\u2060ce",
        "ali\uFE0Fce", // variation selector
        "ali\u034Fce", // combining grapheme joiner
        "ali\u3164ce", // Hangul filler
        "ali\u115Fce",
        "ali\uFFA0ce",
        "ali\u2800ce", // Braille blank
        "ali\u180Ece",
        "ali\uDB40\uDC41ce", // tag letter
        "alice\u0000",
        "alice\u0007",
        "\u24D0lice", // circled a
        "alice\uE000", // private use
        "alice\uD800" // half a surrogate pair
      })
  void namesThatPassForAliceHaveHerKey(String name) {
    assertEquals("alice", UserName.of(name).orElseThrow().key());
  }

  @ParameterizedTest
  @ValueSource(strings = {"alice2", "alice-2", "al ice", "alic\u00E9", "alice.", "\u0430lice"})
  void otherNamesHaveAnotherKey(String name) {
    assertNotEquals("alice", UserName.of(name).orElseThrow().key());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", " ", "\u200B", "\u0000\u0001", "\u202E\u202C", "\u3164\u2800", "\uD800", "\n"})
  void nothingVisibleIsNoName(String name) {
    assertEquals(Optional.empty(), UserName.of(name));
  }

  @Test
  void sharpSAndFinalSigmaFold() {
    assertEquals(key("strasse"), key("stra\u00DFe"));
    assertEquals(
        key("\u03C3\u03AF\u03C3\u03C5\u03C6\u03BF\u03C3"),
        key("\u03A3\u0399\u0301\u03C3\u03C5\u03C6\u03BF\u03C2"));
    assertEquals(key("kelvin"), key("\u212Aelvin"));
  }

  @Test
  void theTextKeepsItsCaseAndIsCutAt150Characters() {
    assertEquals("Alice Smith", UserName.of(" Alice \u00A0 Smith ").orElseThrow().text());
    String smiling = "\uD83D\uDE00".repeat(151);
    String text = UserName.of(smiling).orElseThrow().text();
    assertEquals(150, text.codePointCount(0, text.length()));
    assertTrue(UserName.of("a".repeat(100_000)).orElseThrow().text().length() == 150);
  }

  @Test
  void candidatesAreDistinctShortEnoughAndSafeInClientLibraries() {
    UserName longest = UserName.of("x".repeat(200)).orElseThrow();
    List<UserName> names = longest.candidates(false);
    Set<String> keys = new HashSet<>();
    for (UserName name : names) {
      assertTrue(keys.add(name.key()), name.key());
      assertTrue(name.text().length() <= 150);
      assertTrue(name.text().matches("[\\w.@+-]+"), name.text());
      assertEquals(name.key(), UserName.of(name.text()).orElseThrow().key());
    }
    assertEquals("alice-2", UserName.of("alice").orElseThrow().candidates(false).get(1).text());
    assertNotEquals(names.get(9), longest.candidates(false).get(9));
  }

  /** What a key is of, and what a name is shown as, does not change when it is read again. */
  @Test
  void anyTextGivesAStableNameAndKey() {
    Random random = new Random(20260101);
    for (int round = 0; round < 20_000; round++) {
      StringBuilder raw = new StringBuilder();
      for (int i = 0; i < 12; i++) {
        raw.append(
            (char) (random.nextInt(4) == 0 ? random.nextInt(0x10000) : random.nextInt(0x600)));
      }
      UserName.of(raw.toString())
          .ifPresent(
              name -> {
                UserName again = UserName.of(name.text()).orElseThrow();
                assertEquals(name, again);
                assertEquals(name.key(), key(name.text().toUpperCase(Locale.ROOT)));
                assertEquals(name.key(), key(name.text().toLowerCase(Locale.ROOT)));
              });
    }
  }

  private static String key(String name) {
    return UserName.of(name).orElseThrow().key();
  }
}
