package io.tributary.broker.bench;

import java.util.List;

/**
 * Two revisions side by side. The change of an operation is the median of the rounds' ratios: both
 * were measured within seconds in each round, so that what the machine did at that time falls out.
 *
 * @param change new CPU-ms divided by old: 1 is none
 */
record Comparison(String label, double before, double after, double change) {
  /** Beyond it a change is a regression. */
  static final double TOLERATED = 1.10;

  boolean regressed() {
    return change > TOLERATED;
  }

  /** Of the operations that both did, in the same number of rounds. */
  static List<Comparison> of(List<Summary> summaries, String before, String after) {
    return summaries.stream()
        .filter(one -> one.subject().equals(after))
        .flatMap(
            mine ->
                summaries.stream()
                    .filter(one -> one.subject().equals(before))
                    .filter(one -> one.label().equals(mine.label()))
                    .map(theirs -> of(theirs, mine)))
        .toList();
  }

  private static Comparison of(Summary before, Summary after) {
    int rounds = Math.min(before.rounds().size(), after.rounds().size());
    double[] ratios = new double[rounds];
    for (int i = 0; i < rounds; i++) {
      ratios[i] = after.rounds().get(i).totalMs() / before.rounds().get(i).totalMs();
    }
    return new Comparison(
        after.label(),
        before.median(Figures::totalMs),
        after.median(Figures::totalMs),
        Summary.middle(ratios));
  }

  static String table(List<Comparison> all, String before, String after) {
    StringBuilder table =
        new StringBuilder(
            "| operation | CPU-ms %s | CPU-ms %s | change | |\n|---|---|---|---|---|\n"
                .formatted(before, after));
    for (Comparison one : all) {
      table.append(
          Tables.text(
              "| %s | %.3f | %.3f | %+.1f %% | %s |%n",
              one.label,
              one.before,
              one.after,
              (one.change - 1) * 100,
              one.regressed() ? "**regressed**" : ""));
    }
    return table.toString();
  }
}
