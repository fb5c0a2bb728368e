package io.tributary.broker.replay;

import java.time.Duration;
import java.util.Optional;

/**
 * Who is tried.
 *
 * @param upstream only who came through it; {@code local}: only local accounts
 * @param client only logins at it
 * @param details how many people the report tells of
 * @param most time for all of it; then it stops and says so
 */
public record ReplayScope(
    Optional<String> upstream, Optional<String> client, int details, Duration most) {

  public static ReplayScope everybody(int details, Duration most) {
    return new ReplayScope(Optional.empty(), Optional.empty(), details, most);
  }
}
