package io.tributary.broker.token;

import io.tributary.broker.keys.OwnTokenVerifier;
import io.tributary.broker.keys.SealingKeys;
import io.tributary.broker.keys.SigningKeys;
import io.tributary.broker.web.EndpointPath;
import io.tributary.broker.web.Issuer;
import java.time.Clock;

/**
 * The tokens of one issuer: what makes them and what checks them. Each issuer has its own, so that
 * a token of one is nothing under another.
 */
public record IssuerTokens(
    Issuer issuer,
    SigningKeys keys,
    Subjects subjects,
    ClaimRelease release,
    TokenSet tokens,
    OwnTokenVerifier verifier,
    AccessTokenCheck accessTokens) {

  public static IssuerTokens of(
      Issuer issuer,
      SigningKeys keys,
      SealingKeys sealing,
      ClaimRelease release,
      GrantRepository grants,
      Clock clock) {
    TokenIssuer named = new TokenIssuer(issuer.identifier(), issuer.url(EndpointPath.USERINFO));
    Subjects subjects = new Subjects(sealing, issuer.identifier());
    OwnTokenVerifier verifier = new OwnTokenVerifier(keys, clock);
    return new IssuerTokens(
        issuer,
        keys,
        subjects,
        release,
        new TokenSet(named, keys, subjects, release, clock),
        verifier,
        new AccessTokenCheck(named, verifier, grants));
  }
}
