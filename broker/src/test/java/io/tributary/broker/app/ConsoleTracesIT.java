package io.tributary.broker.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.platform.http.Form;
import io.tributary.platform.http.Page;
import io.vertx.sqlclient.Row;
import java.time.OffsetDateTime;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Traces of logins in the console: who reads them, and that it is audited. */
class ConsoleTracesIT extends ConsoleScene {
  @Test
  void aLoginIsFoundByItsRequestAndTheReadingIsAudited() {
    OffsetDateTime before = newestTrace();
    Page page = enter(alice, "okta", "/traces");
    String login = traced(before);
    Page trace = alice.submit(page.formTo("/traces").with("id", login));
    assertEquals(200, trace.status(), trace::text);
    assertTrue(trace.text().contains("netbox_admin"), trace::text);
    assertEquals("no-store", trace.header("cache-control").orElse(""));
    assertEquals(
        1,
        world
            .broker()
            .count(
                "audit_event WHERE type = 'trace.read' AND details->>'by' = 'alice@example.com'"));
    Page why =
        alice.submit(
            page.formTo("/why").with("person", "alice@example.com").with("value", "superusers"));
    assertTrue(why.text().contains("alice@example.com has superusers in"), why::text);
    assertEquals(400, alice.submit(page.formTo("/traces").with("id", "../x")).status());
    assertTrue(alice.open(console("/traces/unknown-id")).text().contains("Nothing is recorded"));
  }

  private static final OffsetDateTime LONG_AGO = OffsetDateTime.parse("1970-01-01T00:00:00Z");

  private static OffsetDateTime newestTrace() {
    return world
        .broker()
        .query("SELECT coalesce(max(at), 'epoch') FROM login_trace WHERE subject IS NOT NULL")
        .get(0)
        .getOffsetDateTime(0);
  }

  /** The id of the login after a time, once it is written. */
  private static String traced(OffsetDateTime after) {
    for (int i = 0; i < 200; i++) {
      List<Row> rows =
          world
              .broker()
              .query(
                  "SELECT id FROM login_trace WHERE subject IS NOT NULL AND at > $1"
                      + " ORDER BY at DESC",
                  after);
      if (!rows.isEmpty()) {
        return rows.get(0).getString("id");
      }
      RunningBroker.pause();
    }
    throw new AssertionError("no login was traced");
  }

  @Test
  void whoMayNotReadTracesReadsNone() {
    Person bob = world.person();
    enter(bob, "authentik", "/traces");
    assertEquals(403, bob.open(console("/traces")).status());
    assertEquals(403, bob.open(console("/traces/" + traced(LONG_AGO))).status());
    Form find = enter(alice, "okta", "/traces").formTo("/traces");
    assertEquals(403, bob.browser().submit(find.with("id", traced(LONG_AGO))).status());
  }
}
