package io.tributary.broker.audit;

import static io.tributary.broker.kit.BrokerDatabase.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tributary.broker.kit.BrokerDatabase;
import io.tributary.platform.db.BatchWriter;
import io.tributary.platform.db.DatabaseUnavailable;
import io.tributary.platform.db.Relaxed;
import io.tributary.platform.ops.Log;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AuditWriterIT {
  static BrokerDatabase database;
  final MeterRegistry meters = new SimpleMeterRegistry();
  final ByteArrayOutputStream logged = new ByteArrayOutputStream();
  final Log log = Log.to(logged, "test");

  @BeforeAll
  static void open() {
    database = new BrokerDatabase();
  }

  @AfterAll
  static void close() {
    database.close();
  }

  @BeforeEach
  void empty() {
    database.query("TRUNCATE audit_event");
  }

  private static AuditEvent event(String type) {
    return new AuditEvent(
        Instant.parse("2026-01-31T12:00:00.123456Z"),
        type,
        "request-1",
        Optional.of("subject"),
        Optional.empty(),
        Optional.of("inventory"),
        new JsonObject().put("outcome", "ok"));
  }

  private AuditWriter writer(Relaxed runner, int capacity) {
    return new AuditWriter(database.vertx(), new AuditRepository(runner), meters, log, capacity);
  }

  private double lost() {
    return meters.get("broker.audit.lost").counter().count();
  }

  @Test
  void anEventIsWrittenAsItIs() {
    AuditWriter writer = writer(database.relaxed(), 10);
    writer.record(event("login.succeeded"));
    await(writer.close());
    Row row = database.query("SELECT * FROM audit_event").get(0);
    assertEquals(
        Instant.parse("2026-01-31T12:00:00.123456Z"), row.getOffsetDateTime("at").toInstant());
    assertEquals("login.succeeded", row.getString("type"));
    assertEquals("request-1", row.getString("request_id"));
    assertEquals("subject", row.getString("subject"));
    assertEquals(null, row.getString("upstream"));
    assertEquals("inventory", row.getString("client"));
    assertEquals(new JsonObject().put("outcome", "ok"), row.getJsonObject("details"));
    assertEquals(0, lost());
  }

  @Test
  void manyAreWrittenInFewStatementsAndWithoutBeingClosed() {
    Promise<Void> third = Promise.promise();
    AtomicInteger statements = new AtomicInteger();
    Relaxed counting =
        (statement, parameters) ->
            database
                .relaxed()
                .run(statement, parameters)
                .onSuccess(
                    rows -> {
                      if (statements.incrementAndGet() == 3) {
                        third.complete();
                      }
                    });
    AuditWriter writer = writer(counting, 2000);
    // From one thread of the loop, so that they are there before the first is written.
    database
        .vertx()
        .runOnContext(
            go -> {
              for (int i = 0; i < 2 * BatchWriter.BATCH + 1; i++) {
                writer.record(event("login.refused"));
              }
            });
    await(third.future());
    assertEquals(2 * BatchWriter.BATCH + 1, database.count("audit_event"));
    await(writer.close());
    assertEquals(3, statements.get());
  }

  @Test
  void whileTheDatabaseIsAwayEventsWaitAndThenAreWritten() {
    AtomicBoolean away = new AtomicBoolean(true);
    Promise<Void> refusedOnce = Promise.promise();
    Relaxed failing =
        (statement, parameters) -> {
          if (away.get()) {
            refusedOnce.tryComplete();
            return Future.failedFuture(new DatabaseUnavailable("away", null));
          }
          return database.relaxed().run(statement, parameters);
        };
    AuditWriter writer = writer(failing, 10);
    writer.record(event("one"));
    await(refusedOnce.future());
    writer.record(event("two"));
    away.set(false);
    await(writer.close());
    assertEquals(2, database.count("audit_event"));
    assertEquals(0, lost());
  }

  @Test
  void whatDoesNotFitIsCountedAndLogged() {
    AuditWriter writer =
        writer(
            (statement, parameters) -> Promise.<io.vertx.sqlclient.RowSet<Row>>promise().future(),
            3);
    for (int i = 0; i < 5; i++) {
      writer.record(event("flood"));
    }
    log.close();
    assertEquals(2, lost());
    assertTrue(logged.toString(StandardCharsets.UTF_8).contains("\"event\":\"audit.lost\""));
  }

  @Test
  void whatTheDatabaseDoesNotTakeAtTheEndIsCounted() {
    AuditWriter writer =
        writer(
            (statement, parameters) -> Future.failedFuture(new DatabaseUnavailable("away", null)),
            10);
    writer.record(event("one"));
    writer.record(event("two"));
    await(writer.close());
    assertEquals(2, lost());
  }

  @Test
  void oneBadEventDoesNotTakeTheOthersWithIt() {
    AuditWriter writer = writer(database.relaxed(), 10);
    writer.record(event("good"));
    writer.record(event("bad\u0000"));
    writer.record(event("good"));
    await(writer.close());
    assertEquals(2, database.count("audit_event"));
    assertEquals(1, lost());
  }

  @Test
  void closingWithoutEventsWritesNothing() {
    long statements = database.statements();
    await(writer(database.relaxed(), 10).close());
    assertEquals(statements, database.statements());
  }
}
