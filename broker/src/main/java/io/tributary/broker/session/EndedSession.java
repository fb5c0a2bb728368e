package io.tributary.broker.session;

import java.util.Optional;

/**
 * What logging out of the upstream needs to know of a session that has just ended.
 *
 * @param upstream {@code local} for a password of ours: nothing to do
 * @param upstreamIdToken the hint for its end-session endpoint; nothing when it can no longer be
 *     opened
 */
public record EndedSession(
    String id,
    String subject,
    String upstream,
    String upstreamIssuer,
    Optional<String> upstreamSid,
    Optional<String> upstreamIdToken) {
  @Override
  public String toString() {
    return "EndedSession[" + id + "]";
  }
}
