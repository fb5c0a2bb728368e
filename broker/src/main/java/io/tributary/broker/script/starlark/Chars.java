package io.tributary.broker.script.starlark;

import io.tributary.broker.script.LetterCase;
import java.util.function.IntPredicate;

/** What kind of character a code point is. */
final class Chars {
  private Chars() {}

  static boolean isSpace(int point) {
    return Character.isWhitespace(point) || Character.isSpaceChar(point) || point == 0x85;
  }

  static boolean isCased(int point) {
    return Character.isUpperCase(point)
        || Character.isLowerCase(point)
        || Character.isTitleCase(point);
  }

  /** Whether there are any, and all are such. */
  static boolean all(Run run, String text, IntPredicate such) {
    run.meter().read(text.length());
    return !text.isEmpty() && text.codePoints().allMatch(such);
  }

  /** Whether there is a letter with case, and no such letter is of the other case. */
  static boolean isCase(Run run, String text, IntPredicate other) {
    run.meter().read(text.length());
    return text.codePoints().anyMatch(Chars::isCased) && text.codePoints().noneMatch(other);
  }

  static boolean isTitle(Run run, String text) {
    run.meter().read(text.length());
    boolean cased = false;
    boolean within = false;
    for (int at = 0; at < text.length(); at += Character.charCount(text.codePointAt(at))) {
      int point = text.codePointAt(at);
      boolean upper =
          Character.isTitleCase(point)
              || (Character.isUpperCase(point) && Character.toTitleCase(point) == point);
      boolean lower = Character.isLowerCase(point) || (Character.isUpperCase(point) && !upper);
      if ((upper && within) || (lower && !within)) {
        return false;
      }
      within = upper || lower;
      cased |= within;
    }
    return cased;
  }

  static String title(Run run, String text) {
    run.meter().text(text.length() * 3L);
    StringBuilder out = new StringBuilder();
    boolean within = false;
    for (int at = 0; at < text.length(); at += Character.charCount(text.codePointAt(at))) {
      int point = text.codePointAt(at);
      String one = Character.toString(point);
      out.append(
          within
              ? one.toLowerCase(java.util.Locale.ROOT)
              : Character.toString(Character.toTitleCase(point)));
      within = Character.isLetter(point);
    }
    return out.toString();
  }

  static String capitalized(Run run, String text) {
    run.meter().text(text.length() * 3L);
    if (text.isEmpty()) {
      return text;
    }
    int first = text.codePointAt(0);
    return Character.toString(Character.toTitleCase(first))
        + LetterCase.lower(text.substring(Character.charCount(first)));
  }
}
