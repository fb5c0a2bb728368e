package io.tributary.broker.request;

import io.tributary.broker.token.ClaimRelease;
import io.tributary.broker.web.Issuer;
import io.tributary.broker.web.Parameters;
import io.tributary.platform.protocol.OAuthException;
import io.tributary.platform.protocol.ResponseMode;
import io.tributary.platform.protocol.ResponseType;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * From a request whose object was read and whose return address is trusted to one in which
 * everything is (OpenID Connect Core §3.1.2.2).
 */
public final class RequestRules {
  private final ResponseRules responses;
  private final LoginTermRules loginTerms;
  private final TokenTermRules tokenTerms;

  /**
   * @param offered response types that are on in this broker
   * @param hinted reads an {@code id_token_hint}
   * @param release which claims a scope gives, at an issuer
   */
  public RequestRules(
      Set<Set<ResponseType>> offered,
      BiFunction<TrustedRequest, String, String> hinted,
      Function<Issuer, ClaimRelease> release) {
    this.responses = new ResponseRules(offered);
    this.loginTerms = new LoginTermRules(hinted);
    this.tokenTerms = new TokenTermRules(release);
  }

  /**
   * @throws OAuthException for the client: what it asks for is wrong or not offered
   */
  public ValidRequest valid(TrustedRequest trusted) {
    Parameters parameters = trusted.parameters();
    parameters.refuseDuplicates();
    Set<ResponseType> types = responses.types(parameters, trusted.client());
    String redirectUri = trusted.back().redirectUri();
    ResponseMode mode = ResponseRules.mode(parameters, redirectUri, types);
    ClaimsRequest claims =
        parameters.get("claims").map(ClaimsRequest::parse).orElse(ClaimsRequest.NONE);
    LoginTerms login = loginTerms.of(trusted, claims);
    return new ValidRequest(
        trusted.client(),
        new ReturnAddress(
            trusted.issuer(), redirectUri, parameters.get("state", LONGEST_VALUE), mode),
        types,
        tokenTerms.of(trusted, claims, types, login.prompt()),
        login);
  }

  /** Characters of one value; conformance tests send states and nonces of some hundred. */
  static final int LONGEST_VALUE = 2048;
}
