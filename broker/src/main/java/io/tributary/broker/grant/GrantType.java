package io.tributary.broker.grant;

import io.tributary.broker.token.TokenResponse;
import io.vertx.core.Future;

/**
 * One way to get tokens (RFC 6749 §1.3). What all have in common is done before: the client is
 * authenticated and may use this type, its issuer is known, no parameter is there twice.
 */
public interface GrantType {
  /** The value of {@code grant_type}. */
  String type();

  /** Whether its tokens are a person's, so that an id_token may be among them. */
  default boolean isOfPerson() {
    return true;
  }

  /** Fails with an {@code OAuthException} that the client may see. */
  Future<TokenResponse> redeem(TokenRequest request);
}
