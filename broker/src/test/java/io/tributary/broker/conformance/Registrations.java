package io.tributary.broker.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.platform.protocol.RandomToken;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;

/** Clients that register themselves, as the suite does. */
final class Registrations {
  private Registrations() {}

  /** Metadata as the suite sends them, with members that a module adds or replaces. */
  static HttpResponse<String> register(ExaminedBroker broker, JsonObject more) {
    JsonObject metadata =
        new JsonObject()
            .put("client_name", "Suite " + RandomToken.bits256().substring(0, 12))
            .put("grant_types", new JsonArray().add("authorization_code"))
            .put("token_endpoint_auth_method", "client_secret_basic")
            .put("response_types", new JsonArray().add("code"))
            .put("redirect_uris", new JsonArray().add(Examiner.CALLBACK))
            .put("contacts", new JsonArray().add("certification@oidf.org"))
            .mergeIn(more);
    return Wire.send(
        HttpRequest.newBuilder(broker.endpoint("registration_endpoint"))
            .header("content-type", "application/json")
            .POST(BodyPublishers.ofString(metadata.encode())));
  }

  /** OpenID Connect Dynamic Client Registration 1.0 §3.2. */
  static JsonObject created(HttpResponse<String> answer) {
    assertEquals(201, answer.statusCode(), answer::body);
    Wire.assertJson(answer);
    JsonObject body = new JsonObject(answer.body());
    assertFalse(body.getString("client_id").isEmpty());
    if (body.containsKey("client_secret")) {
      assertTrue(body.getString("client_secret").length() >= 32);
      assertTrue(body.getLong("client_secret_expires_at") >= 0);
    }
    // Both or none.
    assertFalse(body.getString("registration_access_token").isEmpty());
    assertTrue(body.getString("registration_client_uri").startsWith("http"));
    return body;
  }
}
