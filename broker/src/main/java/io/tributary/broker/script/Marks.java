package io.tributary.broker.script;

/** Marks that stand on a letter, which normalising a text (UAX #15) sorts one by one. */
public final class Marks {
  private Marks() {}

  /** The most of them in a row. */
  public static int most(String text) {
    int most = 0;
    int row = 0;
    for (int at = 0; at < text.length(); at += Character.charCount(text.codePointAt(at))) {
      row = isMark(text.codePointAt(at)) ? row + 1 : 0;
      most = Math.max(most, row);
    }
    return most;
  }

  private static boolean isMark(int point) {
    return switch (Character.getType(point)) {
      case Character.NON_SPACING_MARK, Character.COMBINING_SPACING_MARK, Character.ENCLOSING_MARK ->
          true;
      default -> false;
    };
  }
}
