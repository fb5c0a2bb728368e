package io.tributary.broker.token;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The tokens of one authorization response (OpenID Connect Core §3.2.2.5, §3.3.2.5).
 *
 * @param expiresIn of the access token
 * @param scope what was granted, said with an access token (RFC 6749 §4.2.2)
 */
public record FrontTokens(
    Optional<String> accessToken,
    Duration expiresIn,
    String scope,
    Optional<String> code,
    Optional<String> idToken) {

  /** With its id_token in another form. */
  FrontTokens withIdToken(String other) {
    return new FrontTokens(accessToken, expiresIn, scope, code, Optional.of(other));
  }

  /** As parameters of the response. */
  public Map<String, String> parameters() {
    Map<String, String> parameters = new LinkedHashMap<>();
    accessToken.ifPresent(
        token -> {
          parameters.put("access_token", token);
          parameters.put("token_type", "Bearer");
          parameters.put("expires_in", Long.toString(expiresIn.toSeconds()));
          parameters.put("scope", scope);
        });
    code.ifPresent(value -> parameters.put("code", value));
    idToken.ifPresent(token -> parameters.put("id_token", token));
    return parameters;
  }

  /** Says nothing of the tokens: a response must not reach a log by accident. */
  @Override
  public String toString() {
    return "FrontTokens[scope=" + scope + "]";
  }
}
