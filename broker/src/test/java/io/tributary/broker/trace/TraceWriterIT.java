package io.tributary.broker.trace;

import static io.tributary.broker.kit.BrokerDatabase.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tributary.broker.account.AccountKeyRepository;
import io.tributary.broker.account.AccountKeys;
import io.tributary.broker.keys.DataKey;
import io.tributary.broker.keys.KeysFixture;
import io.tributary.broker.kit.BrokerDatabase;
import io.tributary.broker.kit.OffLoop;
import io.tributary.broker.recording.Redaction;
import io.tributary.platform.db.DatabaseUnavailable;
import io.tributary.platform.ops.Log;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of traces when there are too many, and when their person is gone. */
class TraceWriterIT {
  private static BrokerDatabase database;
  private static DataKey own;
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final ByteArrayOutputStream logged = new ByteArrayOutputStream();
  private final Log log = Log.to(logged, "test");
  private OffLoop dataKeys;
  private AccountKeys keys;

  @BeforeAll
  static void open() {
    database = new BrokerDatabase();
    own = DataKey.make(new SecureRandom());
  }

  @AfterAll
  static void close() {
    database.close();
  }

  @BeforeEach
  void people() {
    database.query("TRUNCATE account CASCADE");
    database.query("TRUNCATE login_trace, login_trace_request");
    database.query("INSERT INTO account (subject, username) VALUES ('alice', 'alice')");
    dataKeys = new OffLoop(own);
    keys = new AccountKeys(new AccountKeyRepository(database.durable()), dataKeys);
  }

  private TraceWriter writer(TraceRepository repository, int capacity) {
    return new TraceWriter(
        database.vertx(),
        repository,
        keys,
        own,
        new Redactions(new Redaction(KeysFixture.stableIds()), List.of()),
        meters,
        log,
        capacity);
  }

  private static TraceRepository repository() {
    return new TraceRepository(database.relaxed(), database.durable());
  }

  private static TracePart part(String login, Optional<String> subject) {
    return new TracePart(
        login,
        List.of("request-of-" + login),
        subject,
        Optional.empty(),
        List.of(Fact.of("given", new JsonObject().put("claims", new JsonObject()))),
        new TracePart.Ending(Instant.now(), "okta", "inventory", TracePart.Outcome.ISSUED, "none"));
  }

  private double lost() {
    return meters.get("broker.trace.lost").counter().count();
  }

  @Test
  void whatDoesNotFitIsLostAndCounted() {
    TraceRepository away =
        new TraceRepository(
            (statement, parameters) -> Future.failedFuture(new DatabaseUnavailable("away", null)),
            database.durable());
    TraceWriter writer = writer(away, 2);
    await(
        database.onAnotherLoop(
            () -> {
              for (int i = 0; i < 5; i++) {
                writer.add(part("login-" + i, Optional.empty()));
              }
              return Future.succeededFuture();
            }));
    assertEquals(3, lost());
    await(writer.close());
    assertEquals(5, lost());
    log.flush();
    assertTrue(logged.toString(StandardCharsets.UTF_8).contains("trace.lost"));
  }

  @Test
  void ofAPersonWhoIsGoneNothingIsWritten() {
    TraceWriter writer = writer(repository(), 10);
    writer.add(part("mine", Optional.of("alice")));
    writer.add(part("gone", Optional.of("somebody deleted")));
    writer.add(part("unknown", Optional.empty()));
    await(writer.close());
    assertEquals(2, database.count("login_trace"));
    assertEquals(0, database.count("login_trace WHERE id = 'gone'"));
    assertEquals(0, lost());
  }

  /** A batch of them takes longer than a loop may be held. */
  @Test
  void keysAreMadeAndOpenedOffTheLoops() {
    TraceWriter writer = writer(repository(), 10);
    writer.add(part("mine", Optional.of("alice")));
    await(writer.close());
    dataKeys.assertHeldNoLoop();
    Traces traces = new Traces(database.vertx(), repository(), keys, own, Clock.systemUTC());
    assertTrue(content(traces, "mine").isPresent());
    dataKeys.assertHeldNoLoop();
  }

  @Test
  void aForgottenPersonsTraceOpensNoMore() {
    TraceWriter writer = writer(repository(), 10);
    writer.add(part("mine", Optional.of("alice")));
    await(writer.close());
    Traces traces = new Traces(database.vertx(), repository(), keys, own, Clock.systemUTC());
    assertTrue(content(traces, "request-of-mine").isPresent());
    database.query("DELETE FROM account_data_key");
    assertFalse(content(traces, "mine").isPresent());
    assertEquals(2, database.count("audit_event WHERE type = 'trace.read' AND subject = 'alice'"));
  }

  private static Optional<JsonObject> content(Traces traces, String id) {
    return await(traces.find(id, "test")).orElseThrow().parts().get(0).content();
  }

  /** Nobody else's: each value stands where it was sealed for. */
  @Test
  void aRowUnderAnotherSubjectOpensNowhere() {
    database.query("INSERT INTO account (subject, username) VALUES ('bob', 'bob')");
    TraceWriter writer = writer(repository(), 10);
    writer.add(part("mine", Optional.of("alice")));
    writer.add(part("his", Optional.of("bob")));
    await(writer.close());
    database.query("UPDATE login_trace SET subject = 'bob' WHERE id = 'mine'");
    Traces traces = new Traces(database.vertx(), repository(), keys, own, Clock.systemUTC());
    assertFalse(content(traces, "mine").isPresent());
    assertTrue(content(traces, "his").isPresent());
  }

  /** However much is kept: without an index each reading of one login reads those of everybody. */
  @Test
  void oneTraceIsFoundByItsKeysAlone() {
    database.query(
        """
        CREATE FUNCTION plan(statement text) RETURNS SETOF text LANGUAGE plpgsql
        SET enable_seqscan = off AS $$
        BEGIN RETURN QUERY EXECUTE 'EXPLAIN (GENERIC_PLAN) ' || statement; END $$
        """);
    String plan =
        database.query("SELECT plan($1)", TraceRepository.FIND.sql()).stream()
            .map(line -> line.getString(0))
            .collect(Collectors.joining("\n"));
    assertTrue(plan.contains("login_trace_default_id_idx"), plan);
    assertFalse(plan.contains("Seq Scan"), plan);
  }
}
