package io.tributary.inventory.login;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.inventory.app.Scene;
import io.tributary.platform.http.Browser;
import io.tributary.platform.http.BrowserCookie;
import io.tributary.platform.http.Page;
import io.tributary.platform.relyingparty.Fault;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class LogoutIT {
  private static Scene scene;

  @BeforeAll
  static void start() {
    scene = Scene.open();
  }

  @AfterAll
  static void stop() {
    scene.close();
  }

  @Test
  void ssoEndsHereThenAtTheProviderAndComesBack() {
    Browser browser = sso();
    BrowserCookie session = session(browser);
    Page home = browser.open(scene.url("/"));
    Page done = browser.submit(home.formTo("/logout/"));
    assertEquals(200, done.status());
    assertEquals(302, browser.open(scene.url("/")).status());
    assertEquals(302, replay(session).open(scene.url("/")).status(), "the session itself is gone");

    URI provider =
        done.links().stream()
            .filter(link -> link.toString().startsWith(scene.provider().issuer()))
            .findFirst()
            .orElseThrow();
    assertTrue(done.body().contains("http-equiv=\"refresh\""));
    Page back = browser.followAll(browser.click(done, provider));
    assertEquals("/login/", back.uri().getPath());
    assertTrue(back.text().contains("You are signed out."), back.text());
    Map<String, String> sent =
        scene.provider().seen().stream()
            .filter(seen -> seen.operation().equals("logout"))
            .reduce((one, two) -> two)
            .orElseThrow()
            .parameters();
    assertTrue(sent.get("id_token_hint").startsWith("ey"));
    assertEquals(scene.url("/login/"), sent.get("post_logout_redirect_uri"));
    assertFalse(sent.get("state").isEmpty());
    assertEquals(List.of(), scene.provider().objections());
  }

  @Test
  void aLocalSessionEndsHereOnly() {
    Browser browser = scene.local("vic");
    Page out = browser.submit(browser.open(scene.url("/")).formTo("/logout/"));
    assertEquals(303, out.status());
    Page login = browser.follow(out);
    assertTrue(login.text().contains("You are signed out."));
    assertEquals(302, browser.open(scene.url("/")).status());
  }

  @Test
  void aLinkOnlyAsks() {
    Browser browser = scene.local("vic");
    Page asked = browser.open(scene.url("/logout/"));
    assertEquals(200, asked.status());
    assertEquals(200, browser.open(scene.url("/")).status(), "still logged in");
    Page out = browser.submit(asked.forms().get(asked.forms().size() - 1));
    assertEquals(303, out.status());
    assertEquals(302, new Browser().open(scene.url("/logout/")).status());
  }

  @Test
  void aForeignFormLogsNobodyOut() {
    Browser browser = scene.local("vic");
    Page other = scene.local("sam").open(scene.url("/"));
    assertEquals(403, browser.submit(other.formTo("/logout/")).status());
    assertEquals(
        403,
        browser.submit(browser.open(scene.url("/")).formTo("/logout/").without("csrf")).status());
    assertEquals(200, browser.open(scene.url("/")).status());
  }

  @Test
  void whenTheProviderIsDownOneIsLoggedOutAllTheSame() {
    Browser browser = sso();
    Page home = browser.open(scene.url("/"));
    scene.provider().fault(Fault.DISCOVERY_DOWN);
    Page done = browser.submit(home.formTo("/logout/"));
    scene.provider().heal();
    assertTrue(done.status() == 200 || done.status() == 303);
    assertEquals(302, browser.open(scene.url("/")).status());
  }

  private static Browser sso() {
    Browser browser = new Browser();
    Page page =
        scene.sso(browser, Map.of("sub", "out", "preferred_username", "out", "groups", List.of()));
    assertEquals(200, page.status());
    return browser;
  }

  private static Browser replay(BrowserCookie session) {
    Browser browser = new Browser();
    browser
        .cookies()
        .store(URI.create(scene.url("/")), session.name() + "=" + session.value() + "; Path=/");
    return browser;
  }

  private static BrowserCookie session(Browser browser) {
    return browser.cookies().all().stream()
        .filter(cookie -> cookie.name().startsWith("inventory-session-"))
        .findFirst()
        .orElseThrow();
  }
}
