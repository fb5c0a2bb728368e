package io.tributary.platform.db;

import java.util.HashMap;
import java.util.Map;

/**
 * How long statements wait in the queue of one pipelined connection, judged by those that were
 * answered last: what one took beyond three times its own best of the last minutes. So neither a
 * database far away nor a disk that is slow to write counts as a queue, and nothing has to be
 * configured.
 *
 * <p>Used on one event loop only.
 */
final class StatementDelay {
  /** Without a queue a statement may take so many times its best: a disk is not always as quick. */
  private static final int SPREAD = 3;

  /** One statement alone, however slow, must not look like a queue. */
  private static final long MOST_NANOS = 100_000_000;

  /** The newest answer counts for so much of the whole. */
  private static final int PART = 8;

  /** A best time is forgotten after one to two of these. */
  private static final long REMEMBERED_NANOS = 60_000_000_000L;

  private final Map<String, Best> best = new HashMap<>();
  private int outstanding;
  private long average;

  void sent() {
    outstanding++;
  }

  /**
   * @param name of what is compared: a constant of the program
   * @param now nanoseconds of a monotonic clock
   * @param nanos from the call until the answer
   */
  void answered(String name, long now, long nanos) {
    outstanding--;
    Best own = best.computeIfAbsent(name, first -> new Best(now, nanos));
    long waited = Math.min(MOST_NANOS, Math.max(0, nanos - SPREAD * own.with(now, nanos)));
    average += (waited - average) / PART;
  }

  /** One that was sent got no answer, or an error: how long that took says nothing. */
  void failed() {
    outstanding--;
  }

  /** Nanoseconds that a statement sent now will wait; nothing where none is under way. */
  long nanos() {
    return outstanding == 0 ? 0 : average;
  }

  /** The lowest of this and of the previous period. */
  private static final class Best {
    private long began;
    private long previous;
    private long current;

    Best(long now, long nanos) {
      began = now;
      previous = nanos;
      current = nanos;
    }

    long with(long now, long nanos) {
      if (now - began >= REMEMBERED_NANOS) {
        began = now;
        previous = current;
        current = nanos;
      }
      current = Math.min(current, nanos);
      return Math.min(previous, current);
    }
  }
}
