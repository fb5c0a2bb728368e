package io.tributary.broker.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.platform.http.Page;
import java.net.URI;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** From the list of the newest logins to how one of them came about. */
class LoginListIT {
  private World world;
  private Person alice;

  @BeforeEach
  void open() {
    world =
        World.open("", World.UPSTREAMS + World.REST + "administration: { traces: [superusers] }\n");
    alice = world.person();
  }

  @AfterEach
  void close() {
    world.close();
  }

  private URI console(String rest) {
    return world.broker().at("console" + rest);
  }

  private Page enter(Person person, String upstream, String rest) {
    return person.choose(person.open(console(rest)), upstream);
  }

  private void kept(String what) {
    assertTrue(world.broker().settled().count(what) > 0, what);
  }

  @Test
  void aListedLoginLeadsToItsTrace() {
    world.tokens(world.person(), world.inventory(), "authentik");
    kept("audit_event WHERE type = 'login.succeeded' AND client = 'inventory'");
    kept("login_trace WHERE client_id = 'inventory' AND outcome = 'issued'");
    Page search = enter(alice, "okta", "/traces");
    assertTrue(search.body().contains("/console/logins\""), search::body);
    Page list = alice.open(console("/logins"));
    assertEquals(200, list.status(), list::text);
    assertEquals("no-store", list.header("cache-control").orElse(""));
    assertTrue(list.text().contains("bob to inventory through authentik"), list::text);
    String request =
        world
            .broker()
            .query(
                "SELECT request_id FROM audit_event WHERE type = 'login.succeeded'"
                    + " AND client = 'inventory'")
            .get(0)
            .getString(0);
    assertTrue(list.body().contains("/console/traces/" + request + "\""), list::body);
    Page trace = alice.open(console("/traces/" + request));
    assertTrue(trace.text().contains("inventory through authentik: issued"), trace::text);
    assertEquals(
        1,
        world
            .broker()
            .count(
                "audit_event e JOIN account a USING (subject) WHERE e.type = 'trace.read'"
                    + " AND e.details->>'listed' = 'true' AND a.username = 'bob'"
                    + " AND e.details->>'by' = 'alice@example.com'"));
  }

  @Test
  void whoMayNotReadTracesIsToldOfNobody() {
    Person bob = world.person();
    enter(bob, "authentik", "/logins");
    Page refused = bob.open(console("/logins"));
    assertEquals(403, refused.status());
    assertFalse(refused.text().contains("authentik:"), refused::text);
    Page stranger = world.person().open(console("/logins"));
    assertFalse(stranger.text().contains("Newest logins"), stranger::text);
    assertEquals(0, world.broker().count("audit_event WHERE type = 'trace.read'"));
  }

  @Test
  void whatStandsInAnEventStaysTextAndPagesGoOn() {
    enter(alice, "okta", "/traces");
    world
        .broker()
        .query(
            "INSERT INTO audit_event (at, type, request_id, upstream, client, details)"
                + " SELECT now() - n * interval '1 min', 'login.refused', 'r' || n, 'none',"
                + " '<b>x' || chr(8238), '{\"result\":\"<script>\"}'"
                + " FROM generate_series(1, 30) n");
    Page list = alice.open(console("/logins"));
    assertTrue(list.text().contains("refused: <script>"), list::text);
    assertFalse(list.body().contains("<script>") || list.body().contains("<b>x"), list::body);
    assertTrue(list.text().contains("nobody known to <b>x"), list::text);
    assertTrue(list.text().contains("U+202E"), list::text);
    String next = list.body().replaceAll("(?s).*href=\"([^\"]*logins[?]before=[^\"]*)\".*", "$1");
    Page second = alice.open(console("/logins").resolve(next));
    assertTrue(second.body().contains("/traces/r30\""), second::body);
    assertFalse(second.body().contains("/traces/r1\""), second::body);
    for (String odd : new String[] {"x", "1-", "99999999999999999999-1", "-1-1"}) {
      Page first = alice.open(console("/logins?before=" + odd));
      assertTrue(first.body().contains("/traces/r1\""), odd);
    }
  }

  /** A request that is refused before anybody knows for what login it is. */
  @Test
  void anIdWithoutALoginLeadsToTheLog() {
    enter(alice, "okta", "/traces");
    Page refused =
        world.person().open(world.broker().at("oauth2/v1/authorize?client_id=a&client_id=b"));
    assertEquals(400, refused.status());
    String id = refused.body().replaceAll("(?s).*<p class=\"id\"><code>([^<]+)</code>.*", "$1");
    Page none = alice.open(console("/traces/no-login-has-this"));
    assertTrue(none.text().contains("grep finds it by this id"), none::text);
    assertTrue(none.text().contains("came to no login"), none::text);
    assertTrue(world.broker().log().contains(id), "the log has it");
  }
}
