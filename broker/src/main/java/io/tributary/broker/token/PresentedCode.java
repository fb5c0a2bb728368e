package io.tributary.broker.token;

import io.tributary.platform.protocol.Pkce;
import java.util.Optional;

/**
 * A code as a token request has it.
 *
 * @param clientId of the authenticated client
 * @param issuer exact identifier
 * @param redirectUri must be there, since every authorization request had one (OpenID Connect Core
 *     §3.1.2.1)
 * @param verifier PKCE
 * @param resource that the access token is to be for (RFC 8707 §2.2)
 */
public record PresentedCode(
    String code,
    String clientId,
    String issuer,
    String redirectUri,
    Optional<String> verifier,
    Optional<String> resource) {

  /** What the verifier proves; a malformed one proves nothing, and is not the same as none. */
  Optional<String> challenge() {
    return verifier.map(text -> Pkce.isVerifier(text) ? Pkce.challenge(text) : "");
  }

  @Override
  public String toString() {
    return "PresentedCode[" + clientId + "]";
  }
}
