package io.tributary.broker.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.platform.http.Page;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A person sees their own logins, and nobody else's. */
class OwnLoginsIT {
  private static final Pattern LOGIN = Pattern.compile("account/logins/([A-Za-z0-9_.-]+)\"");
  private static World world;
  private static TestApplication inventory;

  @BeforeAll
  static void start() {
    world = World.open();
    inventory = world.inventory();
  }

  @AfterAll
  static void stop() {
    world.close();
  }

  private static URI at(String path) {
    return world.broker().at("account/logins" + path);
  }

  private static List<String> ids(Page page) {
    return LOGIN.matcher(page.body()).results().map((MatchResult found) -> found.group(1)).toList();
  }

  /** The list, as soon as it shows so many. */
  private static Page list(Person person, int count) {
    Page page = null;
    for (int i = 0; i < 200; i++) {
      page = person.open(at(""));
      assertEquals(200, page.status(), page::text);
      if (ids(page).size() >= count) {
        return page;
      }
      RunningBroker.pause();
    }
    throw new AssertionError("only " + page.text());
  }

  /** Somebody of their own, so that tests do not see each other's logins. */
  private static Person somebody(String name, Object... changes) {
    Map<String, Object> who = new HashMap<>(World.BOB);
    who.put("sub", name);
    who.put("preferred_username", name);
    who.put("email", name + "@example.org");
    for (int i = 0; i < changes.length; i += 2) {
      who.put((String) changes[i], changes[i + 1]);
    }
    world.authentik().user(who);
    Person person = world.person();
    Page page = person.open(inventory.authorize("idp_hint", "authentik"));
    inventory.tokens(Person.arrival(page).code());
    world.authentik().user(World.BOB);
    return person;
  }

  @Test
  void theyShowWhoWasToldWhatAndWhatCameOfIt() {
    Person carol = somebody("carol");
    Page page = list(carol, 1);
    for (String expected : List.of("carol", "Network inventory", "Authentik Login", "signed in")) {
      assertTrue(page.text().contains(expected), () -> expected + " not in " + page.text());
    }
    assertTrue(page.text().contains("roles: staff"), page::text);
    Page one = carol.open(at("/" + ids(page).get(0)));
    assertEquals(200, one.status());
    assertTrue(one.text().contains("preferred_username: carol"), one::text);
    assertTrue(carol.open(world.broker().at("")).body().contains("account/logins\""), "not linked");
  }

  /** Each application registered itself: their names are found together. */
  @Test
  void thirtyApplicationsAreOneStatement() {
    Person erin = somebody("erin");
    list(erin, 1);
    world
        .broker()
        .query(
            "INSERT INTO login_trace (id, at, subject, upstream, client_id, outcome, error, sealed)"
                + " SELECT t.id, t.at - i * interval '1 s', t.subject, t.upstream,"
                + " 'registered-' || lpad(i::text, 11, '0'), t.outcome, t.error, t.sealed"
                + " FROM login_trace t JOIN account a USING (subject),"
                + " generate_series(1, 30) i WHERE a.username = 'erin' AND t.outcome = 'issued'");
    Map<String, Long> before = world.broker().statements();
    list(erin, 1);
    Map<String, Long> since = world.broker().statementsSince(before);
    assertEquals(1, since.get("registered_client.find_all"), since::toString);
    assertFalse(since.containsKey("registered_client.find"), since::toString);
  }

  @Test
  void whatTheApplicationReportedIsShown() {
    world.authentik().user(with("sub", "dora", "preferred_username", "dora"));
    Person dora = world.person();
    Page back = dora.open(inventory.authorize("idp_hint", "authentik"));
    world.authentik().user(World.BOB);
    JsonObject tokens = inventory.tokens(Person.arrival(back).code());
    JsonObject report =
        new JsonObject()
            .put("sid", TokenCalls.part(tokens.getString("id_token"), 1).getString("sid"))
            .put("outcome", "accepted")
            .put("account", "dora-there")
            .put("message", "<b>new</b> account")
            .put("groups", new JsonArray().add("netops"));
    assertEquals(
        202,
        TokenCalls.post(inventory, TestApplication.LOGIN_REPORT, Map.of("report", report.encode()))
            .statusCode());
    Page page = list(dora, 1);
    for (int i = 0; i < 200 && !page.text().contains("let you in as dora-there"); i++) {
      RunningBroker.pause();
      page = list(dora, 1);
    }
    assertTrue(page.text().contains("let you in as dora-there"), page::text);
    assertEquals(1, ids(page).size());
    Page one = dora.open(at("/" + ids(page).get(0)));
    assertTrue(one.text().contains("groups: netops"), one::text);
    assertFalse(one.body().contains("<b>new"), one::body);
  }

  private static Map<String, Object> with(Object... changes) {
    Map<String, Object> changed = new HashMap<>(World.BOB);
    for (int i = 0; i < changes.length; i += 2) {
      changed.put((String) changes[i], changes[i + 1]);
    }
    return changed;
  }

  /** As one that never was, for the page and for its list. */
  @Test
  void anothersLoginIsNotThere() {
    Person erin = somebody("erin");
    Person frank = somebody("frank");
    String hers = ids(list(erin, 1)).get(0);
    Page his = list(frank, 1);
    assertFalse(his.body().contains(hers));
    assertFalse(his.text().contains("erin"));
    Page foreign = frank.open(at("/" + hers));
    Page never = frank.open(at("/" + "x".repeat(22)));
    assertEquals(404, foreign.status());
    assertEquals(withoutId(never), withoutId(foreign));
    assertEquals(200, erin.open(at("/" + hers)).status());
  }

