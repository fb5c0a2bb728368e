package io.tributary.broker.token;

import io.tributary.broker.keys.SigningKeys;
import java.time.Clock;

/** Makes the tokens that a redeemed code gives, for one issuer. */
public final class TokenSet {
  private final AccessTokens accessTokens;
  private final IdTokens idTokens;

  public TokenSet(
      TokenIssuer issuer, SigningKeys keys, Subjects subjects, ClaimRelease release, Clock clock) {
    this.accessTokens = new AccessTokens(issuer, keys, subjects, clock);
    this.idTokens = new IdTokens(issuer, keys, subjects, release, clock);
  }

  public TokenResponse issue(RedeemedCode code, ClientTokenSettings client) {
    String accessToken = accessTokens.issue(code.grant(), code.scopes(), client);
    return new TokenResponse(
        accessToken,
        client.accessTokenLifetime(),
        idTokens.issue(code, accessToken, client),
        code.scopes().toString());
  }
}
