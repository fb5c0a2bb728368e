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
      return new Prefixes(run, part, false).first(text, from, to);
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
      int found = new Prefixes(run, part, true).first(text, from, to);
      return found < 0 ? -1 : found;
    }
    int found = text.lastIndexOf(part, to - part.length());
    run.meter().read(to - Math.max(found, from) + 8L);
    return found < from ? -1 : found;
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

  /** The algorithm of Knuth, Morris and Pratt, from either end. */
  private static final class Prefixes {
    private final Run run;
    private final String part;
    private final boolean backwards;
    private final int[] borders;

    Prefixes(Run run, String part, boolean backwards) {
      this.run = run;
      this.part = part;
      this.backwards = backwards;
      run.meter().reserve(4L * part.length());
      run.meter().read(part.length() * 2L);
      borders = new int[part.length()];
      int length = 0;
      for (int at = 1; at < part.length(); at++) {
        length = longer(length, part(at));
        borders[at] = length;
      }
    }

    private char part(int at) {
      return part.charAt(backwards ? part.length() - 1 - at : at);
    }

    /** How much of the part is found with one more character. */
    private int longer(int found, char next) {
      int length = found;
      while (length > 0 && next != part(length)) {
        length = borders[length - 1];
      }
      return next == part(length) ? length + 1 : length;
    }

    /** The first place that is met on the way from the end that is searched from. */
    int first(String text, int from, int to) {
      int length = 0;
      for (int passed = 0; passed < to - from; passed++) {
        if ((passed & 0xFF) == 0) {
          run.meter().charge(16);
        }
        int at = backwards ? to - 1 - passed : from + passed;
        length = longer(length, text.charAt(at));
        if (length == part.length()) {
          return backwards ? at : at - length + 1;
        }
      }
      return -1;
    }
  }
}
