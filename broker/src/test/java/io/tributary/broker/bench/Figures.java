package io.tributary.broker.bench;

import io.vertx.core.json.JsonObject;
import java.util.Locale;

/**
 * What one measurement gave.
 *
 * @param subject the provider
 * @param label the operation, and how it is signed
 * @param p50 milliseconds
 * @param p99 milliseconds
 * @param serverMs CPU-milliseconds of the provider for each operation
 * @param compilerMs what of {@code serverMs} the JVM's compiler took, at least
 * @param databaseMs CPU-milliseconds of its database for each operation
 */
record Figures(
    String subject,
    String label,
    int operations,
    int failures,
    double perSecond,
    double p50,
    double p99,
    double serverMs,
    double compilerMs,
    double databaseMs) {

  double totalMs() {
    return serverMs + databaseMs;
  }

  /** 0 to 1: what part of the provider's time its JVM's compiler took. */
  double compilerShare() {
    return serverMs > 0 ? compilerMs / serverMs : 0;
  }

  JsonObject toJson() {
    return new JsonObject()
        .put("subject", subject)
        .put("operation", label)
        .put("operations", operations)
        .put("failures", failures)
        .put("per_second", perSecond)
        .put("p50_ms", number(p50))
        .put("p99_ms", number(p99))
        .put("server_cpu_ms", serverMs)
        .put("compiler_cpu_ms", compilerMs)
        .put("database_cpu_ms", databaseMs);
  }

  /** JSON has no NaN: nothing was measured. */
  private static Double number(double value) {
    return Double.isNaN(value) ? null : value;
  }

  String line() {
    return String.format(
            Locale.ROOT,
            "%-26s %-22s %8.0f/s   p50 %7.2f ms   p99 %7.2f ms   CPU-ms %6.3f + %6.3f database, compiler %2.0f %%",
            label,
            subject,
            perSecond,
            p50,
            p99,
            serverMs,
            databaseMs,
            100 * compilerShare())
        + (failures == 0 ? "" : "   " + failures + " FAILED");
  }
}
