package io.tributary.broker.upstream;

import io.tributary.broker.identity.Identity;
import io.tributary.broker.identity.Trace;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Somebody whom an upstream has vouched for.
 *
 * @param trace how the upstream's claims became the identity
 * @param sid the upstream's session, for logout
 * @param authTime when the person logged in there, if it said so
 * @param amr how the person logged in there, in its own words (RFC 8176)
 * @param idToken as received: the hint for the upstream's logout
 */
public record UpstreamIdentity(
    Identity identity,
    Trace trace,
    Optional<String> sid,
    Optional<Instant> authTime,
    Optional<String> acr,
    List<String> amr,
    String idToken) {

  @Override
  public String toString() {
    return "UpstreamIdentity[" + identity.upstream() + "]";
  }
}
