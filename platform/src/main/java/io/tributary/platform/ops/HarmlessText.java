package io.tributary.platform.ops;

/** A line as a terminal or a page may show it, whoever wrote it. */
public final class HarmlessText {
  private HarmlessText() {}

  /**
   * What a terminal would act upon (escape sequences, bidirectional marks, line ends) becomes
   * visible; a tab stays.
   */
  public static String of(String line) {
    StringBuilder shown = new StringBuilder(line.length());
    line.codePoints()
        .forEach(
            point -> {
              int type = Character.getType(point);
              if (point != '\t'
                  && (type == Character.CONTROL
                      || type == Character.FORMAT
                      || type == Character.LINE_SEPARATOR
                      || type == Character.PARAGRAPH_SEPARATOR
                      || type == Character.SURROGATE)) {
                shown.append(String.format("\\u%04x", point));
              } else {
                shown.appendCodePoint(point);
              }
            });
    return shown.toString();
  }
}
