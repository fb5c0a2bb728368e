package io.tributary.broker.script;

import java.time.Duration;

/**
 * What one evaluation of one script may use.
 *
 * @param time CPU time of the script's thread, so that a busy machine fails no script
 * @param steps instructions; a call counts 100
 * @param bytes allocated, whether still alive or not
 * @param depth calls within calls
 * @param resultBytes of the returned object, written as JSON
 */
public record Limits(Duration time, long steps, long bytes, int depth, int resultBytes) {
  public static final Limits DEFAULT =
      new Limits(Duration.ofMillis(20), 1_000_000, 8L << 20, 200, 64 << 10);

  public Limits withTime(Duration changed) {
    return new Limits(changed, steps, bytes, depth, resultBytes);
  }

  public Limits withSteps(long changed) {
    return new Limits(time, changed, bytes, depth, resultBytes);
  }

  public Limits withBytes(long changed) {
    return new Limits(time, steps, changed, depth, resultBytes);
  }
}
