package io.tributary.inventory.app;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.tributary.platform.db.StatementTimings;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * {@code inventory_database_seconds{statement,outcome}}. The names are constants of our
 * repositories and resources, so the number of series is bounded by the program.
 */
final class StatementTimers implements StatementTimings {
  private final MeterRegistry registry;
  private final Map<String, Timer> succeeded = new ConcurrentHashMap<>();
  private final Map<String, Timer> failed = new ConcurrentHashMap<>();

  StatementTimers(MeterRegistry registry) {
    this.registry = registry;
  }

  @Override
  public void record(String name, long nanos, boolean ok) {
    (ok ? succeeded : failed)
        .computeIfAbsent(name, statement -> timer(statement, ok))
        .record(nanos, TimeUnit.NANOSECONDS);
  }

  private Timer timer(String statement, boolean ok) {
    return Timer.builder("inventory.database")
        .description("Time of each database statement, waiting included")
        .tag("statement", statement)
        .tag("outcome", ok ? "ok" : "failed")
        .register(registry);
  }
}
