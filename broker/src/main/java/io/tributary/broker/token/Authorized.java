package io.tributary.broker.token;

import io.tributary.broker.session.NewSession;
import io.tributary.platform.protocol.Scopes;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What one authorization request was given: all that its tokens are made from.
 *
 * @param grant of the client in the person's session
 * @param scopes of this request, within the grant's
 * @param authTime when the person proved who they are
 * @param amr how they did (RFC 8176)
 * @param claims that were asked for by name
 * @param resource that access tokens are for (RFC 8707); empty: userinfo
 */
public record Authorized(
    Grant grant,
    Scopes scopes,
    Optional<String> nonce,
    Instant authTime,
    Optional<String> acr,
    List<String> amr,
    RequestedClaims claims,
    Optional<String> resource) {

  /**
   * {@code auth_time}, {@code acr} and {@code amr} as far as they are known (OpenID Connect Core
   * §2, RFC 9068 §2.2.1).
   */
  JsonObject authentication() {
    JsonObject claims = new JsonObject();
    if (!authTime.equals(NewSession.UNKNOWN_TIME)) {
      claims.put("auth_time", authTime.getEpochSecond());
    }
    acr.ifPresent(name -> claims.put("acr", name));
    return amr.isEmpty() ? claims : claims.put("amr", new JsonArray(amr));
  }
}
