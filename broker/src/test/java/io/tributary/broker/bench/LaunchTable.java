package io.tributary.broker.bench;

import java.util.List;
import java.util.function.ToDoubleFunction;

/** Start, memory and size of the broker beside their goals, as a table of Markdown. */
final class LaunchTable {
  private LaunchTable() {}

  /**
   * @param signature as in {@link Goals#here}: times are scaled by it, sizes are not
   */
  static String text(LaunchFigures launch, double signature) {
    double seconds = Goals.scaled(Goals.READY_SECONDS, signature);
    double cpu = Goals.scaled(Goals.READY_CPU_SECONDS, signature);
    StringBuilder table =
        new StringBuilder("| the broker alone | found | goal here |\n|---|---|---|\n");
    start(table, "database running", launch.alone(), seconds, cpu);
    start(table, "database started too, data kept", launch.withDatabase(), seconds, Double.NaN);
    row(table, "resident memory, idle", "%.0f MiB", launch.idleMiB(), Goals.IDLE_MIB);
    row(table, "the same, at most under this load", "%.0f MiB", launch.loadMiB(), Goals.LOAD_MIB);
    row(
        table,
        "distribution without PostgreSQL and class archive",
        "%.1f MB",
        launch.distributionMb(),
        Goals.DISTRIBUTION_MB);
    return table
        .append(
            launch.archived()
                ? "\nStarted with the class archive, as every start after the first one.\n"
                : "\n**Started without the class archive**: slower than it runs elsewhere.\n")
        .toString();
  }

  private static void start(
      StringBuilder table,
      String how,
      List<BrokerProcessUnderLoad.Start> starts,
      double secondsGoal,
      double cpuGoal) {
    double[] seconds = sorted(starts, BrokerProcessUnderLoad.Start::seconds);
    double middle = Summary.middle(seconds);
    table.append(
        Tables.text(
            "| seconds to ready, %s: min / median / max | %.2f / %.2f / %.2f | %s |%n",
            how,
            seconds[0],
            middle,
            seconds[seconds.length - 1],
            Goals.cell("%.2f", middle, secondsGoal)));
    double cpu = Summary.middle(sorted(starts, BrokerProcessUnderLoad.Start::cpuSeconds));
    table.append(
        Tables.text(
            "| CPU-seconds of the broker until then, %s: median | %.2f | %s |%n",
            how, cpu, Goals.cell("%.2f", cpu, cpuGoal)));
  }

  private static void row(
      StringBuilder table, String what, String format, double found, double goal) {
    table.append(
        Tables.text(
            "| %s | %s | %s |%n",
            what, Tables.text(format, found), Goals.cell(format, found, goal)));
  }

  private static double[] sorted(
      List<BrokerProcessUnderLoad.Start> starts,
      ToDoubleFunction<BrokerProcessUnderLoad.Start> of) {
    return starts.stream().mapToDouble(of).sorted().toArray();
  }
}
