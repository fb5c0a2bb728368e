package io.tributary.platform.ops;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class ManagementServerIT {
  private final HttpClient client = HttpClient.newHttpClient();
  private final Vertx vertx = Vertx.vertx();
  private final Metrics metrics = Metrics.create();
  private final Health health = new Health();
  private ManagementServer server;

  @BeforeEach
  void start() {
    server = ManagementServer.start(vertx, "127.0.0.1", 0, health, metrics).await();
  }

  @AfterEach
  void stop() {
    server.close().await();
    vertx.close().await();
    metrics.close();
  }

  private HttpResponse<String> send(String method, String path)
      throws IOException, InterruptedException {
    URI uri = URI.create("http://127.0.0.1:" + server.port() + path);
    return client.send(
        HttpRequest.newBuilder(uri).method(method, BodyPublishers.noBody()).build(),
        BodyHandlers.ofString());
  }

  @Test
  void liveIsLiveWhateverTheChecksSay() throws Exception {
    health.check("database", () -> Future.failedFuture("gone"));
    HttpResponse<String> response = send("GET", "/health/live");
    assertEquals(200, response.statusCode());
    assertEquals("live", new JsonObject(response.body()).getString("status"));
  }

  @Test
  void readyListsChecksAndFacts() throws Exception {
    health.check("database", () -> Future.succeededFuture()).fact("signing", () -> "ACCP");
    HttpResponse<String> response = send("GET", "/health/ready");
    assertEquals(200, response.statusCode());
    assertEquals(
        "{\"status\":\"ready\",\"checks\":{\"database\":\"ok\"},\"facts\":{\"signing\":\"ACCP\"}}",
        response.body());
    assertEquals("application/json", response.headers().firstValue("Content-Type").orElseThrow());
  }

  @Test
  void failingThrowingHangingAndEmptyChecksAreNotReady() throws Exception {
    health
        .check("fails", () -> Future.failedFuture(new IllegalStateException("private host name")))
        .check("hangs", () -> Promise.<Void>promise().future())
        .check("none", () -> null)
        .check("ok", () -> Future.succeededFuture())
        .check(
            "throws",
            () -> {
              throw new IllegalArgumentException("private");
            })
        .fact(
            "broken",
            () -> {
              throw new IllegalStateException("private");
            });
    HttpResponse<String> response = send("GET", "/health/ready");
    assertEquals(503, response.statusCode());
    JsonObject state = new JsonObject(response.body());
    assertEquals("unready", state.getString("status"));
    JsonObject checks = state.getJsonObject("checks");
    assertEquals("failed: IllegalStateException", checks.getString("fails"));
    assertEquals("no answer within 1 s", checks.getString("hangs"));
    assertTrue(checks.getString("none").startsWith("failed"));
    assertEquals("ok", checks.getString("ok"));
    assertEquals("failed: IllegalArgumentException", checks.getString("throws"));
    assertEquals("unknown", state.getJsonObject("facts").getString("broken"));
    assertFalse(response.body().contains("private"));
  }

  @Test
  void aHangingCheckIsNotStartedAgainAndRecovers() throws Exception {
    AtomicInteger started = new AtomicInteger();
    Promise<Void> hanging = Promise.promise();
    health.check(
        "slow",
        () -> {
          started.incrementAndGet();
          return hanging.future();
        });
    assertEquals(503, send("GET", "/health/ready").statusCode());
    assertEquals(503, send("GET", "/health/ready").statusCode());
    assertEquals(1, started.get());
    hanging.complete();
    assertEquals(200, send("GET", "/health/ready").statusCode());
  }

  @Test
  void metricsAreInThePrometheusTextFormat() throws Exception {
    metrics.registry().counter("broker.logins", "upstream", "okta").increment();
    HttpResponse<String> response = send("GET", "/metrics");
    assertEquals(200, response.statusCode());
    assertTrue(
        response
            .headers()
            .firstValue("Content-Type")
            .orElseThrow()
            .startsWith("text/plain; version=0.0.4"));
    assertTrue(response.body().contains("broker_logins_total{upstream=\"okta\"} 1.0"));
    assertTrue(response.body().contains("# TYPE broker_logins_total counter"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "PUT", "DELETE", "OPTIONS", "PATCH"})
  void onlyGetIsAllowed(String method) throws Exception {
    HttpResponse<String> response = send(method, "/metrics");
    assertEquals(405, response.statusCode());
    assertEquals("GET", response.headers().firstValue("Allow").orElseThrow());
    assertEquals("", response.body());
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/health", "/metrics/", "//metrics", "/metrics/../metrics", "/env"})
  void nothingElseIsThere(String path) throws Exception {
    assertEquals(404, send("GET", path).statusCode());
  }

  @Test
  void aTakenPortIsOneSentence() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, java.net.InetAddress.getLoopbackAddress())) {
      int port = taken.getLocalPort();
      Future<ManagementServer> start =
          ManagementServer.start(vertx, "127.0.0.1", port, health, metrics);
      Throwable failure = assertThrows(StartupException.class, start::await);
      assertEquals(
          "The management port " + port + " on 127.0.0.1 is already in use.", failure.getMessage());
    }
  }

  @Test
  void anAddressOfAnotherMachineIsOneSentence() {
    Future<ManagementServer> start = ManagementServer.start(vertx, "192.0.2.1", 0, health, metrics);
    Throwable failure = assertThrows(Throwable.class, start::await);
    assertInstanceOf(StartupException.class, failure);
    assertTrue(failure.getMessage().contains("192.0.2.1"));
    assertNotNull(failure.getCause());
  }
}
