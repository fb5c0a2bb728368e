package io.tributary.broker.token;

import io.tributary.broker.client.Client;
import io.tributary.broker.client.TokenSettings.AccessTokenFormat;
import io.tributary.broker.keys.SigningKeys;
import io.tributary.broker.keys.TokenSigner;
import io.tributary.broker.web.EndpointPath;
import io.tributary.broker.web.Issuer;
import io.tributary.platform.protocol.JwtKind;
import io.tributary.platform.protocol.RandomToken;
import io.tributary.platform.protocol.Scopes;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Access tokens for userinfo or for another resource: signed (RFC 9068), or with the same claims
 * sealed ({@link OpaqueTokens}).
 *
 * <pre>
 * {"iss":…,"sub":…,"aud":"https://…/userinfo","client_id":…,"exp":…,"iat":…,"jti":…,
 *  "scope":"openid profile","grant_id":…,"auth_time":…,"acr":…,"amr":["pwd"]}</pre>
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
  private final OpaqueTokens opaque;
  private final Clock clock;

  AccessTokens(
      Issuer issuer, SigningKeys keys, Subjects subjects, OpaqueTokens opaque, Clock clock) {
    this.issuer = issuer;
    this.keys = keys;
    this.subjects = subjects;
    this.opaque = opaque;
    this.clock = clock;
  }

  /** For a person's client. */
  public String issue(Authorized authorized, Client client) {
    Grant grant = authorized.grant();
    JsonObject claims =
        claims(
                client,
                subjects.sub(grant.subject(), client),
                authorized.scopes(),
                authorized.resource())
            .put(GRANT_ID, grant.id())
            .mergeIn(authorized.authentication());
    Set<String> userinfo = authorized.claims().userinfo();
    if (!userinfo.isEmpty()) {
      claims.put(USERINFO_CLAIMS, new JsonArray(List.copyOf(userinfo)));
    }
    return written(client, claims);
  }

  /**
   * For a client that acts for itself (RFC 6749 §4.4): {@code sub} is the client (RFC 9068 §2.2),
   * and there is no {@code grant_id}, so that no verifier of ours takes it for a person's.
   */
  public String issueToClient(Client client, Scopes scopes, Optional<String> resource) {
    return written(client, claims(client, client.id(), scopes, resource));
  }

  private JsonObject claims(Client client, String sub, Scopes scopes, Optional<String> resource) {
    long now = clock.instant().getEpochSecond();
    JsonObject claims =
        new JsonObject()
            .put("iss", issuer.identifier())
            .put("sub", sub)
            .put("aud", resource.orElseGet(() -> issuer.url(EndpointPath.USERINFO)))
            .put("client_id", client.id())
            .put("exp", now + client.tokens().accessTokenLifetime().toSeconds())
            .put("iat", now)
            .put("jti", RandomToken.bits128());
    // RFC 6749 §3.3: a scope has at least one value.
    return scopes.isEmpty() ? claims : claims.put("scope", scopes.toString());
  }

  private String written(Client client, JsonObject claims) {
    AccessTokenFormat format = client.tokens().accessTokens();
    if (format == AccessTokenFormat.OPAQUE) {
      return opaque.write(claims);
    }
    TokenSigner signer = keys.signer(client.tokens().idTokenAlgorithm());
    return format == AccessTokenFormat.JWT
        ? signer.signPlain(JwtKind.ACCESS_TOKEN, claims)
        : signer.sign(JwtKind.ACCESS_TOKEN, claims);
  }
}
