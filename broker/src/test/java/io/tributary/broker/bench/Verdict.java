package io.tributary.broker.bench;

import java.util.List;

/**
 * One thing that has to hold.
 *
 * @param found in words
 * @param wanted in words
 */
record Verdict(String what, String found, String wanted, boolean holds) {

  /** A latency that may be at most so many times another one; none measured does not hold. */
  static Verdict times(String what, double millis, double quiet, double most) {
    return new Verdict(
        what,
        Tables.text("%.1f ms, %.1f times", millis, millis / quiet),
        Tables.text("at most %.0f times %.1f ms", most, quiet),
        millis <= most * quiet);
  }

  /** A number that may not be exceeded. */
  static Verdict most(String what, double found, double most, String unit) {
    return new Verdict(
        what,
        Tables.text("%.1f %s", found, unit),
        Tables.text("at most %.1f %s", most, unit),
        found <= most);
  }

  static String table(List<Verdict> all) {
    StringBuilder table = new StringBuilder("| what | found | wanted | |\n|---|---|---|---|\n");
    for (Verdict one : all) {
      table.append(
          Tables.text(
              "| %s | %s | %s | %s |%n",
              one.what, one.found, one.wanted, one.holds ? "holds" : "**does not hold**"));
    }
    return table.toString();
  }
}
