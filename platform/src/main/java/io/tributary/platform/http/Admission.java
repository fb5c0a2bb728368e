package io.tributary.platform.http;

/**
 * Decides on one event loop which requests are let in when there is more to do than can be done. It
 * looks at how long a request waits (for the loop, for the database), not at how many there are: so
 * it needs no number that fits the machine.
 *
 * <p>In calm times everything is let in: a burst is no overload. Once waiting stands (the idea is
 * that of CoDel, RFC 8289 §3.2), or a burst grows too large, whatever would wait longer than the
 * target is refused, until for a second nothing had to be. A few requests are always let in,
 * however long they wait: then it is not their number that makes them wait. What ends something
 * begun may wait longer than what begins something, because all the work before it would be lost.
 *
 * <p>Used on its loop only.
 */
final class Admission {
  /** Three such waits make half of what a person notices. */
  static final long TARGET_NANOS = 5_000_000;

  /** For what ends something begun. */
  static final long PATIENT_NANOS = 3 * TARGET_NANOS;

  /** Waiting that stands so long is overload. */
  static final long STANDING_NANOS = 500_000_000;

  /** No refusal for so long, and it is over. */
  static final long CALM_NANOS = 1_000_000_000;

  /** Under way on this loop: so many are no crowd. */
  static final int FEW = 6;

  /** Under way on this loop: with more, one that waits too long is overload at once. */
  static final int BURST = 32;

  private boolean crowded;
  private boolean waiting;
  private long since;
  private long lateAt;

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
    note(now, late, underWay);
    return !crowded || !late || (!begins && delayNanos <= PATIENT_NANOS);
  }

  private void note(long now, boolean late, int underWay) {
    if (!late) {
      waiting = false;
      crowded = crowded && now - lateAt < CALM_NANOS;
      return;
    }
    if (!waiting) {
      waiting = true;
      since = now;
    }
    lateAt = now;
    crowded = crowded || underWay >= BURST || now - since >= STANDING_NANOS;
  }

  /** Whether requests are being refused. */
  boolean crowded() {
    return crowded;
  }
}
