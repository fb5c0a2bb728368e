package io.tributary.inventory.page;

import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import org.junit.jupiter.api.Test;

class CookiesTest {
  @Test
  void httpsCookiesBelongToTheHostAlone() {
    Cookies cookies = new Cookies("session", URI.create("https://inventory.example.com"));
    assertTrue(cookies.name().startsWith("__Host-inventory-session-"));
  }

  @Test
  void portsOfOneHostDoNotShareANameAndNeitherDoPurposes() {
    String one = new Cookies("session", URI.create("http://localhost:8090")).name();
    assertNotEquals(one, new Cookies("session", URI.create("http://localhost:8091")).name());
    assertNotEquals(one, new Cookies("login", URI.create("http://localhost:8090")).name());
  }
}
