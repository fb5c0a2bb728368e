package io.tributary.broker.login;

import io.tributary.broker.client.Client;
import io.tributary.broker.keys.OwnTokenVerifier.Expiry;
import io.tributary.broker.request.TrustedRequest;
import io.tributary.broker.request.ValidRequest;
import io.tributary.broker.session.Session;
import io.tributary.broker.token.IssuerTokens;
import io.tributary.broker.token.TokensByIssuer;
import io.tributary.platform.protocol.ErrorCode;
import io.tributary.platform.protocol.JwtKind;
import io.tributary.platform.protocol.OAuthException;
import io.vertx.core.json.JsonObject;

/**
 * Whom a client expects: {@code id_token_hint}. Nobody else gets in for its request, whoever has a
 * session in this browser (OpenID Connect Core §3.1.2.1 and §3.1.2.2).
 */
public final class HintedPerson {
  private final TokensByIssuer tokens;

  public HintedPerson(TokensByIssuer tokens) {
    this.tokens = tokens;
  }

  /**
   * @param hint an id_token of ours for this client at this issuer; it may have expired, since it
   *     names and does not authenticate
   * @return its {@code sub}
   * @throws OAuthException {@code invalid_request} for anything else
   */
  public String subject(TrustedRequest request, String hint) {
    IssuerTokens issued = tokens.of(request.issuer());
    try {
      JsonObject claims = issued.verifier().verify(hint, JwtKind.ID_TOKEN, Expiry.ACCEPTED);
      if (request.client().id().equals(claims.getValue("aud"))) {
        return claims.getString("sub");
      }
    } catch (OAuthException invalid) {
      throw OAuthException.of(
          ErrorCode.INVALID_REQUEST, "The parameter id_token_hint is not valid", invalid);
    }
    throw OAuthException.of(
        ErrorCode.INVALID_REQUEST, "The parameter id_token_hint is not of this application");
  }

  /** Whether the session is that of the person whom the request expects, or it expects nobody. */
  boolean is(Session session, ValidRequest request) {
    Client client = request.client();
    return request
        .login()
        .expectedSub()
        .map(
            expected ->
                expected.equals(
                    tokens.of(request.issuer()).subjects().sub(session.subject(), client)))
        .orElse(true);
  }
}
