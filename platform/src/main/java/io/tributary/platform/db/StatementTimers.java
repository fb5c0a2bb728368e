package io.tributary.platform.db;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/**
 * One timer for each statement and outcome: {@code <name>_seconds{statement,outcome}}. The names of
 * statements are constants of the program, so the number of series is bounded by it.
 */
public final class StatementTimers implements StatementTimings {
  private final MeterRegistry registry;
  private final String meter;
  private final Map<String, Timer> succeeded = new ConcurrentHashMap<>();
  private final Map<String, Timer> failed = new ConcurrentHashMap<>();
  private final LongAdder ended = new LongAdder();

  /**
   * @param meter name with dots, for example {@code broker.db.statement}
   */
  public StatementTimers(MeterRegistry registry, String meter) {
    this.registry = registry;
    this.meter = meter;
  }

  @Override
  public void record(String name, long nanos, boolean ok) {
    ended.increment();
    (ok ? succeeded : failed)
        .computeIfAbsent(name, statement -> timer(statement, ok))
        .record(nanos, TimeUnit.NANOSECONDS);
  }

  /** Statements that were answered, one way or the other. */
  public long ended() {
    return ended.sum();
  }

  private Timer timer(String statement, boolean ok) {
    return Timer.builder(meter)
        .description("Time of each database statement, waiting included")
        .tag("statement", statement)
        .tag("outcome", ok ? "ok" : "failed")
        .register(registry);
  }
}
