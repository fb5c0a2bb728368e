package io.tributary.inventory.login;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.inventory.app.Scene;
import io.tributary.platform.http.Browser;
import io.tributary.platform.http.BrowserCookie;
import io.tributary.platform.http.Page;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LocalLoginIT {
  private static Scene scene;

  @BeforeAll
  static void start() {
    scene = Scene.open();
  }

  @AfterAll
  static void stop() {
    scene.close();
  }

  @BeforeEach
  void forgetAttempts() {
    scene.sql("DELETE FROM login_attempt");
  }

  @Test
  void theRightPasswordLeadsToWhereOneWanted() {
    Browser browser = new Browser();
    Page asked = browser.open(scene.url("/dcim/racks/?status=active"));
    assertEquals(302, asked.status());
    Page login = browser.follow(asked);
    Page entered =
        browser.submit(
            login.formTo("/login/").with("username", "Admin").with("password", Scene.PASSWORD));
    assertEquals(303, entered.status());
    assertEquals(scene.url("/dcim/racks/?status=active"), entered.location().toString());
    assertEquals(200, browser.follow(entered).status());
    assertEquals(302, browser.open(scene.url("/login/")).status(), "logged in already");
  }

  @Test
  void whoIsWrongIsToldNothing() {
    scene
        .provider()
        .user(java.util.Map.of("sub", "s", "preferred_username", "sso-only", "groups", List.of()));
    Browser sso = new Browser();
    sso.followAll(sso.open(scene.url("/oauth/login/oidc/")));
    String first = null;
    for (String name : List.of("admin", "nobody-here", "sso-only")) {
      Page page = scene.logIn(new Browser(), name, "wrong password here", "/");
      assertEquals(401, page.status());
      String text = page.body().replaceAll("value=\"[^\"]*\"|<code>[^<]*</code>", "");
      assertTrue(first == null || first.equals(text), "the same page for " + name);
      first = text;
    }
    assertFalse(scene.log().contains("nobody-here"), "people type passwords into the name");
    assertFalse(scene.log().contains("wrong password here"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"//evil.example", "https://evil.example/", "/\\evil.example", "/\t/evil.example"})
  void nextNeverLeadsAway(String next) {
    Page entered = scene.logIn(new Browser(), "vic", Scene.PASSWORD, next);
    if (entered.status() == 303) {
      assertEquals(scene.url("/"), entered.location().toString());
    } else {
      assertEquals(400, entered.status());
    }
  }

  @Test
  void theFormIsBoundToTheBrowserThatSawIt() {
    Browser attacker = new Browser();
    Page seen = attacker.open(scene.url("/login/"));
    Browser victim = new Browser();
    victim.open(scene.url("/login/"));
    Page forged =
        victim.submit(
            seen.formTo("/login/").with("username", "vic").with("password", Scene.PASSWORD));
    assertEquals(403, forged.status());
    Page without =
        scene.logIn(new Browser(), "vic", Scene.PASSWORD, "/").status() == 303
            ? victim.submit(
                victim
                    .open(scene.url("/login/"))
                    .formTo("/login/")
                    .with("username", "vic")
                    .with("password", Scene.PASSWORD)
                    .without("csrf"))
            : null;
    assertEquals(403, without.status());
  }

  @Test
  void aSessionThatWasPlantedIsNotTakenOver() {
    Browser browser = new Browser();
    scene.logIn(browser, "vic", Scene.PASSWORD, "/");
    BrowserCookie planted = session(browser);
    Browser victim = new Browser();
    victim
        .cookies()
        .store(URI.create(scene.url("/")), planted.name() + "=" + planted.value() + "; Path=/");
    victim.cookies().store(URI.create(scene.url("/")), planted.name() + "=; Path=/; Max-Age=0");
    scene.logIn(victim, "admin", Scene.PASSWORD, "/");
    assertNotEquals(planted.value(), session(victim).value());
    // Somebody's open session in this browser ends when another login succeeds in it.
    Browser same = scene.local("vic");
    String before = session(same).value();
    scene
        .provider()
        .user(java.util.Map.of("sub", "s2", "preferred_username", "s2", "groups", List.of()));
    same.followAll(same.open(scene.url("/oauth/login/oidc/")));
    assertNotEquals(before, session(same).value());
    Browser old = new Browser();
    old.cookies()
        .store(URI.create(scene.url("/")), session(same).name() + "=" + before + "; Path=/");
    assertEquals(302, old.open(scene.url("/")).status());
  }

  @Test
  void guessingIsSlowedDownAndTheOwnerIsNotLockedOutForLong() {
    for (int i = 0; i < 5; i++) {
      assertEquals(401, scene.logIn(new Browser(), "sam", "wrong", "/").status());
    }
    Page blocked = scene.logIn(new Browser(), "sam", Scene.PASSWORD, "/");
    assertEquals(429, blocked.status(), "even with the right password");
    assertTrue(Integer.parseInt(blocked.header("Retry-After").orElseThrow()) >= 1);
    assertEquals(303, scene.logIn(new Browser(), "vic", Scene.PASSWORD, "/").status());
    scene.sql("UPDATE login_attempt SET last_at = now() - interval '1 minute'");
    assertEquals(303, scene.logIn(new Browser(), "sam", Scene.PASSWORD, "/").status());
    assertEquals(401, scene.logIn(new Browser(), "sam", "wrong", "/").status());
  }

  @Test
  void manyGuessesAtOnceDoNotSlipThrough() {
    List<Thread> threads = new java.util.ArrayList<>();
    List<Integer> statuses = new java.util.concurrent.CopyOnWriteArrayList<>();
    for (int i = 0; i < 16; i++) {
      Thread thread =
          new Thread(() -> statuses.add(scene.logIn(new Browser(), "sam", "wrong", "/").status()));
      threads.add(thread);
      thread.start();
    }
    threads.forEach(
        thread -> {
          try {
            thread.join();
          } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
          }
        });
    assertEquals(16, statuses.size());
    assertTrue(statuses.contains(429), statuses.toString());
    // The wait may be over on a busy machine; what was counted is not.
    scene.sql("UPDATE login_attempt SET last_at = now() + interval '1 minute'");
    assertEquals(429, scene.logIn(new Browser(), "sam", Scene.PASSWORD, "/").status());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "x"})
  void aFormThatIsNotFilledInIsShownAgain(String username) {
    Page page = scene.logIn(new Browser(), username, "", "/");
    assertEquals(422, page.status());
    assertTrue(page.body().contains("/oauth/login/oidc/"));
  }

  @Test
  void hugeValuesAreRefusedBeforeTheyAreHashed() {
    assertEquals(400, scene.logIn(new Browser(), "vic", "p".repeat(257), "/").status());
    assertEquals(400, scene.logIn(new Browser(), "v".repeat(201), "x", "/").status());
  }

  @Test
  void cookiesAreOutOfScriptsReachAndOfOtherPorts() {
    Browser browser = new Browser();
    Page page = browser.open(scene.url("/login/"));
    String cookie = page.header("set-cookie").orElseThrow();
    assertTrue(
        cookie.toLowerCase(java.util.Locale.ROOT).contains("httponly")
            && cookie.contains("SameSite=Lax"),
        cookie);
    assertEquals(List.of(), browser.cookies().rejected());
    String policy = page.header("content-security-policy").orElseThrow();
    assertTrue(policy.contains("default-src 'none'") && !policy.contains("unsafe"), policy);
  }

  @Test
  void idleAndOldSessionsEnd() {
    Browser idle = scene.local("vic");
    scene.sql("UPDATE session SET last_seen_at = now() - interval '9 hours'");
    assertEquals(302, idle.open(scene.url("/")).status());
    Browser old = scene.local("vic");
    scene.sql("UPDATE session SET expires_at = now() - interval '1 second'");
    assertEquals(302, old.open(scene.url("/")).status());
  }

  private static BrowserCookie session(Browser browser) {
    return browser.cookies().all().stream()
        .filter(cookie -> cookie.name().startsWith("inventory-session-"))
        .findFirst()
        .orElseThrow();
  }
}
