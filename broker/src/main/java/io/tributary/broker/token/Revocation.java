package io.tributary.broker.token;

import io.tributary.broker.client.Client;
import io.tributary.platform.protocol.ErrorCode;
import io.tributary.platform.protocol.OAuthException;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Optional;

/**
 * A client gives a token back (RFC 7009 §2.1), durably: introspection, userinfo and refresh of
 * every node read it from the next statement on.
 *
 * <ul>
 *   <li>A refresh token, also one that was used before, ends its family and every access token
 *       given under it.
 *   <li>An access token ends alone: the client keeps its login.
 *   <li>What is no token of ours, or over, is nothing to do (§2.2).
 * </ul>
 */
public final class Revocation {
  private final GrantRepository grants;
  private final RevokedTokenRepository tokens;

  public Revocation(GrantRepository grants, RevokedTokenRepository tokens) {
    this.grants = grants;
    this.tokens = tokens;
  }

  /**
   * What was ended.
   *
   * @param kind {@code access_token} or {@code refresh_token}
   * @param id {@code jti}, or the grant
   */
  public record Ended(String kind, String id) {}

  /**
   * @return empty when there was nothing to do; fails with {@link OAuthException} {@code
   *     invalid_grant} for an access token of another client: "the request is refused and the
   *     client is informed" (§2.1; RFC 6749 §5.2: "was issued to another client"). A refresh token
   *     of another client cannot be told from noise and is nothing to do.
   */
  public Future<Optional<Ended>> revoke(String token, IssuerTokens issued, Client client) {
    Optional<RefreshToken> refresh = issued.refreshTokens().read(token, client.id());
    if (refresh.isPresent()) {
      String family = refresh.get().grantId();
      return grants.revoke(family).map(Optional.of(new Ended("refresh_token", family)));
    }
    JsonObject claims;
    try {
      claims = issued.check().read(token);
    } catch (OAuthException notOurs) {
      return Future.succeededFuture(Optional.empty());
    }
    if (!client.id().equals(claims.getString("client_id"))) {
      return Future.failedFuture(
          OAuthException.of(
              ErrorCode.INVALID_GRANT, "The token was issued to another application"));
    }
    String id = claims.getString("jti");
    return tokens
        .revoke(id, Instant.ofEpochSecond(claims.getLong("exp")))
        .map(Optional.of(new Ended("access_token", id)));
  }
}
