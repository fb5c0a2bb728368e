package io.tributary.broker.account;

import io.tributary.platform.protocol.RandomToken;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A user name and the key by which it is unique.
 *
 * <p>The name is in NFKC without control, formatting (bidirectional marks, zero-width joiners),
 * other invisible or unassigned characters, blanks at its ends or more than one in a row, and has
 * at most 150 characters (what Django and so NetBox can store). The key folds case and, beyond
 * Unicode's folding, the dotted and dotless I, which databases fold into the ASCII letter.
 *
 * <p>Letters of different scripts that look alike are different names.
 */
record UserName(String text, String key) {
  static final int MAX = 150;

  /** Suffixes that are tried before a random one. */
  private static final int COUNTED = 9;

  /** Nothing when no visible character is left. */
  static Optional<UserName> of(String raw) {
    // A longer input cannot make a different name of 150 characters, only more work.
    String bounded = raw.length() > 4 * MAX ? raw.substring(0, 4 * MAX) : raw;
    String text = cut(visible(bounded), MAX);
    return text.isEmpty() ? Optional.empty() : Optional.of(named(text));
  }

  /**
   * The names to try in their order: the name itself, {@code -2} … {@code -9}, a random suffix. The
   * suffix has only characters that client libraries leave in a user name (Django allows letters,
   * digits and {@code @.+-_}): one that they strip would give the other's name again.
   */
  List<UserName> candidates(boolean contended) {
    List<UserName> all = new ArrayList<>();
    if (!contended) {
      all.add(this);
      for (int n = 2; n <= COUNTED; n++) {
        all.add(suffixed("-" + n));
      }
    }
    String random = RandomToken.bits128().replaceAll("[^A-Za-z0-9]", "").toLowerCase(Locale.ROOT);
    all.add(suffixed("-" + cut(random, 8)));
    return all;
  }

  private UserName suffixed(String suffix) {
    return named(cut(text, MAX - suffix.length()) + suffix);
  }

  private static UserName named(String text) {
    return new UserName(text, fold(text));
  }

  /** NFKC with invisible characters removed and blanks collapsed; idempotent. */
  static String visible(String raw) {
    StringBuilder kept = new StringBuilder(raw.length());
    Normalizer.normalize(raw, Normalizer.Form.NFKC)
        .codePoints()
        .forEach(
            c -> {
              if (Character.isWhitespace(c) || Character.isSpaceChar(c)) {
                kept.append(' ');
              } else if (!invisible(c)) {
                kept.appendCodePoint(c);
              }
            });
    String collapsed = kept.toString().replaceAll(" +", " ").strip();
    // Removing a character can bring two together that compose.
    return Normalizer.normalize(collapsed, Normalizer.Form.NFKC);
  }

  /** General categories, and the letters and marks of Default_Ignorable_Code_Point (UAX #44). */
  private static boolean invisible(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED ->
          true;
      default ->
          c == 0x034F // combining grapheme joiner
              || c == 0x115F
              || c == 0x1160
              || c == 0x3164
              || c == 0xFFA0 // Hangul fillers
              || c == 0x17B4
              || c == 0x17B5 // Khmer inherent vowels
              || c == 0x2800 // Braille blank
              || (c >= 0x180B && c <= 0x180F)
              || (c >= 0xFE00 && c <= 0xFE0F)
              || (c >= 0xE0100 && c <= 0xE01EF); // variation selectors
    };
  }

  private static String fold(String text) {
    String folded = text;
    String before;
    do {
      before = folded;
      folded = folded.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
      folded = visible(folded).replace("i\u0307", "i").replace("\u03C2", "\u03C3");
    } while (!folded.equals(before));
    return folded;
  }

  private static String cut(String text, int characters) {
    return text.codePointCount(0, text.length()) <= characters
        ? text
        : text.substring(0, text.offsetByCodePoints(0, characters)).strip();
  }
}
