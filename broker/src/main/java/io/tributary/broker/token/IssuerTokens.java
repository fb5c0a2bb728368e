package io.tributary.broker.token;

import io.tributary.broker.client.Client;
import io.tributary.broker.keys.OwnTokenVerifier;
import io.tributary.broker.keys.SealingKeys;
import io.tributary.broker.keys.SigningKeys;
import io.tributary.broker.web.Issuer;
import io.tributary.platform.protocol.ResponseType;
import io.tributary.platform.protocol.Scopes;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;

/**
 * The tokens of one issuer: what makes them and what checks them. Each issuer has its own, so that
 * a token of one is nothing under another.
 */
public record IssuerTokens(
    Issuer issuer,
    SigningKeys keys,
    Subjects subjects,
    ClaimRelease release,
    AccessTokens accessTokens,
    IdTokens idTokens,
    RefreshTokens refreshTokens,
    OwnTokenVerifier verifier,
    AccessTokenCheck check) {

  public static IssuerTokens of(
      Issuer issuer,
      SigningKeys keys,
      SealingKeys sealing,
      ClaimRelease release,
      GrantRepository grants,
      Clock clock) {
    Subjects subjects = new Subjects(sealing, issuer.identifier());
    OwnTokenVerifier verifier = new OwnTokenVerifier(keys, clock);
    OpaqueTokens opaque = new OpaqueTokens(sealing, issuer.identifier(), clock);
    return new IssuerTokens(
        issuer,
        keys,
        subjects,
        release,
        new AccessTokens(issuer, keys, subjects, opaque, clock),
        new IdTokens(issuer, keys, subjects, release, clock),
        new RefreshTokens(sealing, issuer.identifier()),
        verifier,
        new AccessTokenCheck(issuer, verifier, opaque, grants));
  }

  /** The answer to an exchanged code without a refresh token. */
  public TokenResponse issue(Authorized authorized, Client client) {
    return issue(authorized, client, Optional.empty());
  }

  /**
   * The answer to an exchanged code or refresh token. An id_token is told whoever still has the
   * scope {@code openid}: at a refresh a client may ask for less.
   */
  public TokenResponse issue(
      Authorized authorized, Client client, Optional<RefreshToken> refreshToken) {
    String accessToken = accessTokens.issue(authorized, client);
    return new TokenResponse(
        accessToken,
        client.tokens().accessTokenLifetime(),
        refreshToken.map(token -> refreshTokens.write(token, client.id())),
        authorized.scopes().contains(Scopes.OPENID)
            ? Optional.of(idTokens.issue(authorized, IssuedBeside.accessToken(accessToken), client))
            : Optional.empty(),
        authorized.scopes().toString());
  }

  /**
   * The tokens of an authorization response (OpenID Connect Core §3.2, §3.3).
   *
   * @param types of the response
   * @param code that stands in it
   */
  public FrontTokens issueToFront(
      Authorized authorized, Client client, Set<ResponseType> types, Optional<String> code) {
    Optional<String> accessToken =
        types.contains(ResponseType.TOKEN)
            ? Optional.of(accessTokens.issue(authorized, client))
            : Optional.empty();
    Optional<String> idToken =
        types.contains(ResponseType.ID_TOKEN)
            ? Optional.of(idTokens.issue(authorized, new IssuedBeside(accessToken, code), client))
            : Optional.empty();
    return new FrontTokens(
        accessToken,
        client.tokens().accessTokenLifetime(),
        authorized.scopes().toString(),
        code,
        idToken);
  }

  /** The answer to a client that acts for itself (RFC 6749 §4.4.3: no refresh token). */
  public TokenResponse issueToClient(Client client, Scopes scopes, Optional<String> resource) {
    return new TokenResponse(
        accessTokens.issueToClient(client, scopes, resource),
        client.tokens().accessTokenLifetime(),
        Optional.empty(),
        Optional.empty(),
        scopes.toString());
  }
}
