package io.tributary.broker.registration;

import java.text.Normalizer;
import java.util.Locale;

/**
 * The name under which a client is shown to people who decide whether to trust it (RFC 7591 §5: a
 * rogue client may use the name of another).
 */
final class DisplayName {
  private static final int LONGEST = 100;
  private static final int ZERO_WIDTH_JOINER = 0x200d;

  private DisplayName() {}

  /** Whether the name can be shown: it looks like what it is, and stays in its place. */
  static boolean isShowable(String name) {
    return !name.isBlank()
        && name.codePointCount(0, name.length()) <= LONGEST
        && name.equals(name.strip())
        && !name.contains("  ")
        && name.codePoints().allMatch(DisplayName::isVisible)
        && name.codePoints().anyMatch(Character::isLetterOrDigit);
  }

  private static boolean isVisible(int c) {
    return switch (Character.getType(c)) {
      // Direction marks and overrides, controls, other lines, other blanks, nothing at all.
      case Character.CONTROL,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.PRIVATE_USE,
          Character.SURROGATE,
          Character.UNASSIGNED ->
          false;
      case Character.FORMAT -> c == ZERO_WIDTH_JOINER;
      case Character.SPACE_SEPARATOR -> c == ' ';
      // Blank letters: Hangul fillers, Braille blank.
      default -> c != 0x115f && c != 0x1160 && c != 0x3164 && c != 0xffa0 && c != 0x2800;
    };
  }

  /** Two names with one key are one to a hurried reader. */
  static String key(String name) {
    String folded = Normalizer.normalize(name, Normalizer.Form.NFKD).toUpperCase(Locale.ROOT);
    return folded
        .toLowerCase(Locale.ROOT)
        .codePoints()
        .filter(Character::isLetterOrDigit)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }
}
