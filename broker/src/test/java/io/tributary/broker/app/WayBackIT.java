package io.tributary.broker.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two who compare something endless, as often as they may: others publish and go back. */
class WayBackIT {
  private static final String CLIENTS =
      """
        - id: ci
          secret: ci-secret
          grant_types: [client_credentials]
          scopes: ["tributary:mappings"]
          resources: ["${PUBLIC_URL}/api/v1"]
      administration: { mappings: [superusers] }
      """;

  /** Each person costs the whole budget of a login, twice and on both sides. */
  private static final String ENDLESS =
      "{\"language\":\"js\",\"script\":\"for (;;) {}\",\"settings\":\"scope: profile\\norder: 8\\n"
          + "limits: { time: 40ms, steps: 100000000 }\\ndeclares: { nickname: text }\\n\","
          + "\"message\":\"Slow\"}";

  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private World world;
  private String token;

  @BeforeEach
  void open() {
    world = World.open("", World.UPSTREAMS + World.REST + CLIENTS);
    TestApplication ci = world.application("ci", "ci-secret");
    HttpResponse<String> answer =
        ci.post(
            ci.endpoint("token_endpoint"),
            TestApplication.encoded(
                Map.of(
                    "grant_type",
                    "client_credentials",
                    "scope",
                    "tributary:mappings",
                    "resource",
                    api())),
            Map.of("authorization", TestApplication.basic("ci", "ci-secret")));
    token = new JsonObject(answer.body()).getString("access_token");
  }

  @AfterEach
  void close() {
    world.close();
  }

  private String api() {
    return world.broker().config().publicUrl() + "/api/v1";
  }

  private CompletableFuture<HttpResponse<String>> call(String method, String path, String body) {
    return HTTP.sendAsync(
        HttpRequest.newBuilder(URI.create(api() + path))
            .header("authorization", "Bearer " + token)
            .header("content-type", "application/json")
            .method(method, BodyPublishers.ofString(body))
            .build(),
        BodyHandlers.ofString());
  }

  private JsonObject done(String method, String path, String body) {
    HttpResponse<String> answer = call(method, path, body).join();
    assertEquals(200, answer.statusCode(), answer::body);
    return new JsonObject(answer.body());
  }

  private static String nickname(int number) {
    return "{\"language\":\"js\",\"script\":\"return { nickname: 'x"
        + number
        + "' };\",\"settings\":\"scope: profile\\norder: 7\\ndeclares: { nickname: text }\\n\","
        + "\"message\":\"A nickname\"}";
  }

  private String draft(int number) {
    return done("PUT", "/mappings/back/draft", nickname(number)).getString("version");
  }

  private void publish(String version) {
    done("POST", "/mappings/back/publish", "{\"expect\":\"" + version + "\"}");
  }

  @Test
  void whoLooksHoldsUpNobodyWhoPublishesOrGoesBack() {
    world
        .broker()
        .query(
            "WITH a AS (INSERT INTO account (subject, username)"
                + " SELECT 's' || i, 'u' || i FROM generate_series(1, 150) i RETURNING subject)"
                + " INSERT INTO local_credential (subject, hash) SELECT subject, '-' FROM a");
    publish(draft(1));
    String second = draft(2);
    done("PUT", "/mappings/slow/draft", ENDLESS);
    List<CompletableFuture<HttpResponse<String>>> looking =
        Stream.of(1, 2).map(i -> call("POST", "/mappings/slow/diff", "{}")).toList();
    String begun = "audit_event WHERE type = 'recording.replayed'";
    for (int i = 0; i < 800 && world.broker().count(begun) < 2; i++) {
      RunningBroker.pause();
    }
    assertEquals(2, world.broker().count(begun), "both compare");
    publish(second);
    JsonObject back =
        done(
            "POST",
            "/mappings/back/rollback",
            "{\"message\":\"wrong\",\"expect\":\"" + second + "\"}");
    assertTrue(back.encode().contains(second), back::encode);
    looking.forEach(one -> assertEquals(200, one.join().statusCode()));
  }
}
