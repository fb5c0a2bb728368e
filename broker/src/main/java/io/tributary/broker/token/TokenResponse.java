package io.tributary.broker.token;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Optional;

/**
 * The answer of the token endpoint (RFC 6749 §5.1, OpenID Connect Core §3.1.3.3).
 *
 * @param idToken empty where nobody logged in (client_credentials)
 * @param refreshToken the one to use next; empty where none was granted
 * @param scope what was granted, said whenever it is not empty (RFC 6749 §3.3)
 */
public record TokenResponse(
    String accessToken,
    Duration expiresIn,
    Optional<String> refreshToken,
    Optional<String> idToken,
    String scope) {

  /** With its id_token in another form. */
  TokenResponse withIdToken(String other) {
    return new TokenResponse(accessToken, expiresIn, refreshToken, Optional.of(other), scope);
  }

  /** {@code {"access_token":…,"token_type":"Bearer","expires_in":600,"id_token":…,"scope":…}}. */
  public JsonObject toJson() {
    JsonObject json =
        new JsonObject()
            .put("access_token", accessToken)
            .put("token_type", "Bearer")
            .put("expires_in", expiresIn.toSeconds());
    refreshToken.ifPresent(token -> json.put("refresh_token", token));
    idToken.ifPresent(token -> json.put("id_token", token));
    return scope.isEmpty() ? json : json.put("scope", scope);
  }

  /** Says nothing of the tokens: a response must not reach a log by accident. */
  @Override
  public String toString() {
    return "TokenResponse[scope=" + scope + "]";
  }
}
