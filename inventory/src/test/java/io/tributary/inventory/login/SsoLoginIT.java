package io.tributary.inventory.login;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.inventory.app.Scene;
import io.tributary.platform.http.Browser;
import io.tributary.platform.http.Page;
import io.tributary.platform.relyingparty.Fault;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
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

class SsoLoginIT {
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

  @Test
  void aFirstLoginMakesAnAccountWithGroupsAndFlags() {
    JsonObject user =
        scene.account(
            Map.of(
                "sub", "first",
                "preferred_username", "first@example.com",
                "given_name", "Fi",
                "family_name", "Rst",
                "email", "first@example.com",
                "email_verified", true,
                "groups", List.of("superusers", "Everyone")));
    assertEquals("first@example.com", user.getString("username"));
    assertEquals("Fi", user.getString("first_name"));
    assertTrue(user.getBoolean("is_superuser"));
    assertFalse(user.getBoolean("is_staff"));
    assertEquals(Set.of("Everyone", "superusers"), groups(user));
    JsonObject group = user.getJsonArray("groups").getJsonObject(0);
    assertEquals(Set.of("id", "url", "display", "name"), group.fieldNames());
  }

  @Test
  void groupsAndFlagsFollowEveryLogin() {
    List<Map.Entry<List<String>, String>> logins =
        List.of(
            Map.entry(List.of("superusers", "netops"), "true false"),
            Map.entry(List.of("staff", "netops"), "false true"),
            Map.entry(List.of("staff", "superusers"), "true true"),
            Map.entry(List.of(), "false false"),
            Map.entry(List.of("staff"), "false true"));
    long id = 0;
    for (Map.Entry<List<String>, String> login : logins) {
      JsonObject user =
          scene.account(
              Map.of("sub", "moving", "preferred_username", "moving", "groups", login.getKey()));
      assertEquals(login.getValue(), flags(user));
      assertEquals(Set.copyOf(login.getKey()), groups(user));
      assertTrue(id == 0 || id == user.getLong("id"), "one person, one account");
      id = user.getLong("id");
    }
    assertEquals(
        5L,
        scene
            .sql(
                "SELECT count(*) AS n FROM object_change WHERE model = 'user' AND object_id = $1",
                id)
            .get(0)
            .getLong("n"),
        "every change of rights is logged with it");
  }

  @Test
  void aRightTakenAwayIsGoneInTheSessionsThatAreOpen() {
    Browser open = new Browser();
    scene.sso(
        open,
        Map.of("sub", "twice", "preferred_username", "twice", "groups", List.of("superusers")));
    assertEquals(200, open.open(scene.url("/users/users/")).status());
    scene.account(Map.of("sub", "twice", "preferred_username", "twice", "groups", List.of()));
    assertEquals(403, open.open(scene.url("/users/users/")).status());
  }

  @Test
  void missingGroupsKeepAndWarnWhileEmptyOnesRemove() {
    Map<String, Object> with =
        Map.of("sub", "quiet", "preferred_username", "quiet", "groups", List.of("superusers"));
    scene.account(with);
    JsonObject kept = scene.account(Map.of("sub", "quiet", "preferred_username", "quiet"));
    assertEquals("true false", flags(kept));
    assertEquals(Set.of("superusers"), groups(kept));
    assertTrue(scene.log().contains("\"warning\":\"groups_missing\""));

    Map<String, Object> nothing = new HashMap<>(with);
    nothing.put("groups", null);
    JsonObject emptied = scene.account(nothing);
    assertEquals("false false", flags(emptied));
    assertEquals(Set.of(), groups(emptied));
  }

  @Test
  void groupsThatAreNoListLogNobodyIn() {
    scene.account(Map.of("sub", "odd", "preferred_username", "odd", "groups", List.of("staff")));
    Browser browser = new Browser();
    Page page =
        scene.sso(
            browser,
            Map.of("sub", "odd", "preferred_username", "odd", "groups", Map.of("superusers", 1)));
    assertRefused(page, browser, 502);
  }

