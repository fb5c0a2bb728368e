package io.tributary.platform.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.platform.http.RawConnection.Response;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Too long, too slow, too many, and not quite HTTP: over raw sockets. */
class LimitsIT {
  private static final String FORM = "Content-Type: application/x-www-form-urlencoded\r\n";
  private static RunningWebServer running;

  @BeforeAll
  static void start() {
    running = new RunningWebServer();
  }

  @AfterAll
  static void stop() {
    running.close();
  }

  private static String post(String headers, String body) {
    return "POST /echo HTTP/1.1\r\nHost: a\r\n" + headers + "\r\n" + body;
  }

  @ParameterizedTest
  @CsvSource({"16000, 200", "17000, 414", "100000, 414"})
  void requestLine(int length, int status) throws IOException {
    String path = "/hello?" + "q".repeat(length);
    assertEquals(status, RawConnection.get(running.port, path).status());
  }

  @ParameterizedTest
  @CsvSource({"32000, 200", "33000, 431", "200000, 431"})
  void oneLongHeader(int length, int status) throws IOException {
    Response response = RawConnection.get(running.port, "/hello", "X-Long: " + "h".repeat(length));
    assertEquals(status, response.status());
    assertTrue(response.header("X-Request-ID").isPresent());
    assertTrue(response.header("Content-Security-Policy").isPresent());
  }

  @Test
  void manyShortHeadersCountTogether() throws IOException {
    String[] many =
        Stream.iterate(0, i -> i + 1).limit(4000).map(i -> "X-" + i + ": 1").toArray(String[]::new);
    assertEquals(431, RawConnection.get(running.port, "/hello", many).status());
  }

  @ParameterizedTest
  @CsvSource({"65536, 200", "65537, 413", "900000, 413"})
  void formLength(int length, int status) throws IOException {
    String body = "a".repeat(length);
    String announced = post(FORM + "Content-Length: " + length + "\r\n", body);
    assertEquals(status, RawConnection.exchange(running.port, announced).status());
  }

  @ParameterizedTest
  @CsvSource({"65536, 200", "65537, 413"})
  void formLengthInChunks(int length, int status) throws IOException {
    String body = "a".repeat(1000);
    StringBuilder chunks = new StringBuilder();
    for (int sent = 0; sent < length; sent += 1000) {
      int size = Math.min(1000, length - sent);
      chunks.append(Integer.toHexString(size)).append("\r\n").append(body, 0, size).append("\r\n");
    }
    String request = post(FORM + "Transfer-Encoding: chunked\r\n", chunks + "0\r\n\r\n");
    assertEquals(status, RawConnection.exchange(running.port, request).status());
  }

  @Test
  void anAnnouncedGigabyteIsRefusedBeforeItIsSent() throws IOException {
    try (RawConnection connection = new RawConnection(running.port)) {
      Response response =
          connection.send(post(FORM + "Content-Length: 1073741824\r\n", "")).response();
      assertEquals(413, response.status());
      assertTrue(connection.closed());
    }
  }

