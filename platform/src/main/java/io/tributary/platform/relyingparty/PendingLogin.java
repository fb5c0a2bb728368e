package io.tributary.platform.relyingparty;

import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.util.OptionalLong;

/**
 * What a relying party keeps between the request and its answer.
 *
 * <p>As JSON: {@code p} provider, {@code s} state, {@code n} nonce, {@code v} code verifier, {@code
 * r} redirect URI, {@code t} started at, {@code a} auth_time not before (may be absent). The names
 * are short because it travels in a cookie.
 *
 * @param provider name of the provider it was started at: the answer is accepted from no other
 * @param startedAt epoch seconds
 * @param authTimeNotBefore epoch seconds that the provider's {@code auth_time} must reach: set when
 *     the request said {@code prompt=login} or {@code max_age}
 */
public record PendingLogin(
    String provider,
    String state,
    String nonce,
    String codeVerifier,
    URI redirectUri,
    long startedAt,
    OptionalLong authTimeNotBefore) {

  public JsonObject toJson() {
    JsonObject json =
        new JsonObject()
            .put("p", provider)
            .put("s", state)
            .put("n", nonce)
            .put("v", codeVerifier)
            .put("r", redirectUri.toString())
            .put("t", startedAt);
    authTimeNotBefore.ifPresent(seconds -> json.put("a", seconds));
    return json;
  }

  /**
   * @throws IllegalArgumentException when a member is missing or of another type
   */
  public static PendingLogin fromJson(JsonObject json) {
    return new PendingLogin(
        text(json, "p"),
        text(json, "s"),
        text(json, "n"),
        text(json, "v"),
        URI.create(text(json, "r")),
        seconds(json, "t"),
        json.containsKey("a") ? OptionalLong.of(seconds(json, "a")) : OptionalLong.empty());
  }

  private static String text(JsonObject json, String name) {
    if (json.getValue(name) instanceof String value && !value.isEmpty()) {
      return value;
    }
    throw new IllegalArgumentException("A pending login without " + name);
  }

  private static long seconds(JsonObject json, String name) {
    if (json.getValue(name) instanceof Number value) {
      return value.longValue();
    }
    throw new IllegalArgumentException("A pending login without " + name);
  }

  @Override
  public String toString() {
    return "PendingLogin[" + provider + "]";
  }
}
