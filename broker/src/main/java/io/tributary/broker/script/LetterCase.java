package io.tributary.broker.script;

import java.util.Locale;

/**
 * Upper and lower case in time and memory that grow with the text. The JDK copies the whole text
 * for each letter that becomes several ({@code ß}, {@code İ}): gigabytes for a text of 60 KB.
 */
public final class LetterCase {
  private static final int PIECE = 64;

  private LetterCase() {}

  /** No letter's upper case depends on what stands beside it (Unicode, SpecialCasing.txt). */
  public static String upper(String text) {
    if (text.length() <= PIECE) {
      return text.toUpperCase(Locale.ROOT);
    }
    StringBuilder made = new StringBuilder(text.length());
    int at = 0;
    while (at < text.length()) {
      int end = Math.min(at + PIECE, text.length());
      if (end < text.length() && Character.isLowSurrogate(text.charAt(end))) {
        end--;
      }
      made.append(text.substring(at, end).toUpperCase(Locale.ROOT));
      at = end;
    }
    return made.toString();
  }

  /** One letter alone becomes two; the others must see their neighbours (the two small sigmas). */
  public static String lower(String text) {
    return text.replace("\u0130", "i\u0307").toLowerCase(Locale.ROOT);
  }

  /** Case-folded: upper case first, so that {@code ß} and {@code SS} become the same. */
  public static String folded(String text) {
    return lower(upper(text));
  }
}
