package io.tributary.broker.app;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.tributary.platform.db.StatementTimings;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/**
 * {@code broker_db_statement_seconds{statement,outcome}}: statement names are constants of ours.
 */
final class StatementMeters implements StatementTimings {
  private final MeterRegistry registry;
  private final Map<String, Timer> succeeded = new ConcurrentHashMap<>();
  private final Map<String, Timer> failed = new ConcurrentHashMap<>();
  private final LongAdder ended = new LongAdder();

  StatementMeters(MeterRegistry registry) {
    this.registry = registry;
  }

  @Override
  public void record(String name, long nanos, boolean ok) {
    ended.increment();
    (ok ? succeeded : failed)
        .computeIfAbsent(name, statement -> timer(statement, ok))
        .record(nanos, TimeUnit.NANOSECONDS);
  }

  /** Statements that were answered, one way or the other. */
  long ended() {
    return ended.sum();
  }

  private Timer timer(String statement, boolean ok) {
    return Timer.builder("broker.db.statement")
        .tag("statement", statement)
        .tag("outcome", ok ? "ok" : "failed")
        .register(registry);
  }
}
