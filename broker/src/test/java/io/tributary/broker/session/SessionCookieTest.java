package io.tributary.broker.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SessionCookieTest {
  private static final String VALUE = "A".repeat(42) + "_";

  @ParameterizedTest
  @CsvSource({
    "https://broker.example,       __Host-tributary-sso-,   /,      true",
    "https://broker.example/,      __Host-tributary-sso-,   /,      true",
    "https://broker.example/auth/, __Secure-tributary-sso-, /auth,  true",
    "https://broker.example/a/b,   __Secure-tributary-sso-, /a/b,   true",
    "HTTPS://broker.example,       __Host-tributary-sso-,   /,      true",
    "http://localhost:8080,        tributary-sso-,          /,      false",
    "http://localhost:8080/auth/,  tributary-sso-,          /auth,  false",
  })
  void nameAndAttributesFollowTheIssuer(URI issuer, String prefix, String path, boolean secure) {
    SessionCookie cookie = SessionCookie.of(issuer);
    assertTrue(cookie.name().matches(prefix + "[A-Za-z0-9_-]{10}"), cookie.name());
    String attributes = "; Path=" + path + "; HttpOnly; SameSite=Lax" + (secure ? "; Secure" : "");
    assertEquals(cookie.name() + "=" + VALUE + attributes, cookie.set(VALUE));
    assertEquals(cookie.name() + "=" + attributes + "; Max-Age=0", cookie.clear());
    assertFalse(cookie.set(VALUE).contains("Domain"));
  }

  @Test
  void portsOfOneHostHaveNamesOfTheirOwn() {
    assertNotEquals(
        SessionCookie.of(URI.create("http://localhost:8080")).name(),
        SessionCookie.of(URI.create("http://localhost:8081")).name());
  }

  @Test
  void readsItsOwnValueOnly() {
    SessionCookie cookie = SessionCookie.of(URI.create("http://localhost:8080"));
    String mine = cookie.name() + "=" + VALUE;
    assertEquals(Optional.of(VALUE), cookie.read(mine));
    assertEquals(Optional.of(VALUE), cookie.read("a=b; " + mine + "; c=d"));
    assertEquals(Optional.of(VALUE), cookie.read(mine + "; " + mine));
    assertEquals(Optional.of(VALUE), cookie.read(List.of("a=b", mine, "c=d")));
    assertEquals(
        Optional.empty(), cookie.read(List.of(mine, cookie.name() + "=" + "B".repeat(43))));
    assertEquals(Optional.empty(), cookie.read(List.of()));
    for (String other :
        new String[] {
          "",
          ";;=;",
          cookie.name(),
          cookie.name() + "=",
          cookie.name() + "x=" + VALUE,
          "x" + cookie.name() + "=" + VALUE,
          cookie.name() + "=" + VALUE + "A",
          cookie.name() + "=\"" + VALUE + "\"",
          cookie.name() + "=" + VALUE.replace('_', '!'),
          mine + "; " + cookie.name() + "=" + "B".repeat(43), // planted beside ours
          mine + "; " + cookie.name() + "="
        }) {
      assertEquals(Optional.empty(), cookie.read(other), other);
    }
  }
}
