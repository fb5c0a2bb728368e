package io.tributary.broker.token;

import io.tributary.broker.client.Client;
import io.tributary.broker.client.TokenSettings.AccessTokenFormat;
import io.tributary.broker.keys.SigningKeys;
import io.tributary.broker.keys.TokenSigner;
import io.tributary.broker.web.EndpointPath;
import io.tributary.broker.web.Issuer;
import io.tributary.platform.protocol.JwtKind;
import io.tributary.platform.protocol.RandomToken;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.util.List;
import java.util.Set;

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

  /** Names of claims that userinfo adds for this token (OpenID Connect Core §5.5). */
  static final String USERINFO_CLAIMS = "userinfo_claims";

  private final Issuer issuer;
  private final SigningKeys keys;
  private final Subjects subjects;
  private final Clock clock;

  public AccessTokens(Issuer issuer, SigningKeys keys, Subjects subjects, Clock clock) {
    this.issuer = issuer;
    this.keys = keys;
    this.subjects = subjects;
    this.clock = clock;
  }

  public String issue(Authorized authorized, Client client) {
    Grant grant = authorized.grant();
    long now = clock.instant().getEpochSecond();
    JsonObject claims =
        new JsonObject()
            .put("iss", issuer.identifier())
            .put("sub", subjects.sub(grant.subject(), client))
            .put("aud", authorized.resource().orElseGet(() -> issuer.url(EndpointPath.USERINFO)))
            .put("client_id", grant.clientId())
            .put("exp", now + client.tokens().accessTokenLifetime().toSeconds())
            .put("iat", now)
            .put("jti", RandomToken.bits128())
            .put("scope", authorized.scopes().toString())
            .put(GRANT_ID, grant.id());
    Set<String> userinfo = authorized.claims().userinfo();
    if (!userinfo.isEmpty()) {
      claims.put(USERINFO_CLAIMS, new JsonArray(List.copyOf(userinfo)));
    }
    TokenSigner signer = keys.signer(client.tokens().idTokenAlgorithm());
    return client.tokens().accessTokens() == AccessTokenFormat.JWT
        ? signer.signPlain(JwtKind.ACCESS_TOKEN, claims)
        : signer.sign(JwtKind.ACCESS_TOKEN, claims);
  }
}
