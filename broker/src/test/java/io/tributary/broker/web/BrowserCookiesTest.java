package io.tributary.broker.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BrowserCookiesTest {

  /** RFC 6265bis §4.1.3: the prefix promises Secure, and __Host- also the path /. */
  @ParameterizedTest
  @CsvSource({
    "https://id.example,      __Host-tributary-",
    "https://id.example/,     __Host-tributary-",
    "https://id.example/sso,  __Secure-tributary-",
    "http://localhost:8080,   tributary-"
  })
  void namesPromiseWhatHolds(String publicUrl, String start) {
    assertTrue(new BrowserCookies(URI.create(publicUrl)).name("x").startsWith(start));
  }

  @Test
  void portsOfOneHostDoNotShareNames() {
    assertNotEquals(
        new BrowserCookies(URI.create("http://localhost:8080")).name("x"),
        new BrowserCookies(URI.create("http://localhost:8081")).name("x"));
    assertEquals(
        new BrowserCookies(URI.create("http://localhost:8080")).name("x"),
        new BrowserCookies(URI.create("http://localhost:8080")).name("x"));
  }
}
