package io.tributary.inventory.login;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.inventory.app.Scene;
import io.tributary.platform.http.Browser;
import io.tributary.platform.http.Page;
import io.tributary.platform.relyingparty.Fault;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SsoAnswersIT {
  private static Scene scene;

  @BeforeAll
  static void start() {
    scene = Scene.open();
  }

  @AfterAll
  static void stop() {
    scene.close();
  }

  @AfterEach
  void heal() {
    scene.provider().heal();
    assertEquals(List.of(), scene.provider().objections());
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          AUTHORIZE_DENIED,            403
          AUTHORIZE_CANCELLED,         403
          AUTHORIZE_UNAVAILABLE,       503
          AUTHORIZE_MARKUP_AS_ERROR,   502
          AUTHORIZE_STATE_WRONG,       400
          AUTHORIZE_STATE_MISSING,     400
          TOKEN_DOWN,                  503
          TOKEN_INVALID_CLIENT,        502
          TOKEN_GARBAGE,               502
          ID_TOKEN_WRONG_SIGNATURE,    502
          ID_TOKEN_NONE,               502
          ID_TOKEN_WRONG_AUDIENCE,     502
          ID_TOKEN_WRONG_NONCE,        502
          ID_TOKEN_EXPIRED,            502
          USERINFO_OTHER_SUBJECT,      502
          USERINFO_DOWN,               503
          """)
  void afterAFaultTheLoginPageIsBackWithItsButton(Fault fault, int status) {
    long accounts = scene.count("app_user");
    long sessions = scene.count("session");
    scene.provider().fault(fault);
    Browser browser = new Browser();
    Page page =
        scene.sso(
            browser, Map.of("sub", "faulty", "preferred_username", "faulty", "groups", List.of()));
    assertRefused(page, browser, status);
    assertFalse(page.body().contains("<script"));
    assertEquals(accounts, scene.count("app_user"));
    assertEquals(sessions, scene.count("session"));
  }

  @Test
  void whatTheProviderSaysOfARefusalIsLoggedAndNotShown() {
    scene.provider().fault(Fault.AUTHORIZE_DENIED);
    Page page = scene.sso(new Browser(), Map.of("sub", "no", "groups", List.of()));
    String line = logged(page);
    assertTrue(line.contains("\"provider_error\":\"access_denied\""), line);
    assertTrue(line.contains("\"provider_error_description\":\"marker-text\""), line);
    assertFalse(page.body().contains("marker-text"));
    assertFalse(page.body().contains("reference"));
  }

  /** What is left out of a long text is its end, and there the reference is. */
  @Test
  void theReferenceOfALongDescriptionIsLoggedAndShown() {
    String id = "s5iFUGYM0rYyBz6SN6ZnEQ";
    scene.provider().fault(Fault.AUTHORIZE_DENIED).describes("x".repeat(400) + "; reference " + id);
    Page page = scene.sso(new Browser(), Map.of("sub", "no", "groups", List.of()));
    assertTrue(page.text().contains("reference is " + id + "."), page::text);
    assertFalse(page.body().contains("xxx"));
    String line = logged(page);
    assertTrue(line.contains("\"provider_reference\":\"" + id + "\""), line);
    assertTrue(line.contains("\"provider_error_description\":\"" + "x".repeat(300) + "\""), line);
  }

  private static String logged(Page page) {
    String id = page.header("X-Request-ID").orElseThrow();
    return scene
        .log()
        .lines()
        .filter(line -> line.contains(id) && line.contains("login.refused"))
        .findFirst()
        .orElseThrow();
  }

  /** Anybody can send a browser here with any text. */
  @ParameterizedTest
  @ValueSource(strings = {"unknown", "wrong-issuer"})
  void anAnswerThatIsNotOfThisLoginWritesNoTextIntoTheLog(String how) {
    Browser browser = new Browser();
    URI provider = browser.open(scene.url("/oauth/login/oidc/")).location();
    String state =
        how.equals("unknown")
            ? "x"
            : provider.getQuery().replaceAll("(?:.*&)?state=([^&]+).*", "$1");
    Page page =
        browser.open(
            scene.url(
                "/oauth/complete/oidc/?error=planted&error_description=planted"
                    + ";%20reference%20s5iFUGYM0rYyBz6SN6ZnEQ&iss=https://evil.example&state="
                    + state));
    assertRefused(page, browser, 400);
    assertFalse(logged(page).contains("planted"));
    assertFalse(page.body().contains("s5iFUGYM0rYyBz6SN6ZnEQ"));
  }

  @Test
  void anAnswerWorksOnceAndOnlyInTheBrowserThatBegan() {
    scene.provider().user(Map.of("sub", "once", "preferred_username", "once", "groups", List.of()));
    Browser victim = new Browser();
    Page callback = victim.follow(victim.open(scene.url("/oauth/login/oidc/")));
    Browser thief = new Browser();
    assertRefused(thief.open(callback.location()), thief, 400);
    thief.open(scene.url("/oauth/login/oidc/"));
    assertRefused(thief.open(callback.location()), thief, 400);

    Page arrived = victim.follow(callback);
    assertEquals(302, arrived.status(), "the thief's attempts spent nothing");
    assertEquals(400, victim.open(callback.location()).status(), "replayed");
  }

  @Test
  void anAnswerThatComesTooLateIsRefused() {
    scene.provider().user(Map.of("sub", "late", "preferred_username", "late", "groups", List.of()));
    Browser browser = new Browser();
    Page callback = browser.follow(browser.open(scene.url("/oauth/login/oidc/")));
    scene.sql("UPDATE pending_login SET expires_at = now() - interval '1 second'");
    assertRefused(browser.follow(callback), browser, 400);
  }

  @Test
  void twoTabsBothArrive() {
    scene.provider().user(Map.of("sub", "tabs", "preferred_username", "tabs", "groups", List.of()));
    Browser browser = new Browser();
    Page one = browser.open(scene.url("/oauth/login/oidc/?next=/dcim/sites/"));
    Page two = browser.open(scene.url("/oauth/login/oidc/?next=/dcim/racks/"));
    Page second = browser.follow(two);
    Page first = browser.follow(one);
    assertEquals("/dcim/sites/", browser.follow(first).location().getPath());
    assertEquals("/dcim/racks/", browser.follow(second).location().getPath());
    assertEquals(200, browser.open(scene.url("/dcim/racks/")).status());
    assertEquals(
        1L,
        scene
            .sql(
                "SELECT count(*) AS n FROM session s JOIN app_user u ON u.id = s.user_id"
                    + " WHERE u.username = 'tabs'")
            .get(0)
            .getLong("n"),
        "the second login ended the first one's session");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "//evil.example/",
        "/%5Cevil.example",
        "https%3A%2F%2Fevil.example",
        "%2F%2Fevil.example",
        "%5C%5Cevil.example",
        "%09//evil.example"
      })
  void nextNeverLeadsAway(String next) {
    scene.provider().user(Map.of("sub", "n", "preferred_username", "n", "groups", List.of()));
    Browser browser = new Browser();
    Page start = browser.open(scene.url("/oauth/login/oidc/?next=" + next));
    if (start.status() == 400) {
      return;
    }
    Page end = browser.follow(browser.follow(start));
    assertEquals(scene.url("/"), end.location().toString());
  }

  @Test
  void duplicatedParametersAreRefused() {
    Browser browser = new Browser();
    for (String query :
        List.of("code=a&code=b&state=c", "state=a&state=b", "error=a&error=b&state=c")) {
      assertEquals(400, browser.open(scene.url("/oauth/complete/oidc/?" + query)).status(), query);
    }
    assertEquals(400, browser.open(scene.url("/oauth/complete/oidc/")).status());
    assertEquals(
        400,
        browser.open(scene.url("/oauth/complete/oidc/?state=x&code=" + "c".repeat(5000))).status());
  }

  @Test
  void noSecretIsInTheLogOrTheDatabase() {
    Browser browser = new Browser();
    scene.sso(
        browser,
        Map.of(
            "sub", "marker",
            "preferred_username", "marker",
            "email", "marker-address@example.com",
            "groups", List.of()));
    String session =
        browser.cookies().all().stream()
            .filter(cookie -> cookie.name().startsWith("inventory-session-"))
            .findFirst()
            .orElseThrow()
            .value();
    Set<String> secrets =
        scene.provider().seen().stream()
            .flatMap(seen -> seen.parameters().entrySet().stream())
            .filter(
                each -> Set.of("code", "code_verifier", "state", "nonce").contains(each.getKey()))
            .map(Map.Entry::getValue)
            .collect(Collectors.toSet());
    assertTrue(secrets.size() >= 3);
    String log = scene.log();
    for (String secret : secrets) {
      assertFalse(log.contains(secret));
    }
    assertFalse(log.contains(session));
    assertFalse(log.contains("marker-client-secret"));
    assertFalse(log.contains("marker-address"));
    String stored =
        scene.sql("SELECT to_jsonb(s)::text AS t FROM session s").stream()
            .map(row -> row.getString("t"))
            .collect(Collectors.joining());
    assertFalse(stored.contains(session));
    assertFalse(stored.contains("eyJ"));
  }

  private static void assertRefused(Page page, Browser browser, int status) {
    assertEquals(status, page.status(), page.text());
    assertTrue(page.body().contains("href=\"/oauth/login/oidc/"), "the button is there");
    assertTrue(page.text().contains(page.header("X-Request-ID").orElseThrow()));
    assertEquals(403, browser.open(scene.url("/api/authentication-check/")).status());
  }
}
