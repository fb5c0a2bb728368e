package io.tributary.broker.conformance;

import io.tributary.platform.protocol.RandomToken;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/** How a client of the suite says who it is, at an endpoint that it calls itself. */
interface Credentials {
  HttpResponse<String> send(URI to, Map<String, String> form);

  /** {@code client_secret_basic}. */
  static Credentials basic(String id, String secret) {
    String pair = Wire.encode(id) + ":" + Wire.encode(secret);
    String encoded = Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    return (to, form) -> Wire.post(to, form, Map.of("authorization", "Basic " + encoded));
  }

  /** {@code client_secret_post}. */
  static Credentials post(String id, String secret) {
    return (to, form) -> {
      Map<String, String> all = new LinkedHashMap<>(form);
      all.put("client_id", id);
      all.put("client_secret", secret);
      return Wire.post(to, all, Map.of());
    };
  }

  /**
   * {@code private_key_jwt}, with the claims that the suite sends.
   *
   * @param audience the token endpoint, but in the module that sends the issuer
   */
  static Credentials assertion(String id, SuiteKeys keys, String audience, Clock clock) {
    return (to, form) -> {
      long now = clock.instant().getEpochSecond();
      JsonObject claims =
          new JsonObject()
              .put("iss", id)
              .put("sub", id)
              .put("aud", audience)
              .put("jti", RandomToken.bits256().substring(0, 20))
              .put("nbf", now)
              .put("iat", now)
              .put("exp", now + 60);
      Map<String, String> all = new LinkedHashMap<>(form);
      all.put("client_assertion", keys.sign(claims));
      all.put("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer");
      return Wire.post(to, all, Map.of());
    };
  }
}
