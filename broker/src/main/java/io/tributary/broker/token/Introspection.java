package io.tributary.broker.token;

import io.tributary.broker.client.Client;
import io.tributary.broker.client.Clients;
import io.tributary.broker.token.RefreshFamilyRepository.LiveToken;
import io.tributary.platform.protocol.OAuthException;
import io.tributary.platform.protocol.Scopes;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a token is worth at this moment (RFC 7662 §2.2), for a client that may know: the one that it
 * was issued to, or one that the operator set to be the resource that an access token is for.
 *
 * <p>Everybody else is told {@code {"active":false}}, as for a token that was never made, before
 * the database is asked: neither words nor time tell a stranger that a token exists (§4).
 *
 * <pre>
 * {"active":true,"scope":"openid profile","client_id":…,"username":…,"token_type":"Bearer",
 *  "exp":…,"iat":…,"sub":…,"aud":…,"iss":…,"jti":…,"groups":[…],"roles":[…],
 *  "auth_time":…,"acr":…,"amr":[…]}</pre>
 *
 * How and when the person logged in (RFC 9470 §6.2) as the access token has it; {@code username},
 * {@code groups} and {@code roles} as userinfo would give them for the token. A refresh token has
 * neither {@code token_type}, {@code aud}, {@code iat} nor {@code jti}.
 */
public final class Introspection {
  /** What a resource may want to decide by; everything else is userinfo's. */
  private static final List<String> RIGHTS = List.of("groups", "roles");

  private static final List<String> OF_TOKEN =
      List.of(
          "scope",
          "client_id",
          "exp",
          "iat",
          "sub",
          "aud",
          "iss",
          "jti",
          "auth_time",
          "acr",
          "amr");

  private final Clients clients;
  private final RefreshFamilyRepository families;
  private final RevokedTokenRepository revoked;

  public Introspection(
      Clients clients, RefreshFamilyRepository families, RevokedTokenRepository revoked) {
    this.clients = clients;
    this.families = families;
    this.revoked = revoked;
  }

  /**
   * @param issued of the issuer at which the client asks
   * @param asking has proven who it is
   */
  public Future<JsonObject> about(String token, IssuerTokens issued, Client asking) {
    Optional<RefreshToken> refresh = issued.refreshTokens().read(token, asking.id());
    if (refresh.isPresent()) {
      return families
          .find(refresh.get(), asking.id(), issued.issuer().identifier())
          .map(
              found ->
                  found
                      .map(live -> refreshToken(live, issued, asking))
                      .orElseGet(Introspection::inactive));
    }
    return claims(token, issued)
        .filter(claims -> maySee(asking, claims))
        .map(claims -> accessToken(claims, issued, asking))
        .orElseGet(() -> Future.succeededFuture(inactive()));
  }

  private static JsonObject inactive() {
    return new JsonObject().put("active", false);
  }

  private static Optional<JsonObject> claims(String token, IssuerTokens issued) {
    try {
      return Optional.of(issued.check().read(token));
    } catch (OAuthException refused) {
      return Optional.empty();
    }
  }

  private static boolean maySee(Client asking, JsonObject claims) {
    return asking.id().equals(claims.getString("client_id"))
        || asking.requests().introspects().contains(claims.getString("aud"));
  }

  private Future<JsonObject> accessToken(JsonObject claims, IssuerTokens issued, Client asking) {
    String holder = claims.getString("client_id");
    return (asking.id().equals(holder)
            ? Future.succeededFuture(Optional.of(asking))
            : clients.find(holder))
        .compose(
            client ->
                client
                    .map(known -> accessToken(claims, known, issued))
                    .orElseGet(() -> Future.succeededFuture(inactive())));
  }

  private Future<JsonObject> accessToken(JsonObject claims, Client client, IssuerTokens issued) {
    if (!AccessTokenCheck.isOfPerson(claims)) {
      return revoked
          .isRevoked(claims.getString("jti"))
          .map(over -> over ? inactive() : active(claims));
    }
    return issued
        .check()
        .grant(claims)
        .map(
            found ->
                found
                    .map(
                        grant ->
                            active(claims)
                                .mergeIn(
                                    released(
                                        issued,
                                        grant,
                                        Scopes.parse(claims.getString("scope", "")),
                                        AccessTokenCheck.named(claims),
                                        client)))
                    .orElseGet(Introspection::inactive));
  }

  private static JsonObject active(JsonObject claims) {
    JsonObject answer = new JsonObject().put("active", true).put("token_type", "Bearer");
    for (String member : OF_TOKEN) {
      if (claims.containsKey(member)) {
        answer.put(member, claims.getValue(member));
      }
    }
    return answer;
  }

  private static JsonObject refreshToken(LiveToken live, IssuerTokens issued, Client client) {
    Grant grant = live.grant();
    return new JsonObject()
        .put("active", true)
        .put("scope", grant.scopes().toString())
        .put("client_id", client.id())
        .put("exp", live.endsAt().getEpochSecond())
        .put("sub", issued.subjects().sub(grant.subject(), client))
        .put("iss", issued.issuer().identifier())
        .mergeIn(released(issued, grant, grant.scopes(), Set.of(), client));
  }

  /** By the settings of the client that holds the token: nobody learns more through another. */
  private static JsonObject released(
      IssuerTokens issued, Grant grant, Scopes scopes, Set<String> named, Client client) {
    JsonObject all = issued.release().released(grant.claims(), scopes, named, client.release());
    JsonObject told = new JsonObject();
    if (all.getValue("preferred_username") instanceof String name) {
      told.put("username", name);
    }
    for (String right : RIGHTS) {
      if (all.containsKey(right)) {
        told.put(right, all.getValue(right));
      }
    }
    return told;
  }
}
