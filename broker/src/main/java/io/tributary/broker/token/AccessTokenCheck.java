package io.tributary.broker.token;

import io.tributary.broker.identity.Claim;
import io.tributary.broker.keys.OwnTokenVerifier;
import io.tributary.broker.web.EndpointPath;
import io.tributary.broker.web.Issuer;
import io.tributary.platform.protocol.ErrorCode;
import io.tributary.platform.protocol.JwtKind;
import io.tributary.platform.protocol.OAuthException;
import io.tributary.platform.protocol.Scopes;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Whether an access token counts at this moment: verified without the database, then one SELECT for
 * what may have ended since: grant, session, account. Nothing of that is ever cached.
 */
public final class AccessTokenCheck {
  private final Issuer issuer;
  private final OwnTokenVerifier verifier;
  private final OpaqueTokens opaque;
  private final GrantRepository grants;

  /**
   * A token that counts.
   *
   * @param sub as the client knows the person
   * @param scopes of the token
   * @param claims that were asked for by name
   */
  public record LiveToken(Grant grant, String sub, Scopes scopes, Set<String> claims) {}

  AccessTokenCheck(
      Issuer issuer, OwnTokenVerifier verifier, OpaqueTokens opaque, GrantRepository grants) {
    this.issuer = issuer;
    this.verifier = verifier;
    this.opaque = opaque;
    this.grants = grants;
  }

  /**
   * The claims of an access token of this issuer, signed or sealed, for whatever audience. It may
   * have been revoked.
   *
   * @throws OAuthException {@code invalid_token}
   */
  public JsonObject read(String token) {
    return OpaqueTokens.resembles(token)
        ? opaque.read(token)
        : verifier.verify(token, JwtKind.ACCESS_TOKEN);
  }

  /**
   * As {@link #read(String)}, of a token for one resource of ours.
   *
   * @param audience address of the resource
   * @throws OAuthException {@code invalid_token}, for a token of another resource too (RFC 9068 §4)
   */
  public JsonObject read(String token, String audience) {
    JsonObject claims = read(token);
    requireAudience(claims, audience);
    return claims;
  }

  /** Whether {@link #read} would succeed. */
  boolean isReadable(String token) {
    try {
      read(token);
      return true;
    } catch (OAuthException refused) {
      return false;
    }
  }

  /**
   * For userinfo.
   *
   * @return fails with {@link OAuthException} {@code invalid_token} (RFC 6750 §3.1); {@code
   *     insufficient_scope} for a token that a client got for itself: it speaks for no person
   */
  public Future<LiveToken> check(String token) {
    JsonObject claims;
    try {
      claims = read(token, issuer.url(EndpointPath.USERINFO));
    } catch (OAuthException refused) {
      return Future.failedFuture(refused);
    }
    if (!isOfPerson(claims)) {
      return Future.failedFuture(
          OAuthException.of(
              ErrorCode.INSUFFICIENT_SCOPE, "The token is of an application, not of a person"));
    }
    return grant(claims)
        .map(
            found ->
                found
                    .map(grant -> live(grant, claims))
                    .orElseThrow(() -> refused("the grant is not live")));
  }

  /** Whether somebody logged in for it; otherwise a client got it for itself. */
  public static boolean isOfPerson(JsonObject claims) {
    return claims.containsKey(AccessTokens.GRANT_ID);
  }

  /** The live grant of a token that {@link #read} gave and that was not revoked. */
  public Future<Optional<Grant>> grant(JsonObject claims) {
    return grants.findByToken(
        claims.getString(AccessTokens.GRANT_ID),
        claims.getString("client_id"),
        verifier.issuer(),
        claims.getString("jti"));
  }

  private static LiveToken live(Grant grant, JsonObject claims) {
    return new LiveToken(
        grant, claims.getString("sub"), Scopes.parse(claims.getString("scope", "")), named(claims));
  }

  /** Names of claims that userinfo adds for this token. */
  static Set<String> named(JsonObject claims) {
    return Set.copyOf(Claim.texts(names(claims)));
  }

  private static List<?> names(JsonObject claims) {
    return claims.getJsonArray(AccessTokens.USERINFO_CLAIMS, new JsonArray()).getList();
  }

  /** RFC 9068 §4: a token for another resource is not for us. */
  private static void requireAudience(JsonObject claims, String audience) {
    if (!audience.equals(claims.getValue("aud"))) {
      throw refused("audience");
    }
  }

  private static OAuthException refused(String detail) {
    return OAuthException.of(
        ErrorCode.INVALID_TOKEN, "The token is expired, revoked or malformed", detail);
  }
}
