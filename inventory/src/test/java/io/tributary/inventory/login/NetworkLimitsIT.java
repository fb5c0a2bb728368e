package io.tributary.inventory.login;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.inventory.app.Scene;
import io.tributary.platform.http.Browser;
import io.tributary.platform.http.Page;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Whom the limits of the login count as one: a name, an address of version 4, a /64 network of
 * version 6. Else its owner, with 2^64 addresses, would have no limit at all.
 */
class NetworkLimitsIT {
  private static final String OF_THE_NETWORK = "2001:db8:0:1::%x";
  private static final String NEXT_NETWORK = "2001:db8:0:2::1";

  private static Scene scene;

  @BeforeAll
  static void start() {
    scene = Scene.behindAProxy();
  }

  @AfterAll
  static void stop() {
    scene.close();
  }

  @BeforeEach
  void forget() {
    scene.sql("DELETE FROM login_attempt");
    scene.sql("DELETE FROM pending_login");
  }

  private static Page logIn(String address, String username, String password) {
    return scene.logIn(Browser.at(address), username, password, "/");
  }

  private static int guess(String address, String username) {
    return logIn(address, username, "wrong").status();
  }

  /** What was counted is not over when a slow machine comes to the next line. */
  private static void stopTheClock() {
    scene.sql("UPDATE login_attempt SET last_at = now() + interval '1 minute'");
  }

  @Test
  void guessesAtOneNameFromOneNetworkCountTogether() {
    for (int i = 1; i <= 5; i++) {
      assertEquals(401, guess(OF_THE_NETWORK.formatted(i), "sam"));
    }
    stopTheClock();
    assertEquals(429, guess("2001:db8:0:1:ffff:ffff:ffff:ffff", "sam"));
    assertEquals(429, guess("2001:DB8:0000:1:8000:0:0:0", "sam"));
    assertEquals(401, guess(NEXT_NETWORK, "sam"));
    assertEquals(303, logIn(NEXT_NETWORK, "sam", Scene.PASSWORD).status());
  }

  @Test
  void guessesAtManyNamesFromOneNetworkCountTogether() {
    for (int i = 1; i <= 30; i++) {
      assertEquals(401, guess(OF_THE_NETWORK.formatted(i), "nobody-" + i));
    }
    stopTheClock();
    assertEquals(429, guess(OF_THE_NETWORK.formatted(31), "nobody-31"));
    assertEquals(401, guess(NEXT_NETWORK, "nobody-32"));
  }

  @Test
  void addressesOfVersion4CountOneByOne() {
    for (int i = 1; i <= 5; i++) {
      assertEquals(401, guess("192.0.2.1", "sam"));
    }
    stopTheClock();
    assertEquals(429, guess("192.0.2.1", "sam"));
    assertEquals(429, guess("::ffff:192.0.2.1", "sam"), "the same one, mapped");
    assertEquals(401, guess("192.0.2.2", "sam"));
  }

  /** The wait is short: else anybody keeps the owner of a name out from elsewhere. */
  @Test
  void guessesAtOneNameFromEverywhereSlowTheNameDown() {
    for (int i = 1; i <= 10; i++) {
      assertEquals(401, guess("192.0.2." + i, i % 2 == 0 ? "sam" : "SAM"));
    }
    scene.sql("UPDATE login_attempt SET attempts = attempts + 20, last_at = now()");
    Page owner = logIn("192.0.2.11", "sam", Scene.PASSWORD);
    assertEquals(429, owner.status());
    int seconds = Integer.parseInt(owner.header("Retry-After").orElseThrow());
    assertTrue(seconds >= 1 && seconds <= 30, () -> "wait of " + seconds);
    assertEquals(303, logIn("192.0.2.11", "vic", Scene.PASSWORD).status());
  }

  @Test
  void loginsUnderWayAreBoundedByNetwork() {
    for (int i = 1; i <= 200; i++) {
      assertEquals(302, begin(OF_THE_NETWORK.formatted(i)).status());
    }
    assertEquals(503, begin(OF_THE_NETWORK.formatted(201)).status());
    assertEquals(302, begin(NEXT_NETWORK).status());
    scene.sql("UPDATE pending_login SET expires_at = now() - interval '1 second'");
    assertEquals(302, begin(OF_THE_NETWORK.formatted(201)).status(), "they count while they live");
  }

  private static Page begin(String address) {
    return Browser.at(address).open(scene.url("/oauth/login/oidc/"));
  }

  @Test
  void whoIsNoProxyCannotSayWhereTheyAre() {
    try (Scene open = Scene.open()) {
      for (int i = 1; i <= 5; i++) {
        open.logIn(Browser.at("192.0.2." + i), "sam", "wrong", "/");
      }
      open.sql("UPDATE login_attempt SET last_at = now() + interval '1 minute'");
      assertEquals(429, open.logIn(Browser.at("192.0.2.6"), "sam", "wrong", "/").status());
    }
  }
}