  @Test
  void anotherPersonsNameOrAddressDoesNotLeadToTheirAccount() {
    JsonObject alice =
        scene.account(
            Map.of(
                "sub", "alice",
                "preferred_username", "alice@example.com",
                "email", "alice@example.com",
                "email_verified", true,
                "groups", List.of("superusers")));
    JsonObject dave =
        scene.account(
            Map.of(
                "sub", "dave",
                "preferred_username", "dave",
                "email", "alice@example.com",
                "email_verified", true,
                "groups", List.of()));
    JsonObject erin =
        scene.account(
            Map.of("sub", "erin", "preferred_username", "ALICE@example.com", "groups", List.of()));
    assertEquals(3, Set.of(id(alice), id(dave), id(erin)).size());
    assertEquals("false false", flags(dave));
    assertTrue(erin.getString("username").startsWith("ALICE@example.com-"));
    assertTrue(scene.log().contains("\"warning\":\"username_taken\""));
    JsonObject again =
        scene.account(
            Map.of("sub", "erin", "preferred_username", "alice@example.com", "groups", List.of()));
    assertEquals(id(erin), id(again));
  }

  @Test
  void theLocalAdministratorIsOutOfReach() {
    for (Map<String, Object> claims :
        List.<Map<String, Object>>of(
            Map.of("sub", "m1", "preferred_username", "admin", "groups", List.of()),
            Map.of("sub", "m2", "preferred_username", "ADMIN", "groups", List.of()),
            Map.of(
                "sub", "m3",
                "preferred_username", "m3",
                "email", "admin@example.com",
                "email_verified", true,
                "groups", List.of()))) {
      JsonObject other = scene.account(claims);
      assertNotEquals("admin", other.getString("username"));
      assertEquals("false false", flags(other));
    }
    Browser admin = scene.local("admin");
    assertEquals(200, admin.open(scene.url("/users/users/")).status());
  }

  @Test
  void anAccountThatGotAPasswordKeepsItsRights() {
    JsonObject user =
        scene.account(
            Map.of("sub", "both", "preferred_username", "both", "groups", List.of("superusers")));
    scene.sql("UPDATE app_user SET password = 'x' WHERE id = $1", id(user));
    JsonObject after =
        scene.account(Map.of("sub", "both", "preferred_username", "both", "groups", List.of()));
    assertEquals("true false", flags(after));
    assertTrue(scene.log().contains("\"warning\":\"local_account\""));
  }

  @Test
  void anAccountSwitchedOffStaysOutAndItsSessionsEnd() {
    Browser browser = new Browser();
    Map<String, Object> claims =
        Map.of("sub", "off", "preferred_username", "off", "groups", List.of());
    scene.sso(browser, claims);
    scene.sql("UPDATE app_user SET is_active = false WHERE username = 'off'");
    assertEquals(302, browser.open(scene.url("/")).status());
    Browser again = new Browser();
    assertRefused(scene.sso(again, claims), again, 403);
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

  @Test
  void whatAProviderSaysIsShownAsText() {
    String markup = "<script>alert(1)</script>\"'>";
    Browser browser = new Browser();
    Page home =
        scene.sso(
            browser,
            Map.of(
                "sub",
                "markup",
                "preferred_username",
                "markup" + markup,
                "given_name",
                markup,
                "family_name",
                markup,
                "email",
                markup + "@example.com",
                "groups",
                List.of(markup)));
    assertEquals(200, home.status());
    Browser admin = scene.local("admin");
    for (Page page :
        List.of(
            home,
            browser.open(scene.url("/user/profile/")),
            admin.open(scene.url("/users/users/")),
            admin.open(scene.url("/users/users/?q=markup")))) {
      assertEquals(200, page.status());
      assertTrue(page.text().contains("<script>"), "shown, as text");
      assertFalse(page.body().contains("<script"));
      assertFalse(page.body().contains("\"'>"));
    }
  }

  private static void assertRefused(Page page, Browser browser, int status) {
    assertEquals(status, page.status(), page.text());
    assertTrue(page.body().contains("href=\"/oauth/login/oidc/"), "the button is there");
    assertTrue(page.text().contains(page.header("X-Request-ID").orElseThrow()));
    assertEquals(403, browser.open(scene.url("/api/authentication-check/")).status());
  }

  private static String flags(JsonObject user) {
    return user.getBoolean("is_superuser") + " " + user.getBoolean("is_staff");
  }

  private static long id(JsonObject user) {
    return user.getLong("id");
  }

  private static Set<String> groups(JsonObject user) {
    return user.getJsonArray("groups").stream()
        .map(group -> ((JsonObject) group).getString("name"))
        .collect(Collectors.toSet());
  }
}
