package io.tributary.inventory.session;

import io.tributary.platform.config.ConfigReader;
import java.time.Duration;

/**
 * How long a session lives.
 *
 * @param idle without any request
 * @param absolute after the login, whatever happens
 */
public record SessionLimits(Duration idle, Duration absolute) {

  /** Keys {@code idle} (8 h) and {@code absolute} (7 d). */
  public static SessionLimits read(ConfigReader section) {
    SessionLimits limits =
        new SessionLimits(
            section
                .duration("idle", Duration.ofMinutes(1), Duration.ofDays(30))
                .or(Duration.ofHours(8)),
            section
                .duration("absolute", Duration.ofMinutes(1), Duration.ofDays(90))
                .or(Duration.ofDays(7)));
    if (limits.idle().compareTo(limits.absolute()) > 0) {
      section.problem("idle", "must not be longer than absolute");
    }
    return limits;
  }
}
