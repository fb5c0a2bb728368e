package io.tributary.broker.bench;

import io.vertx.core.json.JsonObject;

/**
 * What one measurement gave.
 *
 * @param p50 milliseconds
 * @param p99 milliseconds
 * @param brokerMs CPU-milliseconds of the broker for each operation
 * @param postgresMs CPU-milliseconds of PostgreSQL for each operation
 */
record Figures(
    String operation,
    int operations,
    int failures,
    double perSecond,
    double p50,
    double p99,
    double brokerMs,
    double postgresMs) {

  double totalMs() {
    return brokerMs + postgresMs;
  }

  JsonObject toJson() {
    return new JsonObject()
        .put("operation", operation)
        .put("operations", operations)
        .put("failures", failures)
        .put("per_second", perSecond)
        .put("p50_ms", p50)
        .put("p99_ms", p99)
        .put("broker_cpu_ms", brokerMs)
        .put("postgres_cpu_ms", postgresMs);
  }

  String line() {
    return "%-13s %8.0f/s   p50 %7.2f ms   p99 %7.2f ms   CPU-ms %6.3f broker %6.3f PostgreSQL"
            .formatted(operation, perSecond, p50, p99, brokerMs, postgresMs)
        + (failures == 0 ? "" : "   " + failures + " FAILED");
  }
}
