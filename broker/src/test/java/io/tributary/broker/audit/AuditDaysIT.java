package io.tributary.broker.audit;

import static io.tributary.broker.kit.BrokerDatabase.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.broker.kit.BrokerDatabase;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Events lie in partitions of a day, which are made ahead and dropped whole. */
class AuditDaysIT {
  private static final LocalDate TODAY = LocalDate.of(2020, 3, 29);
  private static final int KEEP = 400;

  private static BrokerDatabase database;
  private static AuditRepository repository;
  private static PartitionRepository partitions;

  @BeforeAll
  static void open() {
    database = new BrokerDatabase();
    repository = new AuditRepository(database.relaxed());
    partitions = new PartitionRepository(database.background());
  }

  @AfterAll
  static void close() {
    database.close();
  }

  /** Far in the future everything is old. */
  @AfterEach
  void dropAll() {
    days(TODAY.plusYears(90), 0);
    days(TODAY.plusYears(100), 0);
    assertEquals(0, in("audit_event"));
    database.query("DELETE FROM audit_event");
  }

  private static int days(LocalDate today, int ahead) {
    return (Integer)
        database.value("SELECT partition_days('audit_event', $1, $2, $3)", today, ahead, KEEP);
  }

  private static Future<Integer> keep(PartitionRepository with, LocalDate today, int ahead) {
    return with.keepAudit(today, ahead, KEEP);
  }

  private static void write(LocalDate day, LocalTime time) {
    await(
        repository.write(
            List.of(
                new AuditEvent(
                    day.atTime(time).toInstant(ZoneOffset.UTC),
                    "login.succeeded",
                    "request",
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    new JsonObject()))));
  }

  private static long in(String table) {
    return database.count(table + " WHERE type <> 'audit.dropped'");
  }

  private static long told() {
    return database.count("audit_event WHERE type = 'audit.dropped'");
  }

  private static boolean exists(String table) {
    return database.value("SELECT to_regclass($1)::text", table) != null;
  }

  @Test
  void anEventOfEachDayAheadFindsItsPartition() {
    days(TODAY, 2);
    for (int day = 0; day <= 2; day++) {
      write(TODAY.plusDays(day), LocalTime.MIN);
      write(TODAY.plusDays(day), LocalTime.of(23, 59, 59));
    }
    assertEquals(0, in("audit_event_default"));
    assertEquals(2, in("audit_event_20200329"));
    assertEquals(2, in("audit_event_20200331"));
  }

  @Test
  void whatIsOldIsDroppedAndNothingElse() {
    days(TODAY, 0);
    write(TODAY, LocalTime.NOON);
    assertEquals(0, days(TODAY.plusDays(KEEP), 0));
    assertEquals(1, in("audit_event"));
    assertEquals(1, days(TODAY.plusDays(KEEP + 1), 0));
    assertFalse(exists("audit_event_20200329"));
    assertEquals(0, in("audit_event"));
  }

  @Test
  void aNodeWhoseClockRunsAheadDropsNothing() {
    LocalDate now = LocalDate.now(ZoneOffset.UTC);
    days(now, 0);
    write(now, LocalTime.NOON);
    assertEquals(0, await(keep(partitions, now.plusYears(3), 0)));
    assertEquals(1, in("audit_event"));
    assertEquals(1, days(now.plusYears(3), 0));
  }

  /** Whoever shortens what is kept cannot hide that it was more. */
  @Test
  void thatEventsWentIsAnEventItself() {
    LocalDate now = LocalDate.now(ZoneOffset.UTC);
    LocalDate old = now.minusDays(KEEP + 1);
    days(old, 0);
    for (int hour = 0; hour < 3; hour++) {
      write(old, LocalTime.of(hour, 0));
    }
    write(old.minusDays(1), LocalTime.NOON);
    // One day has its partition, the other none: nobody made it in time.
    Future<Integer> one = keep(partitions, now, 0);
    Future<Integer> other = keep(new PartitionRepository(database.relaxed()), now, 0);
    await(Future.all(one, other).mapEmpty());
    assertEquals(1, one.result() + other.result());
    assertEquals(0, in("audit_event"));
    assertEquals(1, told(), "one of the two tells of it");
    assertEquals(
        new JsonObject()
            .put("partitions", 1)
            .put("from", old.minusDays(1).toString())
            .put("before", now.minusDays(KEEP).toString())
            .put("keep_days", KEEP),
        database.value("SELECT details FROM audit_event WHERE type = 'audit.dropped'"));
    await(keep(partitions, now, 0));
    assertEquals(1, told(), "nothing went");
  }

