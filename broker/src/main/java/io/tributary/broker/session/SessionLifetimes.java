package io.tributary.broker.session;

import io.tributary.platform.config.ConfigReader;
import java.time.Duration;

/**
 * How long a session lasts.
 *
 * <pre>
 * idle: 8h        # without a request of its browser
 * absolute: 24h   # after the login, whatever happens
 * </pre>
 */
public record SessionLifetimes(Duration idle, Duration absolute) {
  public static final SessionLifetimes DEFAULT =
      new SessionLifetimes(Duration.ofHours(8), Duration.ofHours(24));

  public static SessionLifetimes read(ConfigReader section) {
    Duration least = Duration.ofMinutes(1);
    Duration most = Duration.ofDays(90);
    SessionLifetimes read =
        new SessionLifetimes(
            section.duration("idle", least, most).or(DEFAULT.idle()),
            section.duration("absolute", least, most).or(DEFAULT.absolute()));
    if (read.idle().compareTo(read.absolute()) > 0) {
      section.problem("idle", "it is longer than absolute, which ends every session");
    }
    return read;
  }

  /** How old the last sign of life must be before it is written anew. */
  Duration touchInterval() {
    Duration tenth = idle.dividedBy(10);
    Duration most = Duration.ofMinutes(5);
    return tenth.compareTo(most) < 0 ? tenth : most;
  }
}
