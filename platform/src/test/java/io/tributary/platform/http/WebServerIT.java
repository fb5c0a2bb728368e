package io.tributary.platform.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.platform.http.RawConnection.Response;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a request meets before and after the routes: headers, paths, failures, log and metrics. */
class WebServerIT {
  private static RunningWebServer running;

  @BeforeAll
  static void start() {
    running = new RunningWebServer();
  }

  @AfterAll
  static void stop() {
    running.close();
  }

  @Test
  void answersWithItsOwnRequestIdAndStrictHeaders() throws IOException {
    Response response = RawConnection.get(running.port, "/hello", "X-Request-ID: mine");
    assertEquals(200, response.status());
    assertEquals("hello", response.body());
    assertTrue(response.header("X-Request-ID").orElseThrow().matches("[A-Za-z0-9_-]{22}"));
    assertEquals(1, response.count("X-Request-ID"));
    assertEquals("nosniff", response.header("X-Content-Type-Options").orElseThrow());
    assertEquals("same-origin", response.header("Referrer-Policy").orElseThrow());
    assertEquals("DENY", response.header("X-Frame-Options").orElseThrow());
    assertEquals("no-store", response.header("Cache-Control").orElseThrow());
    assertEquals("same-origin", response.header("Cross-Origin-Opener-Policy").orElseThrow());
    assertTrue(
        response.header("Content-Security-Policy").orElseThrow().startsWith("default-src 'none'"));
    assertEquals(
        "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
        response.header("Permissions-Policy").orElseThrow());
    assertFalse(response.header("Strict-Transport-Security").isPresent());
  }

  @Test
  void anEndpointReplacesThePolicyInsteadOfAddingASecondOne() throws IOException {
    Response response = RawConnection.get(running.port, "/page");
    assertEquals("default-src 'self'", response.header("Content-Security-Policy").orElseThrow());
    assertEquals(1, response.count("Content-Security-Policy"));
  }

  @Test
  void twoRequestsHaveTwoIds() throws IOException {
    assertNotEquals(
        RawConnection.get(running.port, "/hello").header("X-Request-ID"),
        RawConnection.get(running.port, "/hello").header("X-Request-ID"));
  }

  @Test
  void httpsAddsStrictTransportSecurity() throws IOException {
    try (RunningWebServer https =
        new RunningWebServer(
            RunningWebServer.config(10).withHttps(true), RunningWebServer.PATIENT, 1)) {
      assertTrue(
          RawConnection.get(https.port, "/hello").header("Strict-Transport-Security").isPresent());
    }
  }

  @Test
  void headAnswersLikeGetWithoutABody() throws IOException {
    try (RawConnection connection = new RawConnection(running.port)) {
      Response head =
          connection.send("HEAD //hello HTTP/1.1\r\nHost: localhost\r\n\r\n").response(false);
      assertEquals(200, head.status());
      assertEquals(1, head.count("X-Request-ID"));
      // Were a body sent, the next response would begin with it.
      Response next = connection.send("GET /hello HTTP/1.1\r\nHost: a\r\n\r\n").response();
      assertEquals(200, next.status());
    }
    assertTrue(running.log().contains("\"method\":\"HEAD\",\"route\":\"/hello\""));
  }

  @Test
  void servesIpv6OnTheSamePort() throws IOException {
    try (RawConnection connection = new RawConnection("::1", running.port)) {
      Response response = connection.send("GET /hello HTTP/1.1\r\nHost: a\r\n\r\n").response();
      assertEquals(200, response.status());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "//.well-known//x, /.well-known/x",
    "/.well-known/x, /.well-known/x",
    "///.well-known////x?a=//b, /.well-known/x",
  })
  void slashesAreCollapsedWithoutARedirect(String path, String seen) throws IOException {
    Response response = RawConnection.get(running.port, path);
    assertEquals(200, response.status());
    assertEquals(seen, response.body());
  }

  @Test
  void theQueryKeepsItsSlashesAndEncoding() throws IOException {
    Response response = RawConnection.get(running.port, "//echo?next=//evil/../%2F%00&a=b+c");
    JsonObject seen = new JsonObject(response.body());
    assertEquals("/echo", seen.getString("path"));
    assertEquals("next=//evil/../%2F%00&a=b+c", seen.getString("query"));
  }

