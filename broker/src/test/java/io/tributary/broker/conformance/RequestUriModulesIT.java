package io.tributary.broker.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.platform.proof.Plays;
import io.tributary.platform.proof.Profile;
import io.tributary.platform.proof.Proves;
import io.tributary.platform.protocol.RandomToken;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Requests of registered clients as objects, which the broker fetches. */
class RequestUriModulesIT extends Examined {
  private static final SuiteKeys KEYS = SuiteKeys.unnamed();

  private final String path = "/request_" + RandomToken.bits256().substring(0, 10);
  private final String address = broker.suite().at(path) + "#" + RandomToken.bits256();
  private final Examiner client =
      Examiner.registered(
          broker,
          KEYS,
          new JsonObject()
              .put("request_uris", new JsonArray().add(address))
              .put("request_object_signing_alg", "RS256"));

  /** Serves the object and gives the request that names it, with what must stand there too. */
  private Map<String, String> byReference(String object, Map<String, String> inside) {
    broker.suite().serve(path, "application/jwt", object);
    Map<String, String> request = client.request("request_uri", address);
    request.keySet().retainAll(Set.of("client_id", "response_type", "scope", "request_uri"));
    request.put("state", inside.get("state"));
    request.put("nonce", inside.get("nonce"));
    return request;
  }

  private static JsonObject object(Map<String, String> parameters) {
    JsonObject object = new JsonObject();
    parameters.forEach(object::put);
    return object;
  }

  private JsonObject addressed(Map<String, String> parameters) {
    return object(parameters).put("iss", client.id()).put("aud", broker.issuer());
  }

  @Test
  @Plays(value = "oidcc-request-uri-signed-rs256", in = Profile.DYNAMIC)
  @Proves({"OIDCC-6.1", "OIDCC-6.2", "RFC9101-5.2"})
  void aSignedObjectIsFetchedAndUsed() {
    assertEquals(true, broker.discovery().getBoolean("request_uri_parameter_supported"));
    assertTrue(
        broker
            .discovery()
            .getJsonArray("request_object_signing_alg_values_supported")
            .contains("RS256"));
    Map<String, String> inside = client.request("scope", "openid email");
    client.tokens(
        client.exchange(
            client.code(client.open(byReference(KEYS.sign(addressed(inside)), inside)))));
  }

  @Test
  @Proves({"OIDCC-6.3", "RFC9101-6.2", "RFC9101-10.2"})
  void anObjectOfSomebodyElseIsNot() {
    Map<String, String> inside = client.request();
    Map<String, String> forged = byReference(SuiteKeys.unnamed().sign(addressed(inside)), inside);
    forged.put("redirect_uri", inside.get("redirect_uri"));
    assertEquals("invalid_request_object", client.error(client.open(forged)));
    assertFalse(client.wasAsked());
  }

  /** The suite skips unsigned objects where discovery does not offer them. */
  @Test
  @Plays(
      value = {"oidcc-request-uri-unsigned", "oidcc-ensure-request-object-with-redirect-uri"},
      in = Profile.DYNAMIC)
  @Proves({"OIDCC-6.2", "RFC9101-10.2"})
  void anUnsignedObjectIsNot() {
    assertFalse(
        broker
            .discovery()
            .getJsonArray("request_object_signing_alg_values_supported")
            .contains("none"));
    Map<String, String> inside = client.request();
    String unsigned = encoded("{\"alg\":\"none\"}") + "." + encoded(object(inside).encode()) + ".";
    Map<String, String> request = byReference(unsigned, inside);
    request.put("redirect_uri", inside.get("redirect_uri"));
    assertEquals("request_uri_not_supported", client.error(client.open(request)));
    request.put("redirect_uri", "https://invalid.example/callback");
    assertErrorPage(client.open(request), "must be signed");
    assertFalse(client.wasAsked());
  }

  private static String encoded(String json) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(json.getBytes(StandardCharsets.UTF_8));
  }
}
