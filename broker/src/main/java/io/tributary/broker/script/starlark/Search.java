package io.tributary.broker.script.starlark;

/** Finds texts within texts, never in more than linear time. */
final class Search {
  /** Up to this product of lengths comparing at each place is faster, and soon done. */
  private static final long SMALL = 1 << 14;

  private Search() {}

  /**
   * The first place between two, or -1.
   *
   * @param to behind the last element looked at
   */
  static int first(Run run, String text, String part, int from, int to) {
    if (to - from < part.length() || from > to) {
      return -1;
    }
    if (part.isEmpty()) {
      return from;
    }
    if ((long) (to - from) * part.length() > SMALL && part.length() > 1) {
      return new Prefixes(run, part).first(text, from, to);
    }
    int found = text.indexOf(part, from);
    int end = found < 0 ? to : Math.min(found, to);
    run.meter().read((long) (end - from) * part.length() / 8 + 8);
    return found < 0 || found + part.length() > to ? -1 : found;
  }

  /** The last place between two, or -1. */
  static int last(Run run, String text, String part, int from, int to) {
    if (to - from < part.length() || from > to) {
      return -1;
    }
    if (part.isEmpty()) {
      return to;
    }
    if ((long) (to - from) * part.length() > SMALL && part.length() > 1) {
      run.meter().reserve(2L * text.length());
      String reversed = reversed(text);
      int length = text.length();
      int found = new Prefixes(run, reversed(part)).first(reversed, length - to, length - from);
      return found < 0 ? -1 : length - found - part.length();
    }
    int found = text.lastIndexOf(part, to - part.length());
    run.meter().read(to - Math.max(found, from) + 8L);
    return found < from ? -1 : found;
  }

  private static String reversed(String text) {
    char[] characters = new char[text.length()];
    for (int at = 0; at < characters.length; at++) {
      characters[at] = text.charAt(characters.length - 1 - at);
    }
    return new String(characters);
  }

  /** How many that do not overlap. */
  static int count(Run run, String text, String part, int from, int to) {
    if (part.isEmpty()) {
      return to < from ? 0 : to - from + 1;
    }
    int count = 0;
    int at = first(run, text, part, from, to);
    while (at >= 0) {
      count++;
      at = first(run, text, part, at + part.length(), to);
    }
    return count;
  }

  /** The algorithm of Knuth, Morris and Pratt. */
  private static final class Prefixes {
    private final Run run;
    private final String part;
    private final int[] borders;

    Prefixes(Run run, String part) {
      this.run = run;
      this.part = part;
      run.meter().reserve(4L * part.length());
      run.meter().read(part.length() * 2L);
      borders = new int[part.length()];
      int length = 0;
      for (int at = 1; at < part.length(); at++) {
        while (length > 0 && part.charAt(at) != part.charAt(length)) {
          length = borders[length - 1];
        }
        if (part.charAt(at) == part.charAt(length)) {
          length++;
        }
        borders[at] = length;
      }
    }

    int first(String text, int from, int to) {
      int length = 0;
      for (int at = from; at < to; at++) {
        if ((at & 0xFF) == 0) {
          run.meter().charge(16);
        }
        while (length > 0 && text.charAt(at) != part.charAt(length)) {
          length = borders[length - 1];
        }
        if (text.charAt(at) == part.charAt(length)) {
          length++;
        }
        if (length == part.length()) {
          return at - length + 1;
        }
      }
      return -1;
    }
  }
}
