package io.tributary.platform.http;

/**
 * Decides on one event loop which requests are let in when there is more to do than can be done. It
 * looks at how long a request waits (for the loop, for the database), not at how many there are: so
 * it needs no number that fits the machine.
 *
 * <p>In calm times everything is let in: a burst is no overload. Once many are under way and wait,
 * what would wait longer than the target is refused, until for a second that were few. Where nobody
 * is under way one is always let in, however long it waits: then it is not their number. What ends
 * something begun may wait longer than what begins something, because all the work before it would
 * be lost.
 *
 * <p>Used on its loop only.
 */
final class Admission {
  /** With a burst under way, waiting so long is overload: they do not just wait for an upstream. */
  static final long OVERLOAD_NANOS = 10_000_000;

  /** Then: a login waits some ten times, at the loop and at the database, and takes 4 ms. */
  static final long TARGET_NANOS = 300_000;

  /** For what ends something begun. */
  static final long PATIENT_NANOS = 4 * TARGET_NANOS;

  /** How often it is decided whether that is still overload. */
  static final long WINDOW_NANOS = 1_000_000_000;

  /** It is, where at least one in so many had to be refused: some wait a little on any busy day. */
  static final int ONE_IN = 4;

  /** Under way on this loop: with fewer nobody waits for one another, so they are let in. */
  static final int FEW = 1;

  /** Under way on all loops together: so many are a burst, more that wait are overload. */
  private static final int BURST = 128;

  private final int burst;
  private boolean crowded;
  private long since;
  private int seen;
  private int refused;

  /**
   * @param loops that serve
   */
  Admission(int loops) {
    this.burst = Math.max(16 * FEW, BURST / loops);
  }

  /**
   * Called once for each request that arrives.
   *
   * @param now nanoseconds of a monotonic clock
   * @param delayNanos that this request will wait
   * @param underWay requests of this loop that were let in and are not answered
   * @param begins whether it begins something, so that little is lost by refusing it
   */
  boolean admits(long now, long delayNanos, int underWay, boolean begins) {
    boolean late = underWay >= FEW && delayNanos > TARGET_NANOS;
    if (crowded && now - since >= WINDOW_NANOS) {
      crowded = refused * ONE_IN >= seen && now - since < 2 * WINDOW_NANOS;
      count(now);
    }
    if (!crowded) {
      crowded = delayNanos > OVERLOAD_NANOS && underWay >= burst;
      count(now);
    }
    boolean admitted = !crowded || !late || (!begins && delayNanos <= PATIENT_NANOS);
    seen++;
    refused += admitted ? 0 : 1;
    return admitted;
  }

  private void count(long from) {
    since = from;
    seen = 0;
    refused = 0;
  }

  /** Under way on this loop: so many, of which one waits too long, are overload. */
  int burst() {
    return burst;
  }

  /** Whether what would wait is being refused. */
  boolean crowded() {
    return crowded;
  }
}
