package io.tributary.broker.audit;

import io.tributary.platform.config.ConfigReader;
import java.time.Duration;

/**
 * How long audit events are kept, in whole days (UTC).
 *
 * <pre>
 * audit: { keep: 400d }</pre>
 */
public record AuditConfig(Duration keep) {
  /** A year, and what it takes to look back on it. */
  private static final Duration KEEP = Duration.ofDays(400);

  public static AuditConfig read(ConfigReader section) {
    return new AuditConfig(
        section.duration("keep", Duration.ofDays(30), Duration.ofDays(3660)).or(KEEP));
  }
}
