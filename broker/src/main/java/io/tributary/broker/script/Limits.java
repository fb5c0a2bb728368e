package io.tributary.broker.script;

import io.tributary.platform.config.ConfigReader;
import java.time.Duration;

/**
 * What one evaluation of one script may use. In YAML: {@code time}, {@code steps}, {@code memory}
 * (bytes), {@code depth}, {@code result} (bytes).
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

  /** The least of each that may be set: below it no useful script runs. */
  public static final Limits LEAST =
      new Limits(Duration.ofMillis(1), 1_000, 256L << 10, 10, 1 << 10);

  /**
   * The most of each that may be set: above it one script is an attack on the others. Built-in
   * functions recurse on the Java stack, which bears the greatest depth.
   */
  public static final Limits MOST =
      new Limits(Duration.ofSeconds(1), 100_000_000, 64L << 20, 1_000, 1 << 20);

  /** Reads the five settings; what is not there is as in {@link #DEFAULT}. */
  public static Limits read(ConfigReader section) {
    return new Limits(
        section.duration("time", LEAST.time, MOST.time).or(DEFAULT.time),
        whole(section, "steps", LEAST.steps, MOST.steps, DEFAULT.steps),
        whole(section, "memory", LEAST.bytes, MOST.bytes, DEFAULT.bytes),
        whole(section, "depth", LEAST.depth, MOST.depth, DEFAULT.depth),
        whole(section, "result", LEAST.resultBytes, MOST.resultBytes, DEFAULT.resultBytes));
  }

  private static int whole(
      ConfigReader section, String key, long least, long most, long defaultValue) {
    return section
        .integer(key, Math.toIntExact(least), Math.toIntExact(most))
        .or(Math.toIntExact(defaultValue));
  }

  public Limits withTime(Duration changed) {
    return new Limits(changed, steps, bytes, depth, resultBytes);
  }

  public Limits withSteps(long changed) {
    return new Limits(time, changed, bytes, depth, resultBytes);
  }

  public Limits withBytes(long changed) {
    return new Limits(time, steps, changed, depth, resultBytes);
  }

  public Limits withDepth(int changed) {
    return new Limits(time, steps, bytes, changed, resultBytes);
  }

  public Limits withResultBytes(int changed) {
    return new Limits(time, steps, bytes, depth, changed);
  }
}
