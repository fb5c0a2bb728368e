package io.tributary.broker.token;

import io.tributary.broker.client.Client;
import io.tributary.broker.keys.OwnTokenVerifier;
import io.tributary.broker.keys.SealingKeys;
import io.tributary.broker.keys.SigningKeys;
import io.tributary.broker.web.Issuer;
import java.time.Clock;
import java.util.Optional;

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
    return new IssuerTokens(
        issuer,
        keys,
        subjects,
        release,
        new AccessTokens(issuer, keys, subjects, clock),
        new IdTokens(issuer, keys, subjects, release, clock),
        verifier,
        new AccessTokenCheck(issuer, verifier, grants));
  }

  /** The answer to an exchanged code. */
  public TokenResponse issue(Authorized authorized, Client client) {
    String accessToken = accessTokens.issue(authorized, client);
    return new TokenResponse(
        accessToken,
        client.tokens().accessTokenLifetime(),
        Optional.empty(),
        Optional.of(idTokens.issue(authorized, accessToken, client)),
        authorized.scopes().toString());
  }
}
