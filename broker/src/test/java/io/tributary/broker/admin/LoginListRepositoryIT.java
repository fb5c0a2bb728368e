package io.tributary.broker.admin;

import static io.tributary.broker.kit.BrokerDatabase.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.broker.admin.LoginListRepository.Before;
import io.tributary.broker.admin.LoginListRepository.Listed;
import io.tributary.broker.kit.BrokerDatabase;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The newest logins, page by page, and that it is noted whose were read. */
final class LoginListRepositoryIT {
  private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
  private static final Before NEWEST = new Before(NOW, Long.MAX_VALUE);

  private final BrokerDatabase database = new BrokerDatabase();
  private final LoginListRepository logins = new LoginListRepository(database.durable());

  @AfterEach
  void close() {
    database.close();
  }

  private void events(int count, String type, String subject, String time) {
    database.query(
        "INSERT INTO audit_event (at, type, request_id, subject, upstream, client, details)"
            + " SELECT "
            + time
            + ", $1, $1 || n, $2, 'okta', 'inventory', '{\"result\":\"success\"}'"
            + " FROM generate_series(1, $3::int) n",
        type,
        subject,
        count);
  }

  private List<Listed> page(Before before) {
    return await(logins.page(before, "cli:ann", "request-1", NOW));
  }

  /** Events come in batches: many have one time. */
  @Test
  void eachIsOnOnePageInTheOrderOfTime() {
    events(40, "login.succeeded", "alice", "'2026-11-22T10:00:00Z'::timestamptz");
    events(30, "login.refused", null, "'2026-11-22T10:00:00Z'::timestamptz");
    events(9, "login.refused", null, "'2026-11-22T09:00:00Z'::timestamptz + n * interval '1 s'");
    events(20, "trace.read", "alice", "'2026-11-22T11:00:00Z'::timestamptz");
    List<Listed> all = new ArrayList<>();
    List<Listed> page = page(NEWEST);
    for (int pages = 0; !page.isEmpty() && pages < 10; pages++) {
      assertTrue(page.size() <= LoginListRepository.PAGE_SIZE);
      all.addAll(page);
      Listed last = page.get(page.size() - 1);
      page = page(new Before(last.at(), last.event()));
    }
    assertEquals(79, all.size());
    assertEquals(79, all.stream().map(Listed::event).distinct().count());
    for (int at = 1; at < all.size(); at++) {
      assertFalse(all.get(at).at().isAfter(all.get(at - 1).at()), "the newest first");
    }
    assertEquals(39, all.stream().filter(one -> !one.succeeded()).count());
  }

  @Test
  void whoseWereReadStandsInTheAuditOnceForEachPerson() {
    database.query("INSERT INTO account (subject, username) VALUES ('s1', 'alice')");
    events(3, "login.succeeded", "s1", "'2026-11-22T10:00:00Z'::timestamptz");
    events(1, "login.succeeded", "gone", "'2026-11-22T10:00:01Z'::timestamptz");
    events(2, "login.refused", null, "'2026-11-22T10:00:02Z'::timestamptz");
    List<Listed> page = page(NEWEST);
    assertEquals(
        List.of(
            Optional.empty(),
            Optional.empty(),
            Optional.of("gone"),
            Optional.of("alice"),
            Optional.of("alice"),
            Optional.of("alice")),
        page.stream().map(Listed::account).toList());
    assertEquals(
        List.of("gone cli:ann request-1", "s1 cli:ann request-1"),
        database
            .query(
                "SELECT subject || ' ' || (details->>'by') || ' ' || request_id FROM audit_event"
                    + " WHERE type = 'trace.read' ORDER BY 1")
            .stream()
            .map(row -> row.getString(0))
            .toList());
  }

  /** However much is kept, a page reads a page. */
  @Test
  void aPageIsReadByItsIndex() {
    database.query(
        """
        CREATE FUNCTION plan(statement text) RETURNS SETOF text LANGUAGE plpgsql AS $$
        BEGIN RETURN QUERY EXECUTE 'EXPLAIN (GENERIC_PLAN) ' || statement; END $$
        """);
    events(
        20_000,
        "login.succeeded",
        "alice",
        "'2026-01-01T00:00:00Z'::timestamptz + n * interval '1 min'");
    database.query("ANALYZE audit_event");
    String plan =
        database.query("SELECT plan($1)", LoginListRepository.PAGE.sql()).stream()
            .map(line -> line.getString(0))
            .collect(Collectors.joining("\n"));
    assertTrue(plan.contains("Index Scan Backward using audit_event_"), plan);
    assertFalse(plan.contains("Seq Scan on audit_event"), plan);
  }
}
