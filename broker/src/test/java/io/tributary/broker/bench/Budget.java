package io.tributary.broker.bench;

import java.util.List;
import java.util.Map;

/**
 * What one operation is made of.
 *
 * @param label the operation, and how it is signed
 * @param serverMs CPU-milliseconds of the broker for one, without the profiler
 * @param databaseMs the same of PostgreSQL
 * @param samples of the broker's profile, by part
 */
record Budget(String label, double serverMs, double databaseMs, Map<String, Long> samples) {

  /** CPU-microseconds of that part for one operation. */
  double micros(String part) {
    long all = samples.values().stream().mapToLong(count -> count).sum();
    return all == 0 ? 0 : serverMs * 1000 * samples.getOrDefault(part, 0L) / all;
  }

  /** A column for each operation; parts that none of them has are left out. */
  static String table(List<Budget> budgets) {
    StringBuilder table = new StringBuilder("| CPU-microseconds |");
    budgets.forEach(one -> table.append(' ').append(one.label()).append(" |"));
    table.append("\n|---|").append("---|".repeat(budgets.size())).append('\n');
    for (String part : ProfileParts.names()) {
      if (budgets.stream().anyMatch(one -> one.samples().containsKey(part))) {
        row(table, part, budgets.stream().map(one -> one.micros(part)).toList());
      }
    }
    row(table, "**PostgreSQL**", budgets.stream().map(one -> one.databaseMs() * 1000).toList());
    row(
        table,
        "**together**",
        budgets.stream().map(one -> (one.serverMs() + one.databaseMs()) * 1000).toList());
    return table.toString();
  }

  private static void row(StringBuilder table, String name, List<Double> micros) {
    table.append("| ").append(name).append(" |");
    micros.forEach(one -> table.append(Tables.text(one >= 9.95 ? " %.0f |" : " %.1f |", one)));
    table.append('\n');
  }
}
