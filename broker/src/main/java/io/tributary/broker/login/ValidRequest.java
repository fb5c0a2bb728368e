package io.tributary.broker.login;

import io.tributary.broker.client.Client;
import io.tributary.broker.web.Issuer;
import io.tributary.broker.web.Parameters;
import io.tributary.platform.protocol.ErrorCode;
import io.tributary.platform.protocol.OAuthException;
import io.tributary.platform.protocol.Pkce;
import io.tributary.platform.protocol.Scopes;
import java.util.EnumSet;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.BiFunction;

/**
 * An authorization request in which everything was checked (OpenID Connect Core §3.1.2.1, RFC 7636
 * §4.3).
 *
 * @param scopes those of the request that the client may have
 * @param codeChallenge S256
 * @param maxAgeSeconds oldest login that will do
 * @param idpHint upstream to go to without asking
 * @param expectedSub {@code sub} of the {@code id_token_hint}: the only person who may get in
 */
public record ValidRequest(
    Client client,
    Issuer issuer,
    String redirectUri,
    Optional<String> state,
    Scopes scopes,
    Optional<String> nonce,
    Optional<String> codeChallenge,
    Set<Prompt> prompt,
    OptionalLong maxAgeSeconds,
    Optional<String> loginHint,
    Optional<String> idpHint,
    Optional<String> expectedSub) {

  private static final int LONGEST_VALUE = 2048;

  /**
   * @param hinted reads an {@code id_token_hint}
   * @throws OAuthException for the client: what it asks for is wrong or not offered
   */
  public static ValidRequest of(
      TrustedRequest trusted, BiFunction<TrustedRequest, String, String> hinted) {
    Parameters parameters = trusted.parameters();
    parameters.refuseDuplicates();
    refuseRequestObjects(parameters);
    requireCodeFlow(parameters);
    return new ValidRequest(
        trusted.client(),
        trusted.issuer(),
        trusted.redirectUri(),
        bounded(parameters, "state"),
        scopes(parameters, trusted.client()),
        bounded(parameters, "nonce"),
        challenge(parameters, trusted.client()),
        parameters.get("prompt").map(Prompt::parse).orElse(EnumSet.noneOf(Prompt.class)),
        maxAge(parameters),
        bounded(parameters, "login_hint"),
        bounded(parameters, "idp_hint").or(() -> bounded(parameters, "kc_idp_hint")),
        parameters.get("id_token_hint").map(hint -> hinted.apply(trusted, hint)));
  }

  private static void refuseRequestObjects(Parameters parameters) {
    if (parameters.get("request").isPresent()) {
      throw OAuthException.of(
          ErrorCode.REQUEST_NOT_SUPPORTED, "Request objects are not supported here");
    }
    if (parameters.get("request_uri").isPresent()) {
      throw OAuthException.of(
          ErrorCode.REQUEST_URI_NOT_SUPPORTED, "Request objects are not supported here");
    }
  }

  private static void requireCodeFlow(Parameters parameters) {
    if (!parameters.require("response_type").equals("code")) {
      throw OAuthException.of(
          ErrorCode.UNSUPPORTED_RESPONSE_TYPE, "Only the response type code is supported here");
    }
    if (!parameters.get("response_mode").orElse("query").equals("query")) {
      throw OAuthException.of(
          ErrorCode.INVALID_REQUEST, "Only the response mode query is supported here");
    }
  }

  /**
   * RFC 6749 §3.3: values that the client may not have are left out; the response says what it got.
   */
  private static Scopes scopes(Parameters parameters, Client client) {
    Scopes asked = Scopes.parse(parameters.require("scope"));
    if (!asked.contains(Scopes.OPENID)) {
      throw OAuthException.of(ErrorCode.INVALID_SCOPE, "The scope openid is missing");
    }
    return asked.intersect(client.requests().scopes());
  }

  private static Optional<String> challenge(Parameters parameters, Client client) {
    Optional<String> challenge = parameters.get("code_challenge");
    Optional<String> method = parameters.get("code_challenge_method");
    if (challenge.isEmpty()) {
      if (method.isPresent() || client.requests().pkceRequired()) {
        throw OAuthException.of(
            ErrorCode.INVALID_REQUEST, "The parameter code_challenge is missing (PKCE)");
      }
      return challenge;
    }
    // RFC 7636 §4.3: without a method it would be plain, which is not offered.
    if (!method.orElse("plain").equals(Pkce.S256)) {
      throw OAuthException.of(
          ErrorCode.INVALID_REQUEST, "Only the code challenge method S256 is supported here");
    }
    if (!Pkce.isChallenge(challenge.get())) {
      throw OAuthException.of(
          ErrorCode.INVALID_REQUEST, "The parameter code_challenge is malformed");
    }
    return challenge;
  }

  private static OptionalLong maxAge(Parameters parameters) {
    Optional<String> written = parameters.get("max_age");
    if (written.isEmpty()) {
      return OptionalLong.empty();
    }
    if (!written.get().matches("[0-9]{1,9}")) {
      throw OAuthException.of(ErrorCode.INVALID_REQUEST, "The parameter max_age is no number");
    }
    return OptionalLong.of(Long.parseLong(written.get()));
  }

  private static Optional<String> bounded(Parameters parameters, String name) {
    Optional<String> value = parameters.get(name);
    if (value.isPresent() && value.get().length() > LONGEST_VALUE) {
      throw OAuthException.of(ErrorCode.INVALID_REQUEST, "The parameter " + name + " is too long");
    }
    return value;
  }

  AuthorizationResponse refuse(OAuthException failure) {
    return AuthorizationResponse.failure(redirectUri, state, issuer, failure);
  }
}