  /** Nodes of the release before call the function itself, and keep what they were told to. */
  @Test
  void thatANodeOfAnEarlierReleaseDropsIsToldToo() {
    LocalDate now = LocalDate.now(ZoneOffset.UTC);
    days(now.minusDays(50), 0);
    write(now.minusDays(50), LocalTime.NOON);
    database.value("SELECT partition_days('audit_event', $1, 0, 30)", now);
    assertEquals(0, in("audit_event"));
    assertEquals(1, told());
    assertEquals(
        30, (Integer) database.value("SELECT (details->>'keep_days')::int FROM audit_event"));
  }

  @Test
  void afterAPauseOfWeeksEachEventIsInItsOwnDayAndOldDaysAreGone() {
    days(TODAY, 2);
    write(TODAY, LocalTime.NOON);
    // Nothing made partitions all the time: another node wrote, with a lock in our way.
    LocalDate later = TODAY.plusDays(KEEP + 40);
    for (int ago = 35; ago > 0; ago -= 5) {
      write(later.minusDays(ago), LocalTime.NOON);
    }
    assertEquals(7, in("audit_event_default"));
    assertEquals(3, days(later, 2));
    assertEquals(0, in("audit_event_default"));
    assertEquals(7, in("audit_event"));
    assertEquals(1, in("audit_event_" + later.minusDays(20).toString().replace("-", "")));
    // Those go the way of all days.
    assertTrue(days(later.plusDays(KEEP), 0) >= 7);
  }

  @Test
  void ofNodesThatWorkAtOnceNoneFails() {
    write(TODAY, LocalTime.NOON);
    List<Future<Integer>> nodes =
        List.of(
            keep(partitions, TODAY, 2),
            keep(new PartitionRepository(database.relaxed()), TODAY, 2));
    await(Future.all(nodes).mapEmpty());
    assertEquals(1, in("audit_event_20200329"));
  }

  @Test
  void whoReadsForLongDelaysTheDropAndNobodyElse() {
    days(TODAY, 0);
    write(TODAY, LocalTime.NOON);
    LocalDate later = TODAY.plusDays(KEEP + 1);
    assertEquals(0, days(later.minusDays(1), 1));
    int dropped =
        await(
            database.holding("SELECT count(*) FROM audit_event", () -> keep(partitions, later, 0)));
    assertEquals(0, dropped);
    assertTrue(exists("audit_event_20200329"));
    assertEquals(1, days(later, 0));
  }

  @Test
  void whatWasWrittenBeforeThereWereDaysIsMovedToThem() throws IOException {
    for (int day = 0; day < 3; day++) {
      write(TODAY.plusDays(day), LocalTime.NOON);
    }
    assertEquals(3, in("audit_event_default"));
    Object last = database.value("SELECT max(id) FROM audit_event");
    String migration;
    try (InputStream file =
        AuditDaysIT.class.getResourceAsStream("/db/broker/V21__audit_days.sql")) {
      migration = new String(file.readAllBytes(), StandardCharsets.UTF_8);
    }
    String move = migration.substring(migration.indexOf("ALTER TABLE audit_event DETACH"));
    for (String statement : move.split(";\n(?=(ALTER|CREATE|DO|INSERT|DROP) )", -1)) {
      database.query(statement);
    }
    assertEquals(0, in("audit_event_default"));
    assertEquals(1, in("audit_event_20200330"));
    assertEquals(last, database.value("SELECT max(id) FROM audit_event"));
    days(TODAY.plusDays(3), 0);
    write(TODAY.plusDays(3), LocalTime.NOON);
    assertTrue((Long) database.value("SELECT max(id) FROM audit_event") > (Long) last);
  }
}
