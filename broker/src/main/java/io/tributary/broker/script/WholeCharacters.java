package io.tributary.broker.script;

/**
 * Texts whose half characters, cut by an index or sent by a provider, are U+FFFD: no JSON and no
 * UTF-8 holds one, and each reader of a token would make something else of it.
 */
final class WholeCharacters {
  private static final char REPLACEMENT = '\uFFFD';

  private WholeCharacters() {}

  static String of(String text) {
    StringBuilder mended = null;
    for (int at = 0; at < text.length(); at++) {
      char each = text.charAt(at);
      if (!Character.isSurrogate(each)) {
        continue;
      }
      boolean pair = at + 1 < text.length() && Character.isSurrogatePair(each, text.charAt(at + 1));
      if (pair) {
        at++;
      } else {
        mended = mended == null ? new StringBuilder(text) : mended;
        mended.setCharAt(at, REPLACEMENT);
      }
    }
    return mended == null ? text : mended.toString();
  }
}
