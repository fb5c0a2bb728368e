package io.tributary.broker.session;

import java.util.List;
import java.util.Optional;

/**
 * What logging out elsewhere needs to know of a session that has just ended.
 *
 * @param ending name of the event: its deliveries have it
 * @param upstream {@code local} for a password of ours: nothing to do
 * @param upstreamIdToken the hint for its end-session endpoint; nothing when it can no longer be
 *     opened
 * @param participants clients that are told
 */
public record EndedSession(
    String id,
    String ending,
    String subject,
    String upstream,
    String upstreamIssuer,
    Optional<String> upstreamSid,
    Optional<String> upstreamIdToken,
    List<Participant> participants) {
  @Override
  public String toString() {
    return "EndedSession[" + id + "]";
  }
}
