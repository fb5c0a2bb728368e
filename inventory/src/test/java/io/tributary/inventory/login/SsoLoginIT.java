package io.tributary.inventory.login;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.inventory.app.Scene;
import io.tributary.platform.http.Browser;
import io.tributary.platform.http.Page;
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
