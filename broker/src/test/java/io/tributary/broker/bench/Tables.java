package io.tributary.broker.bench;

import java.util.List;
import java.util.Locale;

/** The figures as tables of Markdown. */
final class Tables {
  private Tables() {}

  /**
   * Medians over the rounds; CPU with least and most, and the goal where there is one.
   *
   * @param signature as in {@link Goals#here}
   */
  static String costs(List<Summary> summaries, double signature) {
    StringBuilder table = new StringBuilder();
    table.append(
        """
        | operation | per second | p50 ms | p99 ms | CPU-ms server | of it compiler | CPU-ms PostgreSQL | CPU-ms together: min / median / max | goal here |
        |---|---|---|---|---|---|---|---|---|
        """);
    for (Summary one : summaries) {
      double goal = Goals.here(one.label(), signature);
      table.append(
          text(
              "| %s | %.0f | %.2f | %.2f | %.3f | %.0f %% | %.3f | %.3f / %.3f / %.3f | %s |%n",
              one.label(),
              one.median(Figures::perSecond),
              one.median(Figures::p50),
              one.median(Figures::p99),
              one.median(Figures::serverMs),
              100 * one.median(Figures::compilerShare),
              one.median(Figures::databaseMs),
              one.least(Figures::totalMs),
              one.median(Figures::totalMs),
              one.most(Figures::totalMs),
              Goals.cell("%.3f", one.median(Figures::totalMs), goal)));
    }
    return table.toString();
  }

  /**
   * What two providers spend on the same.
   *
   * @param ours whose figures the others' are divided by
   */
  static String comparison(List<Summary> summaries, String ours, String other) {
    StringBuilder table =
        new StringBuilder(
            """
            | operation | CPU-ms %s: min / median / max | CPU-ms %s: min / median / max | times | per second %s | %s |
            |---|---|---|---|---|---|
            """
                .formatted(ours, other, ours, other));
    for (Summary mine : summaries) {
      if (!mine.subject().equals(ours)) {
        continue;
      }
      summaries.stream()
          .filter(one -> one.subject().equals(other) && one.label().equals(mine.label()))
          .findFirst()
          .ifPresent(
              theirs ->
                  table.append(
                      text(
                          "| %s | %s | %s | %.1f | %.0f | %.0f |%n",
                          mine.label(),
                          spread(mine),
                          spread(theirs),
                          theirs.median(Figures::totalMs) / mine.median(Figures::totalMs),
                          mine.median(Figures::perSecond),
                          theirs.median(Figures::perSecond))));
    }
    return table.toString();
  }

  private static String spread(Summary one) {
    if (one.rounds().stream().anyMatch(round -> round.failures() > 0)) {
      return "failed";
    }
    return text(
        "%.3f / %.3f / %.3f",
        one.least(Figures::totalMs), one.median(Figures::totalMs), one.most(Figures::totalMs));
  }

  static String text(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
