package io.tributary.platform.relyingparty;

import io.tributary.platform.protocol.Digests;
import io.tributary.platform.protocol.RandomToken;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;

/** Logout tokens as a provider makes them, and otherwise. */
final class FakeLogoutToken {
  static final String EVENT = "http://schemas.openid.net/event/backchannel-logout";

  private FakeLogoutToken() {}

  static String of(
      FakeKeys keys,
      String algorithm,
      String issuer,
      String clientId,
      Instant now,
      Map<String, Object> changes) {
    JsonObject header =
        new JsonObject()
            .put("alg", algorithm)
            .put("kid", keys.kid(algorithm))
            .put("typ", "logout+jwt");
    return signed(keys, algorithm, header, claims(issuer, clientId, now, changes));
  }

  static JsonObject claims(
      String issuer, String clientId, Instant now, Map<String, Object> changes) {
    JsonObject claims =
        new JsonObject()
            .put("iss", issuer)
            .put("aud", clientId)
            .put("iat", now.getEpochSecond())
            .put("exp", now.getEpochSecond() + 120)
            .put("jti", RandomToken.bits128())
            .put("events", new JsonObject().put(EVENT, new JsonObject()));
    changes.forEach(
        (name, value) -> {
          if (value == null) {
            claims.remove(name);
          } else {
            claims.put(name, value);
          }
        });
    return claims;
  }

  static String signed(FakeKeys keys, String algorithm, JsonObject header, JsonObject claims) {
    String input = part(header) + "." + part(claims);
    byte[] signature = keys.sign(algorithm, input.getBytes(StandardCharsets.US_ASCII));
    return input + "." + Digests.base64Url(signature);
  }

  static String part(JsonObject json) {
    return Digests.base64Url(json.toBuffer().getBytes());
  }
}
