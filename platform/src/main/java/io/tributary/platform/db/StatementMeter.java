package io.tributary.platform.db;

import java.util.concurrent.atomic.LongAdder;

/** Counts statements as they are sent and passes their timings on. */
final class StatementMeter {
  private final LongAdder sent = new LongAdder();
  private final StatementTimings timings;

  StatementMeter(StatementTimings timings) {
    this.timings = timings;
  }

  /** Notes a statement; returns the time for {@link #ended}. */
  long started() {
    sent.increment();
    return System.nanoTime();
  }

  void ended(String name, long start, boolean ok) {
    timings.record(name, System.nanoTime() - start, ok);
  }

  long sent() {
    return sent.sum();
  }
}
