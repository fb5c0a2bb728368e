package io.tributary.platform.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.platform.http.RawConnection.Response;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class WebServerIT {
  private static RunningServer running;

  @BeforeAll
  static void start() {
    running = new RunningServer();
  }

  @AfterAll
  static void stop() {
    running.close();
  }

  @Test
  void answersWithARequestIdAndStrictHeaders() throws IOException {
    Response response = RawConnection.get(running.port, "/hello", "X-Request-ID: mine");
    assertEquals(200, response.status());
    assertEquals("hello", response.body());
    assertTrue(response.header("X-Request-ID").orElseThrow().matches("[A-Za-z0-9_-]{22}"));
    assertEquals(1, response.count("X-Request-ID"));
    assertEquals("nosniff", response.header("X-Content-Type-Options").orElseThrow());
    assertEquals("no-referrer", response.header("Referrer-Policy").orElseThrow());
    assertEquals("DENY", response.header("X-Frame-Options").orElseThrow());
    assertEquals("no-store", response.header("Cache-Control").orElseThrow());
    assertEquals("same-origin", response.header("Cross-Origin-Opener-Policy").orElseThrow());
    assertTrue(
        response.header("Content-Security-Policy").orElseThrow().startsWith("default-src 'none'"));
    assertTrue(response.header("Permissions-Policy").isPresent());
    assertFalse(response.header("Strict-Transport-Security").isPresent());
  }

  @Test
  void headAnswersLikeGetWithoutABody() throws IOException {
    try (RawConnection connection = new RawConnection(running.port)) {
      Response head =
          connection.send("HEAD /hello HTTP/1.1\r\nHost: localhost\r\n\r\n").response(false);
      assertEquals(200, head.status());
      // Were a body sent, the next response would begin with it.
      Response next = connection.send("GET /hello HTTP/1.1\r\nHost: a\r\n\r\n").response();
      assertEquals(200, next.status());
    }
  }

  @Test
  void servesIpv6OnTheSamePort() throws IOException {
    try (RawConnection connection = new RawConnection("::1", running.port)) {
      Response response = connection.send("GET /hello HTTP/1.1\r\nHost: a\r\n\r\n").response();
      assertEquals(200, response.status());
    }
  }
}
