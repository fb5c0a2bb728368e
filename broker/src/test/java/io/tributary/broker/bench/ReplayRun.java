package io.tributary.broker.bench;

import io.vertx.core.json.JsonObject;

/**
 * One {@code mapping diff} in a process of its own, from its start to its end.
 *
 * @param cpuSeconds of the command alone
 * @param databaseCpuSeconds of PostgreSQL meanwhile
 * @param memoryMiB resident, at most
 * @param said what it printed, without how long it took
 */
record ReplayRun(
    double seconds, double cpuSeconds, double databaseCpuSeconds, double memoryMiB, String said) {

  String line() {
    return Tables.text(
        "%6.2f s; CPU-seconds: %.2f, PostgreSQL %.2f; %.0f MiB",
        seconds, cpuSeconds, databaseCpuSeconds, memoryMiB);
  }

  JsonObject toJson() {
    return new JsonObject()
        .put("seconds", seconds)
        .put("cpu_seconds", cpuSeconds)
        .put("database_cpu_seconds", databaseCpuSeconds)
        .put("memory_mib", memoryMiB);
  }
}