  @Test
  void aPostKeepsItsBodyThroughTheRewrite() throws IOException {
    Response response =
        RawConnection.exchange(
            running.port,
            "POST ///echo HTTP/1.1\r\nHost: a\r\nContent-Type: application/x-www-form-urlencoded\r\n"
                + "Content-Length: 7\r\n\r\na=1&a=2");
    JsonObject seen = new JsonObject(response.body());
    assertEquals("POST", seen.getString("method"));
    assertEquals("FORM", seen.getString("kind"));
    assertEquals("a=1&a=2", seen.getString("body"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/a/../hello",
        "/./hello",
        "/%2e%2e/hello",
        "/%2E./hello",
        "/.%2e/hello",
        "/items/a%2Fb",
        "/items/a%2fb",
        "/items/a%00",
        "/items/a%0d%0aSet-Cookie:x",
        "/items/%5c..%5c",
        "/items/\\..\\",
        "/items/%zz",
        "/items/%4",
        "/items/%",
        "hello",
        "*",
        "//evil.example/..",
      })
  void pathsThatTwoProgramsMayReadDifferentlyAreRefused(String path) throws IOException {
    Response response = RawConnection.get(running.port, path);
    assertEquals(400, response.status());
    assertFalse(response.body().contains("evil"));
  }

  @Test
  void anEncodedLetterIsTheLetter() throws IOException {
    assertEquals(200, RawConnection.get(running.port, "/%68ello").status());
  }

  @Test
  void absoluteFormIsRead() throws IOException {
    Response response = RawConnection.get(running.port, "http://elsewhere.example//echo?q=1");
    JsonObject seen = new JsonObject(response.body());
    assertEquals("/echo", seen.getString("path"));
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /absent, 404",
    "DELETE, /hello, 405",
    "BREW, /hello, 405",
    "OPTIONS, /hello, 405",
    "TRACE, /hello, 405",
    "GET, /throws, 500",
    "GET, /refused, 500",
    "GET, /database, 503",
  })
  void failuresAreRenderedOnceWithTheRequestId(String method, String path, int status)
      throws IOException {
    Response response =
        RawConnection.exchange(running.port, method + " " + path + " HTTP/1.1\r\nHost: a\r\n\r\n");
    assertEquals(status, response.status());
    String id = response.header("X-Request-ID").orElseThrow();
    assertTrue(response.body().contains(id), response.body());
    assertFalse(response.body().contains("private"), response.body());
    assertFalse(response.header("Set-Cookie").isPresent(), "a failed endpoint's cookie");
    assertTrue(response.header("Content-Security-Policy").isPresent());
  }

  @Test
  void anUnreachableDatabaseAsksToComeAgain() throws IOException {
    Response response = RawConnection.get(running.port, "/database");
    assertEquals("1", response.header("Retry-After").orElseThrow());
  }

  @Test
  void methodNotAllowedNamesTheMethods() throws IOException {
    Response response =
        RawConnection.exchange(
            running.port, "POST /items/7 HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n");
    assertEquals(405, response.status());
    assertEquals("GET, HEAD", response.header("Allow").orElseThrow());
  }

  @Test
  void aFailureIsLoggedOnceWithItsCauseAndId() throws IOException {
    Response response = RawConnection.get(running.port, "/throws?code=marker-secret");
    String id = response.header("X-Request-ID").orElseThrow();
    String log = awaitLog(id, 2);
    assertEquals(
        1,
        log.lines().filter(l -> l.contains(id) && l.contains("the private reason")).count(),
        log);
    assertFalse(log.contains("marker-secret"), "the query string is in the log");
  }

  @Test
  void halfAnAnswerIsCutOffInsteadOfLookingWhole() throws IOException {
    try (RawConnection connection = new RawConnection(running.port)) {
      connection.send("GET /half HTTP/1.1\r\nHost: a\r\n\r\n").response();
      String rest = connection.rest();
      assertFalse(rest.contains("\r\n0\r\n"), "the last chunk was sent: " + rest);
    }
  }

  @Test
  void logAndTimerNameTheTemplateNeverThePath() throws IOException {
    String marker = "marker-name";
    Response response = RawConnection.get(running.port, "/items/" + marker + "?q=marker-query");
    assertEquals(marker, response.body());
    String id = response.header("X-Request-ID").orElseThrow();
    String line = awaitLog(id, 1).lines().filter(l -> l.contains(id)).findFirst().orElseThrow();
    JsonObject event = new JsonObject(line);
    assertEquals("http.request", event.getString("event"));
    assertEquals("/items/:name", event.getString("route"));
    assertEquals("GET", event.getString("method"));
    assertEquals(200, event.getInteger("status"));
    assertEquals(marker.length(), event.getInteger("bytes"));
    assertFalse(line.contains("marker"), line);
    String metrics = running.metrics.scrape();
    assertTrue(
        metrics.contains(
            "http_server_requests_seconds_count{method=\"GET\",route=\"/items/:name\",status_class=\"2xx\"}"),
        metrics);
    assertFalse(metrics.contains("marker"));
  }

  @Test
  void unknownPathsAndMethodsMakeNoNewSeries() throws IOException {
    for (int i = 0; i < 20; i++) {
      RawConnection.get(running.port, "/absent-" + i);
      RawConnection.exchange(
          running.port, "ODD" + (char) ('A' + i) + " /hello HTTP/1.1\r\nHost: a\r\n\r\n");
    }
    String metrics = running.metrics.scrape();
    assertFalse(metrics.contains("absent-"));
    assertFalse(metrics.contains("ODD"));
    Set<String> methods =
        metrics
            .lines()
            .filter(l -> l.startsWith("http_server_requests_seconds_count"))
            .map(l -> l.replaceAll(".*method=\"([^\"]*)\".*", "$1"))
            .collect(java.util.stream.Collectors.toSet());
    assertTrue(methods.contains("other"), methods.toString());
  }

  /** The line is written after the response, so a client may be quicker than the log. */
  private static String awaitLog(String id, int lines) {
    for (int i = 0; i < 200; i++) {
      String log = running.log();
      if (log.lines().filter(line -> line.contains(id)).count() >= lines) {
        return log;
      }
      Thread.onSpinWait();
      sleep();
    }
    return running.log();
  }

  private static void sleep() {
    try {
      Thread.sleep(20);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
