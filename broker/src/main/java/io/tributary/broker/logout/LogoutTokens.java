package io.tributary.broker.logout;

import io.tributary.broker.client.Client;
import io.tributary.broker.token.IssuerTokens;
import io.tributary.broker.token.TokensByIssuer;
import io.tributary.broker.web.Issuer;
import io.tributary.broker.web.Issuers;
import io.tributary.platform.protocol.JwtKind;
import io.tributary.platform.protocol.RandomToken;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Logout tokens (OpenID Connect Back-Channel Logout §2.4): {@code iss}, {@code sub}, {@code aud},
 * {@code iat}, {@code exp}, {@code jti}, {@code events} and {@code sid}; never {@code nonce}, which
 * would make an id_token of it. Signed as the client's id_tokens are; who posts one encrypts it as
 * those are.
 */
final class LogoutTokens {
  static final String EVENT = "http://schemas.openid.net/event/backchannel-logout";

  /** §2.4 recommends two minutes at most. */
  private static final Duration LIFE = Duration.ofMinutes(2);

  private final Map<String, IssuerTokens> byIdentifier = new HashMap<>();
  private final Clock clock;

  LogoutTokens(TokensByIssuer tokens, Issuers issuers, Clock clock) {
    for (Issuer issuer : issuers.all()) {
      byIdentifier.put(issuer.identifier(), tokens.of(issuer));
    }
    this.clock = clock;
  }

  /** A signed token and names in it. */
  record Made(String token, String issuer, String sid, String sub) {}

  /** Nothing for an issuer that is not configured any more: nobody would believe it. */
  Optional<Made> make(LogoutDelivery delivery, Client client) {
    return Optional.ofNullable(byIdentifier.get(delivery.issuer()))
        .map(issued -> make(issued, delivery, client));
  }

  private Made make(IssuerTokens issued, LogoutDelivery delivery, Client client) {
    long now = clock.instant().getEpochSecond();
    String sid = issued.subjects().sid(delivery.sessionHash(), client.id());
    String sub = issued.subjects().sub(delivery.subject(), client);
    JsonObject claims =
        new JsonObject()
            .put("iss", issued.issuer().identifier())
            .put("sub", sub)
            .put("aud", client.id())
            .put("iat", now)
            .put("exp", now + LIFE.toSeconds())
            .put("jti", RandomToken.bits128())
            .put("events", new JsonObject().put(EVENT, new JsonObject()))
            .put("sid", sid);
    String token =
        issued.keys().signer(client.tokens().idTokenAlgorithm()).sign(JwtKind.LOGOUT_TOKEN, claims);
    return new Made(token, issued.issuer().identifier(), sid, sub);
  }

  /** {@code sid} as the client knows it. */
  Optional<String> sid(String issuer, Buffer sessionHash, String clientId) {
    return Optional.ofNullable(byIdentifier.get(issuer))
        .map(issued -> issued.subjects().sid(sessionHash, clientId));
  }
}