  private static String withoutId(Page page) {
    return page.status() + page.body().replaceAll("<code>[^<]+</code>", "");
  }

  /** Of requests only administrators find the login; a denial of nobody is nobody's. */
  @Test
  void theIdOfARequestOrOfSomebodyUnknownIsNotThere() {
    Person grace = somebody("grace");
    String login = ids(list(grace, 1)).get(0);
    world
        .broker()
        .query(
            "SELECT request_id FROM login_trace_request WHERE id = $1 AND request_id <> id", login)
        .forEach(
            row ->
                assertEquals(
                    404, grace.open(at("/" + TestApplication.encode(row.getString(0)))).status()));
    Page denied =
        world.person().open(inventory.authorize("redirect_uri", "http://localhost:1/evil"));
    String id = denied.body().replaceAll("(?s).*<p class=\"id\"><code>([^<]+)</code>.*", "$1");
    assertTrue(world.broker().traced(id).isPresent());
    assertEquals(404, grace.open(at("/" + id)).status());
  }

  @ParameterizedTest
  @ValueSource(strings = {"/%00", "/..%2f", "/a", "/%27%20OR%201=1", "/x/y", "/%e2%80%ae1234"})
  void whatIsNoIdIsNotThere(String path) {
    Page page = world.person().open(at(path));
    assertTrue(List.of(400, 401, 404).contains(page.status()), page::toString);
  }

  @Test
  void whoIsNotSignedInSeesNothing() {
    Person heidi = somebody("heidi");
    String login = ids(list(heidi, 1)).get(0);
    Person stranger = world.person();
    for (String path : List.of("", "/" + login)) {
      Page page = stranger.open(at(path));
      assertEquals(401, page.status());
      assertFalse(page.text().contains("inventory"), page::text);
    }
    assertFalse(stranger.open(world.broker().at("")).body().contains("account/logins"));
    Page home = heidi.open(world.broker().at(""));
    Page asked = heidi.submit(home.form());
    if (asked.status() == 200 && asked.body().contains("decision")) {
      heidi.submit(asked.form().press("logout"));
    }
    assertEquals(401, heidi.open(at("")).status());
    assertEquals(401, heidi.open(at("/" + login)).status());
  }

  @Test
  void aSwitchedOffAccountSeesNothing() {
    Person ivan = somebody("ivan");
    list(ivan, 1);
    world.broker().query("UPDATE account SET disabled_at = now() WHERE username = 'ivan'");
    assertEquals(401, ivan.open(at("")).status());
  }

  /** E-mail addresses are redacted in traces: the page does not have them, and says so. */
  @Test
  void whatIsRedactedIsNotShown() {
    Person judy = somebody("judy");
    Page one = judy.open(at("/" + ids(list(judy, 1)).get(0)));
    assertTrue(one.text().contains("email: (not kept)"), one::text);
    assertFalse(one.body().contains("judy@example.org"));
    assertFalse(one.body().contains("redacted:"));
  }

  @Test
  void hostileClaimsAreText() {
    Person mallory =
        somebody(
            "mallory",
            "groups",
            List.of("netbox_staff", "<script>alert(1)</script>", "\u202eabc\u001b[31m"));
    Page page = list(mallory, 1);
    Page one = mallory.open(at("/" + ids(page).get(0)));
    for (Page each : List.of(page, one)) {
      assertFalse(each.body().contains("<script"), each::body);
      assertTrue(each.body().chars().noneMatch(c -> c == 0x202e || c == 0x1b), each::body);
      assertEquals("no-store", each.headers().firstValue("cache-control").orElse(""));
    }
    assertTrue(one.text().contains("\\u202e"), one::text);
  }

  @Test
  void aRefusalIsOneToo() {
    Person niaj = somebody("niaj");
    TestApplication asks = world.application("asks", "asks-secret");
    Page page = niaj.open(asks.authorize());
    niaj.submit(page.form().press("deny"));
    Page all = list(niaj, 2);
    assertTrue(all.text().contains("Asking application"), all::text);
    assertTrue(all.text().contains("refused: "), all::text);
  }

  @Test
  void theyAreFiftyAtMost() {
    Person olivia = somebody("olivia");
    for (int i = 0; i < 52; i++) {
      olivia.open(inventory.authorize());
    }
    assertEquals(50, ids(list(olivia, 50)).size());
  }

  @Test
  void belowAPathOfThePublicAddressTheLinksAreRight() {
    try (World below = World.open("/sso/", World.UPSTREAMS + World.REST)) {
      Person person = below.person();
      below.login(person, below.inventory());
      Page home = person.open(below.broker().at(""));
      assertTrue(home.body().contains("href=\"/sso/account/logins\""), home::body);
      Page page = person.open(below.broker().at("account/logins"));
      for (int i = 0; i < 200 && ids(page).isEmpty(); i++) {
        RunningBroker.pause();
        page = person.open(below.broker().at("account/logins"));
      }
      assertTrue(page.body().contains("href=\"/sso/account/logins/"), page::body);
    }
  }
}
