package io.tributary.broker.token;

import io.tributary.broker.keys.SigningKeys;
import io.tributary.broker.keys.TokenSigner;
import io.tributary.platform.protocol.JwtKind;
import io.tributary.platform.protocol.RandomToken;
import io.tributary.platform.protocol.Scopes;
import io.vertx.core.json.JsonObject;
import java.time.Clock;

/**
 * Access tokens for userinfo (RFC 9068).
 *
 * <pre>
 * {"iss":…,"sub":…,"aud":"https://…/userinfo","client_id":…,"exp":…,"iat":…,"jti":…,
 *  "scope":"openid profile","grant_id":…}</pre>
 *
 * <p>The audience is a resource and never a client id, so that no client takes one for an id_token.
 * {@code grant_id} is ours: random, it names the row that decides whether the token still counts.
 */
public final class AccessTokens {
  static final String GRANT_ID = "grant_id";

  private final TokenIssuer issuer;
  private final SigningKeys keys;
  private final Subjects subjects;
  private final Clock clock;

  public AccessTokens(TokenIssuer issuer, SigningKeys keys, Subjects subjects, Clock clock) {
    this.issuer = issuer;
    this.keys = keys;
    this.subjects = subjects;
    this.clock = clock;
  }

  /**
   * @param scopes of the request, within the grant's
   */
  public String issue(Grant grant, Scopes scopes, ClientTokenSettings client) {
    long now = clock.instant().getEpochSecond();
    JsonObject claims =
        new JsonObject()
            .put("iss", issuer.issuer())
            .put("sub", subjects.sub(grant.subject(), client))
            .put("aud", issuer.userinfo())
            .put("client_id", grant.clientId())
            .put("exp", now + client.accessTokenLifetime().toSeconds())
            .put("iat", now)
            .put("jti", RandomToken.bits128())
            .put("scope", scopes.toString())
            .put(GRANT_ID, grant.id());
    TokenSigner signer = keys.signer(client.algorithm());
    return client.plainAccessTokens()
        ? signer.signPlain(JwtKind.ACCESS_TOKEN, claims)
        : signer.sign(JwtKind.ACCESS_TOKEN, claims);
  }
}
