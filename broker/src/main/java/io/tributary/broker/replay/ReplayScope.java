package io.tributary.broker.replay;

import java.time.Duration;
import java.util.Optional;

/**
 * Who is tried.
 *
 * @param upstream only who came through it; {@code local}: only local accounts
 * @param client only logins at it
 * @param details how many people the report tells of
 * @param people whether names of people may be told, and of groups and roles that are not
 *     privileged: a mapping that is proposed can make such a name of anything that it reads
 * @param most time for all of it; then it stops and says so
 */
public record ReplayScope(
    Optional<String> upstream,
    Optional<String> client,
    int details,
    boolean people,
    Duration most) {

  public static ReplayScope everybody(int details, Duration most) {
    return new ReplayScope(Optional.empty(), Optional.empty(), details, true, most);
  }

  /** For whoever may know how many, and not who. */
  public ReplayScope withoutPeople() {
    return new ReplayScope(upstream, client, 0, false, most);
  }
}
