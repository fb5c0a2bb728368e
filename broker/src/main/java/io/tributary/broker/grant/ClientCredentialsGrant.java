package io.tributary.broker.grant;

import io.tributary.broker.token.ClaimRelease;
import io.tributary.broker.token.ResourceParameter;
import io.tributary.broker.token.TokenResponse;
import io.tributary.platform.protocol.ErrorCode;
import io.tributary.platform.protocol.GrantTypes;
import io.tributary.platform.protocol.OAuthException;
import io.tributary.platform.protocol.Scopes;
import io.vertx.core.Future;
import java.util.Optional;

/**
 * {@code client_credentials} (RFC 6749 §4.4): a client acts for itself. Nobody logged in, so there
 * is no id_token, no refresh token (§4.4.3) and no scope that is about a person; nothing is stored.
 */
public final class ClientCredentialsGrant implements GrantType {
  @Override
  public String type() {
    return GrantTypes.CLIENT_CREDENTIALS;
  }

  @Override
  public boolean isOfPerson() {
    return false;
  }

  @Override
  public Future<TokenResponse> redeem(TokenRequest request) {
    if (request.client().isPublic()) {
      // RFC 6749 §4.4: whoever knows a public client's id could be it.
      throw OAuthException.of(
          ErrorCode.UNAUTHORIZED_CLIENT, "This grant type needs a client with credentials");
    }
    Optional<String> resource = ResourceParameter.read(request.parameters(), request.client());
    return Future.succeededFuture(
        request.tokens().issueToClient(request.client(), scopes(request), resource));
  }

  /**
   * RFC 6749 §3.3: values that the client may not have are ignored, and the answer says what it
   * got; who asks for nothing gets all that is registered. Who asks, and may have none of it, is
   * told.
   */
  private static Scopes scopes(TokenRequest request) {
    ClaimRelease release = request.tokens().release();
    Scopes registered =
        Scopes.of(
            request.client().requests().scopes().stream()
                .filter(scope -> !release.concernsPerson(scope))
                .toList());
    Optional<Scopes> asked =
        request.parameters().get("scope").map(Scopes::parse).filter(scopes -> !scopes.isEmpty());
    Scopes granted = asked.map(scopes -> scopes.intersect(registered.values())).orElse(registered);
    if (asked.isPresent() && granted.isEmpty()) {
      throw OAuthException.of(
          ErrorCode.INVALID_SCOPE, "An application may have none of these scopes for itself");
    }
    return granted;
  }
}
