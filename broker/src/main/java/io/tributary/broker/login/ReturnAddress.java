package io.tributary.broker.login;

import io.tributary.broker.web.Issuer;
import io.tributary.platform.protocol.OAuthException;
import io.tributary.platform.protocol.ResponseMode;
import java.util.Optional;

/**
 * Where the answer to an authorization request goes, and how.
 *
 * @param redirectUri registered for the client
 */
public record ReturnAddress(
    Issuer issuer, String redirectUri, Optional<String> state, ResponseMode mode) {

  /** The answer that tells the client of a failure (RFC 6749 §4.1.2.1). */
  AuthorizationResponse refuse(OAuthException failure) {
    return AuthorizationResponse.failure(this, failure);
  }
}
