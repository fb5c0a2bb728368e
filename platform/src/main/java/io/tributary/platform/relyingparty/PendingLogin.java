package io.tributary.platform.relyingparty;

import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.util.OptionalLong;

/**
 * What a relying party keeps between the request and its answer.
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
    throw new UnsupportedOperationException("skeleton");
  }

  public static PendingLogin fromJson(JsonObject json) {
    throw new UnsupportedOperationException("skeleton");
  }

  @Override
  public String toString() {
    return "PendingLogin[" + provider + "]";
  }
}
