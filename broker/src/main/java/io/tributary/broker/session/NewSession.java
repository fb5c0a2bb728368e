package io.tributary.broker.session;

import io.tributary.broker.identity.Identity;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A login that is to become a session.
 *
 * @param subject of the account
 * @param upstreamSid {@code sid} of the upstream's id_token
 * @param authTime when the person proved who they are, as the upstream said; {@link #UNKNOWN_TIME}
 *     when it did not
 * @param amr how they did (RFC 8176); empty when the upstream did not say
 * @param upstreamIdToken as received: the hint at logout
 */
public record NewSession(
    String subject,
    Identity identity,
    Optional<String> upstreamSid,
    Instant authTime,
    Optional<String> acr,
    List<String> amr,
    Optional<String> upstreamIdToken) {
  /** So long ago that it satisfies no {@code max_age}; never told to a client. */
  public static final Instant UNKNOWN_TIME = Instant.EPOCH;

  @Override
  public String toString() {
    return "NewSession[" + subject + "]";
  }
}
