package io.tributary.broker.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/** Who may call the API, with what tokens, and how it is called. */
abstract class ApiScene {
  private static final String CLIENTS =
      """
        - id: ci
          secret: ci-secret
          grant_types: [client_credentials]
          scopes: ["tributary:mappings"]
          resources: ["${PUBLIC_URL}/api/v1", "https://other.example/api"]
        - id: reader
          secret: reader-secret
          grant_types: [client_credentials]
          scopes: ["tributary:traces"]
          resources: ["${PUBLIC_URL}/api/v1"]
        - id: both
          secret: both-secret
          grant_types: [client_credentials]
          scopes: ["tributary:mappings", "tributary:recordings"]
          resources: ["${PUBLIC_URL}/api/v1"]
        - id: desk
          secret: desk-secret
          redirect_uris: ["http://localhost:1/cb"]
          scopes: [openid, profile, roles, groups, "tributary:mappings", "tributary:recordings"]
          resources: ["${PUBLIC_URL}/api/v1"]
      administration: { mappings: [superusers], traces: [superusers], recordings: [staff] }
      """;

  static final String TEXTS =
      "{\"language\":\"js\",\"script\":\"return { nickname: 'x%1$s' };\","
          + "\"settings\":\"scope: profile\\norder: 7%1$s\\ndeclares: { nickname: text }\\n\","
          + "\"message\":\"A nickname\",\"replace\":true}";

  static final HttpClient HTTP = HttpClient.newHttpClient();
  static World world;
  static String ci;

  @BeforeAll
  static void open() {
    world = World.open("", World.UPSTREAMS + World.REST + CLIENTS);
  }

  @BeforeEach
  void token() {
    ci = token("ci", "ci-secret", "tributary:mappings");
  }

  @AfterAll
  static void close() {
    world.close();
  }

  @AfterEach
  void refill() {
    // What may be called in a second is given back.
    world.clock().advance(Duration.ofSeconds(40));
  }

  static String api() {
    return world.broker().config().publicUrl() + "/api/v1";
  }

  static TestApplication application(String id, String secret) {
    return world.application(id, secret);
  }

  static String token(String id, String secret, String scope) {
    return token(id, secret, "scope", scope, "resource", api());
  }

  static String token(String id, String secret, String... form) {
    TestApplication application = application(id, secret);
    Map<String, String> all =
        TestApplication.changed(
            new LinkedHashMap<>(Map.of("grant_type", "client_credentials")), form);
    HttpResponse<String> answer =
        application.post(
            application.endpoint("token_endpoint"),
            TestApplication.encoded(all),
            Map.of("authorization", TestApplication.basic(id, secret)));
    assertEquals(200, answer.statusCode(), answer::body);
    return new JsonObject(answer.body()).getString("access_token");
  }

  static HttpResponse<String> call(
      String method, String path, String token, String body, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(api() + path)).header("authorization", "Bearer " + token);
    if (!body.isEmpty()) {
      request.header("content-type", "application/json");
    }
    for (int i = 0; i < headers.length; i += 2) {
      request.header(headers[i], headers[i + 1]);
    }
    request.method(
        method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    return world.inventory().send(request);
  }

  static JsonObject done(HttpResponse<String> answer) {
    assertEquals(200, answer.statusCode(), answer::body);
    assertEquals("no-store", answer.headers().firstValue("cache-control").orElse(""));
    return new JsonObject(answer.body());
  }

  static JsonObject problem(HttpResponse<String> answer, int status, String code) {
    assertEquals(status, answer.statusCode(), answer::body);
    assertEquals(
        "application/problem+json", answer.headers().firstValue("content-type").orElse(""));
    assertEquals("no-store", answer.headers().firstValue("cache-control").orElse(""));
    JsonObject body = new JsonObject(answer.body());
    assertEquals(status, body.getInteger("status"));
    assertEquals(code, body.getString("code"), answer::body);
    assertFalse(body.getString("request_id").isEmpty());
    assertFalse(body.getString("detail").isEmpty());
    return body;
  }
}
