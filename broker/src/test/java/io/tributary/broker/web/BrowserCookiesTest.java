package io.tributary.broker.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
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

  @ParameterizedTest
  @CsvSource({
    "https://broker.example,       /,      true",
    "https://broker.example/,      /,      true",
    "https://broker.example/auth/, /auth,  true",
    "https://broker.example/a/b,   /a/b,   true",
    "HTTPS://broker.example,       /,      true",
    "http://localhost:8080,        /,      false",
    "http://localhost:8080/auth/,  /auth,  false"
  })
  void attributesFollowThePublicUrl(URI publicUrl, String path, boolean secure) {
    BrowserCookies cookies = new BrowserCookies(publicUrl);
    String attributes = "; Path=" + path + "; HttpOnly; SameSite=Lax" + (secure ? "; Secure" : "");
    assertEquals(
        cookies.name("sso") + "=value" + attributes,
        cookies.text("sso", "value", Optional.empty()));
    assertEquals(
        cookies.name("sso") + "=" + attributes + "; Max-Age=0",
        cookies.text("sso", "", Optional.of(Duration.ZERO)));
  }

  @Test
  void readsItsOwnValueOnly() {
    BrowserCookies cookies = new BrowserCookies(URI.create("http://localhost:8080"));
    String name = cookies.name("sso");
    String mine = name + "=value";
    for (List<String> headers :
        List.of(
            List.of(mine),
            List.of("a=b; " + mine + "; c=d"),
            List.of(mine + "; " + mine),
            List.of("a=b", mine, "c=d"))) {
      assertEquals(Optional.of("value"), cookies.get(headers, "sso"), headers.toString());
    }
    for (List<String> headers :
        List.of(
            List.<String>of(),
            List.of(""),
            List.of(";;=;"),
            List.of(name),
            List.of(name + "x=value"),
            List.of("x" + name + "=value"),
            List.of(mine, name + "=planted"),
            List.of(mine + "; " + name + "=planted"),
            List.of(mine + "; " + name + "="))) {
      assertEquals(Optional.empty(), cookies.get(headers, "sso"), headers.toString());
    }
  }
}
