package io.tributary.broker.bench;

import java.util.List;

/** One operation with none and with all stored. */
record GrowthRow(Summary none, Summary all, double times) {
  /** Beyond it, the broker is not flat. */
  static final double MOST = 1.2;

  /** What could not be measured has not held. */
  boolean grown() {
    return !(times <= MOST);
  }

  static List<GrowthRow> of(List<Summary> summaries) {
    return Comparison.of(summaries, Growth.NONE, Growth.STORED).stream()
        .map(
            change ->
                new GrowthRow(
                    find(summaries, Growth.NONE, change.label()),
                    find(summaries, Growth.STORED, change.label()),
                    change.change()))
        .toList();
  }

  private static Summary find(List<Summary> summaries, String subject, String label) {
    return summaries.stream()
        .filter(one -> one.subject().equals(subject) && one.label().equals(label))
        .findFirst()
        .orElseThrow();
  }

  static String table(List<GrowthRow> rows) {
    StringBuilder table =
        new StringBuilder(
            """
            | operation | CPU-ms with none stored: broker + PostgreSQL | with all stored | times |
            |---|---|---|---|
            """);
    for (GrowthRow row : rows) {
      table.append(
          Tables.text(
              "| %s | %s | %s | %.2f%s |%n",
              row.none.label(),
              cell(row.none),
              cell(row.all),
              row.times,
              row.grown() ? " **grows**" : ""));
    }
    return table.toString();
  }

  private static String cell(Summary one) {
    return Tables.text(
        "%.3f (%.3f + %.3f)",
        one.median(Figures::totalMs),
        one.median(Figures::serverMs),
        one.median(Figures::databaseMs));
  }
}