  @Test
  void theBoundForJsonIsAnother() throws IOException {
    String type = "Content-Type: application/json; charset=UTF-8\r\n";
    String body = "1".repeat(200_000);
    Response read =
        RawConnection.exchange(running.port, post(type + "Content-Length: 200000\r\n", body));
    assertEquals(200, read.status());
    assertEquals("JSON", new JsonObject(read.body()).getString("kind"));
    Response refused =
        RawConnection.exchange(running.port, post(type + "Content-Length: 1048577\r\n", ""));
    assertEquals(413, refused.status());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Content-Type: multipart/form-data; boundary=x",
        "Content-Type: text/plain",
        "Content-Type: application/xml",
        "Content-Type: application/x-www-form-urlencoded; charset=utf-16",
        "Content-Type: application/x-www-form-urlencoded; charset=utf-8; charset=latin1",
        "Content-Type: application/x-www-form-urlencoded; boundary=x",
        "Content-Type: application/x-www-form-urlencodedx",
        "Content-Type: application/json-patch+json",
        "Content-Type:",
        "X-None: 1",
      })
  void otherBodiesAreRefused(String header) throws IOException {
    Response response =
        RawConnection.exchange(running.port, post(header + "\r\nContent-Length: 3\r\n", "a=1"));
    assertEquals(415, response.status());
  }

  @Test
  void twoContentTypesAreNone() throws IOException {
    String request = post(FORM + "Content-Type: application/json\r\nContent-Length: 3\r\n", "a=1");
    assertEquals(415, RawConnection.exchange(running.port, request).status());
  }

  @Test
  void aCompressedBodyIsRefused() throws IOException {
    String request = post(FORM + "Content-Encoding: gzip\r\nContent-Length: 3\r\n", "a=1");
    assertEquals(415, RawConnection.exchange(running.port, request).status());
  }

  @Test
  void theConnectionServesOnAfterARefusedBody() throws IOException {
    try (RawConnection connection = new RawConnection(running.port)) {
      connection.send(post("Content-Type: text/plain\r\nContent-Length: 3\r\n", "a=1"));
      assertEquals(415, connection.response().status());
      connection.send("GET /hello HTTP/1.1\r\nHost: a\r\n\r\n");
      assertEquals("hello", connection.response().body());
    }
  }

  @Test
  void anEmptyPostNeedsNoType() throws IOException {
    Response response = RawConnection.exchange(running.port, post("Content-Length: 0\r\n", ""));
    assertEquals(200, response.status());
    assertEquals("NONE", new JsonObject(response.body()).getString("kind"));
  }

  @Test
  void aClientThatWaitsForPermissionGetsIt() throws IOException {
    try (RawConnection connection = new RawConnection(running.port)) {
      connection.send(post(FORM + "Expect: 100-continue\r\nContent-Length: 3\r\n", ""));
      assertEquals(100, connection.response().status());
      assertEquals(200, connection.send("a=1").response().status());
    }
  }

  @Test
  void aClientThatWaitsForPermissionToSendTooMuchDoesNotGetIt() throws IOException {
    String request = post(FORM + "Expect: 100-continue\r\nContent-Length: 99999999\r\n", "");
    assertEquals(413, RawConnection.exchange(running.port, request).status());
    String other = post(FORM + "Expect: magic\r\nContent-Length: 3\r\n", "a=1");
    assertEquals(417, RawConnection.exchange(running.port, other).status());
  }

  static Stream<Arguments> smuggling() {
    String get = "GET /hello HTTP/1.1\r\nHost: a\r\n";
    String hidden = "GET /items/hidden HTTP/1.1\r\nHost: a\r\n\r\n";
    return Stream.of(
        Arguments.of(
            "two lengths",
            post(FORM + "Content-Length: 3\r\nContent-Length: 4\r\n", "a=1" + hidden)),
        Arguments.of(
            "two equal lengths",
            post(FORM + "Content-Length: 3\r\nContent-Length: 3\r\n", "a=1" + hidden)),
        Arguments.of("a list of lengths", post(FORM + "Content-Length: 3, 3\r\n", "a=1" + hidden)),
        Arguments.of("a signed length", post(FORM + "Content-Length: +3\r\n", "a=1" + hidden)),
        Arguments.of("a negative length", post(FORM + "Content-Length: -3\r\n", hidden)),
        Arguments.of(
            "a hexadecimal length", post(FORM + "Content-Length: 0x3\r\n", "a=1" + hidden)),
        Arguments.of("no number", post(FORM + "Content-Length: three\r\n", "a=1" + hidden)),
        Arguments.of(
            "an unknown encoding",
            post(FORM + "Transfer-Encoding: xchunked\r\n", "0\r\n\r\n" + hidden)),
        Arguments.of(
            "two encodings",
            post(FORM + "Transfer-Encoding: gzip, chunked\r\n", "0\r\n\r\n" + hidden)),
        Arguments.of(
            "two encoding headers",
            post(
                FORM + "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n",
                "0\r\n\r\n" + hidden)),
        Arguments.of(
            "identity",
            post(FORM + "Transfer-Encoding: identity\r\nContent-Length: 3\r\n", "a=1" + hidden)),
        Arguments.of(
            "space before the colon",
            post(FORM + "Transfer-Encoding : chunked\r\nContent-Length: 3\r\n", "a=1" + hidden)),
        Arguments.of(
            "a vertical tab",
            post(FORM + "Transfer-Encoding: \u000bchunked\r\n", "0\r\n\r\n" + hidden)),
        Arguments.of(
            "chunked in HTTP/1.0",
            "POST /echo HTTP/1.0\r\nHost: a\r\n"
                + FORM
                + "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n"
                + hidden),
        Arguments.of("two hosts", get + "Host: b\r\n\r\n"),
        Arguments.of("no host", "GET /hello HTTP/1.1\r\n\r\n"),
        Arguments.of("a strange host", "GET /hello HTTP/1.1\r\nHost: a b\r\n\r\n"),
        Arguments.of("a control character", get + "X-A: a\u0000b\r\n\r\n"),
        Arguments.of("no method", " /hello HTTP/1.1\r\nHost: a\r\n\r\n"),
        Arguments.of("another protocol", "GET /hello FTP/1.1\r\nHost: a\r\n\r\n"),
        Arguments.of("TLS", "\u0016\u0003\u0001\u0000\u00a5\u0001\u0000\u0000\r\n\r\n"),
        Arguments.of(
            "connect", "CONNECT example.com:443 HTTP/1.1\r\nHost: example.com:443\r\n\r\n"));
  }

  /** One refusal, then the end: whatever follows must not be read as a second request. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("smuggling")
  void ambiguousRequestsAreRefusedAndTheConnectionClosed(String what, String request)
      throws IOException {
    try (RawConnection connection = new RawConnection(running.port)) {
      String all = connection.send(request).rest();
      assertTrue(
          all.isEmpty() || all.matches("(?s)[A-Z]+/1\\.[01] (400|405|414|501) .*"),
          what + ": " + all);
      assertFalse(all.contains("HTTP/1.1 200"), what + ": " + all);
      assertEquals(
          all.isEmpty() ? 0 : 1, all.split("[A-Z]+/1\\.[01] ", -1).length - 1, what + ": " + all);
    }
  }

  @Test
  void lengthBesideChunkedEndsTheConnection() throws IOException {
    String hidden = "GET /items/hidden HTTP/1.1\r\nHost: a\r\n\r\n";
    try (RawConnection connection = new RawConnection(running.port)) {
      String all =
          connection
              .send(
                  post(
                      FORM + "Content-Length: 3\r\nTransfer-Encoding: chunked\r\n",
                      "0\r\n\r\n" + hidden))
              .rest();
      assertEquals(1, all.split("HTTP/1\\.", -1).length - 1, all);
      assertFalse(all.contains("hidden"), all);
    }
  }

  @Test
  void http10IsServedAndClosed() throws IOException {
    try (RawConnection connection = new RawConnection(running.port)) {
      Response response = connection.send("GET /hello HTTP/1.0\r\n\r\n").response();
      assertEquals(200, response.status());
      assertEquals("hello", response.body());
      assertTrue(connection.closed());
    }
  }

  @Test
  void upgradesAreNotTaken() throws IOException {
    String[] h2c = {
      "Connection: Upgrade, HTTP2-Settings",
      "Upgrade: h2c",
      "HTTP2-Settings: AAMAAABkAARAAAAAAAIAAAAA"
    };
    assertEquals(200, RawConnection.get(running.port, "/hello", h2c).status());
    try (RawConnection prior = new RawConnection(running.port)) {
      String all = prior.send("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n").rest();
      assertFalse(all.contains("\u0004\u0000\u0000\u0000\u0000"), "a SETTINGS frame");
    }
  }

  @Test
  void aSlowHeadIsCutOffHoweverSteadilyItDrips() throws Exception {
    Timeouts quick = new Timeouts(1000, 1000, 1000, 60_000, 60_000, 1000);
    try (RunningWebServer impatient = new RunningWebServer(RunningWebServer.config(10), quick, 1);
        RawConnection first = new RawConnection(impatient.port)) {
      assertTrue(drips(first, "GET /hello HTTP/1.1\r\nX: "), "the first head of a connection");
    }
    try (RunningWebServer impatient = new RunningWebServer(RunningWebServer.config(10), quick, 1);
        RawConnection second = new RawConnection(impatient.port)) {
      second.send("GET /hello HTTP/1.1\r\nHost: a\r\n\r\n").response();
      assertTrue(drips(second, "GET /hello HTTP/1.1\r\nX: "), "the next head of a connection");
    }
  }

  @Test
  void aSlowBodyIsAnswered408AndCutOff() throws Exception {
    Timeouts quick = new Timeouts(20_000, 20_000, 1000, 60_000, 60_000, 1000);
    try (RunningWebServer impatient = new RunningWebServer(RunningWebServer.config(10), quick, 1);
        RawConnection connection = new RawConnection(impatient.port)) {
      connection.send(post(FORM + "Content-Length: 1000\r\n", "a"));
      assertEquals(408, connection.response().status());
      assertTrue(connection.closed());
      assertEquals(200, RawConnection.get(impatient.port, "/hello").status());
    }
  }

  /** Else one machine that sends a byte now and then keeps everybody out. */
  @Test
  void slowBodiesOfOneNetworkTakeAPartOfThePlacesOnly() throws Exception {
    String begun = post(FORM + "Content-Length: 1000\r\n", "a");
    List<RawConnection> slow = new ArrayList<>();
    try (RunningWebServer small =
        new RunningWebServer(RunningWebServer.config(8), RunningWebServer.PATIENT, 2)) {
      for (int i = 0; i < 2; i++) {
        slow.add(new RawConnection(small.port).send(begun));
      }
      awaitGauge(small, "2.0");
      for (int i = 0; i < 6; i++) {
        RawConnection more = new RawConnection(small.port).send(begun);
        slow.add(more);
        assertEquals(503, more.response().status());
        assertTrue(more.closed());
      }
      assertEquals(200, RawConnection.get(small.port, "/hello").status());
      slow.get(0).send("a".repeat(999));
      assertEquals(200, slow.get(0).response().status());
      String whole = post(FORM + "Content-Length: 1\r\n", "a");
      assertEquals(200, RawConnection.exchange(small.port, whole).status());
      slow.get(1).hangUp();
      awaitGauge(small, "0.0");
      for (int i = 0; i < 5; i++) {
        assertEquals(200, RawConnection.exchange(small.port, whole).status());
      }
    } finally {
      for (RawConnection connection : slow) {
        connection.close();
      }
    }
  }

  @Test
  void aRouteThatNeverAnswersGivesItsPlaceBack() throws Exception {
    Timeouts quick = new Timeouts(20_000, 20_000, 20_000, 1000, 60_000, 1000);
    try (RunningWebServer impatient = new RunningWebServer(RunningWebServer.config(1), quick, 1)) {
      assertEquals(503, RawConnection.get(impatient.port, "/never").status());
      assertEquals(200, RawConnection.get(impatient.port, "/hello").status());
    }
  }

  @Test
  void oneTooManyIsTurnedAwayAtOnceAndPlacesComeBack() throws Exception {
    try (RunningWebServer full =
            new RunningWebServer(RunningWebServer.config(2), RunningWebServer.PATIENT, 2);
        RawConnection first = new RawConnection(full.port);
        RawConnection second = new RawConnection(full.port)) {
      first.send("GET /never HTTP/1.1\r\nHost: a\r\n\r\n");
      second.send("GET /never HTTP/1.1\r\nHost: a\r\n\r\n");
      awaitGauge(full, "2.0");
      Response turnedAway = RawConnection.get(full.port, "/hello");
      assertEquals(503, turnedAway.status());
      assertEquals("1", turnedAway.header("Retry-After").orElseThrow());
      assertTrue(turnedAway.header("X-Request-ID").isPresent());
      assertTrue(full.metrics.scrape().contains("http_server_rejected_total 1.0"));
      first.hangUp();
      awaitGauge(full, "1.0");
      assertEquals(200, RawConnection.get(full.port, "/hello").status());
    }
  }

  @Test
  void placesComeBackAfterEveryKindOfEnd() throws Exception {
    try (RunningWebServer one =
        new RunningWebServer(RunningWebServer.config(1), RunningWebServer.PATIENT, 2)) {
      List<String> requests =
          List.of(
              "GET /hello HTTP/1.1\r\nHost: a\r\n\r\n",
              "HEAD //hello HTTP/1.1\r\nHost: a\r\n\r\n",
              "GET /throws HTTP/1.1\r\nHost: a\r\n\r\n",
              "GET /half HTTP/1.1\r\nHost: a\r\n\r\n",
              "GET /absent HTTP/1.1\r\nHost: a\r\n\r\n",
              post("Content-Type: text/plain\r\nContent-Length: 3\r\n", "a=1"),
              post(FORM + "Content-Length: 99999999\r\n", ""),
              post(FORM + "Content-Length: 500\r\n", "gone in the middle"),
              post(FORM + "Transfer-Encoding: chunked\r\n", "zz\r\n"));
      for (String request : requests) {
        try (RawConnection connection = new RawConnection(one.port)) {
          connection.send(request);
          if (request.contains("500\r\n")) {
            // It must have come in before it can be gone.
            awaitGauge(one, "1.0");
          } else if (!request.contains("zz")) {
            connection.response(false);
          }
        }
        awaitGauge(one, "0.0");
      }
    }
  }

  private static boolean drips(RawConnection connection, String begin) throws Exception {
    connection.send(begin);
    for (int i = 0; i < 200; i++) {
      try {
        connection.send("x");
      } catch (IOException e) {
        return true;
      }
      Thread.sleep(50);
    }
    return false;
  }

  private static void awaitGauge(RunningWebServer server, String value)
      throws InterruptedException {
    String line = "http_server_in_flight " + value;
    boolean seen = server.metrics.scrape().contains(line);
    for (int i = 0; i < 400 && !seen; i++) {
      Thread.sleep(10);
      seen = server.metrics.scrape().contains(line);
    }
    assertTrue(seen, "expected " + line);
  }
}
