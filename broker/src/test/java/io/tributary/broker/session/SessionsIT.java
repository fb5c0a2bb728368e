package io.tributary.broker.session;

import static io.tributary.broker.kit.BrokerDatabase.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.broker.identity.Claim;
import io.tributary.broker.identity.ClaimSet;
import io.tributary.broker.identity.Identity;
import io.tributary.broker.keys.MasterKey;
import io.tributary.broker.keys.Sealer;
import io.tributary.broker.keys.SealingKeyRepository;
import io.tributary.broker.keys.SealingKeys;
import io.tributary.broker.kit.BrokerDatabase;
import io.tributary.broker.kit.TestClock;
import io.tributary.platform.ops.Log;
import io.tributary.platform.protocol.RandomToken;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Sessions: how they begin, live and end, and what a thief of the database gets. */
class SessionsIT {
  private static final String ID_TOKEN = "eyJhbGciOiJSUzI1NiJ9.marker.sig";
  private static final String ALICE = "alice-subject-22-chars";
  static BrokerDatabase database;
  static SealingKeys keys;
  static Log log;
  final TestClock clock = new TestClock();
  Sessions sessions;

  @BeforeAll
  static void open() {
    database = new BrokerDatabase();
    log = Log.to(OutputStream.nullOutputStream(), "test");
    keys =
        await(
            SealingKeys.open(
                new SealingKeyRepository(database.durable()),
                new MasterKey(new byte[MasterKey.BYTES]),
                Duration.ofMinutes(10),
                java.time.Clock.systemUTC()));
  }

  @AfterAll
  static void close() {
    log.close();
    database.close();
  }

  @BeforeEach
  void alice() {
    database.query("TRUNCATE account CASCADE");
    database.query("TRUNCATE spent_attempt, audit_event");
    database.query(
        "INSERT INTO spent_attempt (id, expires_at, spent_at) VALUES ('', 'infinity', '2020-01-01')");
    database.query(
        "INSERT INTO account (subject, username, email, email_verified) VALUES ($1, 'alice', 'a@example.com', true)",
        ALICE);
    sessions = sessions(sealer());
  }

  private static Sealer sealer() {
    return keys.atRest("http://localhost:8080", "session");
  }

  private Sessions sessions(Sealer sealer) {
    return sessions(sealer, clock);
  }

  private static Sessions sessions(Sealer sealer, Clock ticking) {
    return new Sessions(
        SessionRepositories.of(database.durable(), database.relaxed(), database.relaxed()),
        sealer,
        SessionLifetimes.DEFAULT,
        ticking,
        log,
        () -> {});
  }

  private LoginAttemptUse attempt() {
    return attempt(RandomToken.bits128());
  }

  private LoginAttemptUse attempt(String id) {
    return new LoginAttemptUse(id, clock.instant(), clock.instant().plus(Duration.ofMinutes(10)));
  }

  private NewSession login() {
    Identity identity =
        new Identity(
            "okta",
            "https://okta.example",
            "00u1",
            Optional.of("alice"),
            Optional.of("a@example.com"),
            true,
            Optional.empty(),
            List.of("netbox_admin"),
            new ClaimSet(
                Map.of(
                    "groups",
                    new Claim.Present(List.of("netbox_admin")),
                    "x",
                    new Claim.Unfetched())));
    return new NewSession(
        ALICE,
        identity,
        Optional.of("sid-1"),
        clock.instant(),
        Optional.of("mfa"),
        List.of("pwd", "hwk"),
        Optional.of(ID_TOKEN));
  }

  private StartedSession start() {
    return await(sessions.start(attempt(), login(), Optional.empty(), "request-1")).orElseThrow();
  }

  private Optional<Session> find(StartedSession started) {
    return await(sessions.find(started.cookieValue()));
  }

  @Test
  void aSessionIsFoundByItsCookieWithAllThatItIs() {
    StartedSession started = start();
    Session found = find(started).orElseThrow();
    assertEquals(started.session().id(), found.id());
    assertEquals("alice", found.account().username());
    assertTrue(found.account().emailVerified());
    assertEquals(ALICE, found.subject());
    assertEquals("okta", found.upstream());
    assertEquals(new Claim.Unfetched(), found.identity().raw().get("x"));
    assertEquals(List.of("netbox_admin"), found.identity().groups());
    assertEquals(Optional.of("sid-1"), found.upstreamSid());
    assertEquals(Optional.of("mfa"), found.acr());
    assertEquals(List.of("pwd", "hwk"), found.amr());
    assertEquals(clock.instant(), found.authTime());
    assertEquals(clock.instant().plus(Duration.ofHours(24)), found.expiresAt());
    assertFalse((started + found.toString()).contains(started.cookieValue()));
    assertEquals(told(found), told(started.session()), "at its beginning as it is found later");
  }

  /** The database keeps microseconds, clocks may have more. */
  @Test
  void aSessionIsToldToTheMicrosecondFromItsBeginning() {
    Clock finer = Clock.offset(clock, Duration.ofNanos(789));
    Sessions fine = sessions(sealer(), finer);
    NewSession usual = login();
    NewSession wanted =
        new NewSession(
            usual.subject(),
            usual.identity(),
            usual.upstreamSid(),
            finer.instant(),
            usual.acr(),
            usual.amr(),
            usual.upstreamIdToken());
    StartedSession started =
        await(fine.start(attempt(), wanted, Optional.empty(), "request-1")).orElseThrow();
    assertEquals(
        told(await(fine.find(started.cookieValue())).orElseThrow()), told(started.session()));
  }

  private static List<Object> told(Session session) {
    return List.of(
        session.id(),
        session.account(),
        session.privileged(),
        session.identity().raw().all(),
        session.identity().sub(),
        session.upstreamSid(),
        session.authTime(),
        session.acr(),
        session.amr(),
        session.createdAt(),
        session.expiresAt());
  }

  @Test
  void beginningAndFindingAreOneStatementEachAndTheSignOfLifeAnother() {
    long statements = database.statements();
    StartedSession started = start();
    assertEquals(1, database.statements() - statements);
    find(started);
    assertEquals(2, database.statements() - statements);
    clock.forward(Duration.ofHours(1));
    find(started);
    assertEquals(4, database.statements() - statements);
    find(started);
    assertEquals(5, database.statements() - statements);
    await(sessions.end(started.session().id(), "logout", "r"));
    assertEquals(6, database.statements() - statements);
  }

  @Test
  void anAttemptUsedAgainMakesNothingAndEndsNothing() {
    LoginAttemptUse attempt = attempt();
    StartedSession first =
        await(sessions.start(attempt, login(), Optional.empty(), "r")).orElseThrow();
    Optional<String> cookie = Optional.of(first.cookieValue());
    assertEquals(Optional.empty(), await(sessions.start(attempt, login(), cookie, "r")));
    assertEquals(1, database.count("session WHERE ended_at IS NULL"));
    assertEquals(1, database.count("session"));
    assertFalse(await(sessions.spend(attempt)));
  }

  @Test
  void ofTwentyUsesAtOnceOneMakesASession() {
    LoginAttemptUse attempt = attempt();
    List<Future<Optional<StartedSession>>> all = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      all.add(sessions.start(attempt, login(), Optional.empty(), "r"));
    }
    assertEquals(1, all.stream().filter(one -> await(one).isPresent()).count());
    assertEquals(1, database.count("session"));
  }

  @Test
  void anAttemptThatIsSpentAloneMakesNoSessionLater() {
    LoginAttemptUse attempt = attempt();
    assertTrue(await(sessions.spend(attempt)));
    assertFalse(await(sessions.spend(attempt)));
    assertEquals(Optional.empty(), await(sessions.start(attempt, login(), Optional.empty(), "r")));
    assertEquals(0, database.count("session"));
  }

  @Test
  void whatIsOlderThanTheListOfSpentAttemptsIsRefused() {
    LoginAttemptUse old = attempt();
    database.query(
        "UPDATE spent_attempt SET spent_at = $1",
        java.time.OffsetDateTime.ofInstant(
            clock.instant().plusSeconds(1), java.time.ZoneOffset.UTC));
    assertFalse(await(sessions.spend(old)));
    assertEquals(Optional.empty(), await(sessions.start(old, login(), Optional.empty(), "r")));
    clock.forward(Duration.ofSeconds(1));
    assertTrue(await(sessions.spend(attempt())));
  }

  @Test
  void aLostListRefusesAllUntilItBeginsAnew() {
    database.query("TRUNCATE spent_attempt");
    clock.forward(Duration.ofHours(1));
    assertFalse(await(sessions.spend(attempt())));
    await(sessions.prepare());
    assertTrue(await(sessions.spend(attempt())));
    Object began = database.value("SELECT spent_at FROM spent_attempt WHERE id = ''");
    await(sessions.prepare());
    assertEquals(began, database.value("SELECT spent_at FROM spent_attempt WHERE id = ''"));
  }

  @Test
  void everyLoginHasANewIdAndEndsTheSessionBeforeIt() {
    StartedSession first = start();
    StartedSession second =
        await(sessions.start(attempt(), login(), Optional.of(first.cookieValue()), "r"))
            .orElseThrow();
    assertNotEquals(first.cookieValue(), second.cookieValue());
    assertEquals(Optional.empty(), find(first));
    assertTrue(find(second).isPresent());
    assertEquals(
        1,
        database.count(
            "audit_event WHERE type = 'session.ended' AND details->>'reason' = 'replaced'"));
  }

  @Test
  void aCookieThatABrowserBringsAlongIsNeverUsed() {
    String planted = RandomToken.bits256();
    StartedSession started =
        await(sessions.start(attempt(), login(), Optional.of(planted), "r")).orElseThrow();
    assertNotEquals(planted, started.cookieValue());
    assertEquals(Optional.empty(), await(sessions.find(planted)));
    for (String odd : List.of("", "x", "' OR 1=1 --", planted + "A")) {
      assertTrue(await(sessions.start(attempt(), login(), Optional.of(odd), "r")).isPresent());
      assertEquals(Optional.empty(), await(sessions.find(odd)));
    }
  }

  @Test
  void theDatabaseHasNeitherCookieNorIdentityNorIdToken() {
    StartedSession started = start();
    String row = (String) database.value("SELECT s::text FROM session s");
    String sealed = hex(ID_TOKEN);
    assertFalse(row.contains(started.cookieValue()));
    assertFalse(row.contains(hex(started.cookieValue())));
    assertFalse(row.contains(sealed));
    assertFalse(row.contains(hex("netbox_admin")));
  }

  private static String hex(String text) {
    return java.util.HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void aSealedIdentityOpensInItsOwnRowAndColumnOnly() {
    StartedSession one = start();
    StartedSession other = start();
    Buffer stolen =
        (Buffer)
            database.value(
                "SELECT sealed_identity FROM session WHERE id_hash = $1",
                Buffer.buffer(one.session().idHash()));
    database.query("UPDATE session SET sealed_identity = $1", stolen);
    assertTrue(find(one).isPresent());
    assertEquals(Optional.empty(), find(other));
    database.query("UPDATE session SET sealed_id_token = sealed_identity");
    assertEquals(
        Optional.empty(),
        await(sessions(keys.atRest("http://localhost:8081", "session")).find(one.cookieValue())));
    EndedSession ended =
        await(sessions.end(one.session().id(), "logout", "request-2")).orElseThrow();
    assertEquals(Optional.empty(), ended.upstreamIdToken());
  }

  @Test
  void aSessionEndsWhenItIsIdle() {
    StartedSession started = start();
    for (int i = 0; i < 3; i++) {
      clock.forward(Duration.ofHours(7).plusMinutes(59));
      assertTrue(find(started).isPresent());
    }
    clock.forward(Duration.ofMinutes(4));
    assertEquals(Optional.empty(), find(started), "24 hours, though never idle");

    StartedSession idle = start();
    clock.forward(Duration.ofHours(8));
    assertEquals(Optional.empty(), find(idle));
    // A late sign of life does not wake it.
    assertEquals(Optional.empty(), find(idle));
  }

  @Test
  void theSignOfLifeIsWrittenAtMostEveryFiveMinutes() {
    StartedSession started = start();
    Object before = lastSeen();
    clock.forward(Duration.ofMinutes(4));
    find(started);
    assertEquals(before, lastSeen());
    clock.forward(Duration.ofMinutes(2));
    find(started);
    assertNotEquals(before, lastSeen());
    assertEquals(
        Duration.ofSeconds(6),
        new SessionLifetimes(Duration.ofMinutes(1), Duration.ofHours(1)).touchInterval());
  }

  private Object lastSeen() {
    return database.value("SELECT last_seen_at FROM session");
  }

  @Test
  void theLastLoginIsNotedWithTheAccountOnce() {
    assertEquals(0, database.count("account WHERE last_login_at IS NOT NULL"));
    LoginAttemptUse attempt = attempt();
    assertTrue(await(sessions.start(attempt, login(), Optional.empty(), "r")).isPresent());
    Object first = database.value("SELECT last_login_at FROM account");
    assertEquals(clock.instant(), ((OffsetDateTime) first).toInstant());
    clock.forward(Duration.ofMinutes(1));
    assertTrue(await(sessions.start(attempt, login(), Optional.empty(), "r")).isEmpty());
    assertEquals(first, database.value("SELECT last_login_at FROM account"));
  }

  @Test
  void aBarredAccountHasNoSessionAndBeginsNone() {
    StartedSession started = start();
    database.query("UPDATE account SET disabled_at = now()");
    assertEquals(Optional.empty(), find(started));
    assertEquals(
        Optional.empty(), await(sessions.start(attempt(), login(), Optional.empty(), "r")));
    database.query("UPDATE account SET disabled_at = NULL");
    assertTrue(find(started).isPresent());
    database.query("UPDATE account SET deleted_at = now()");
    assertEquals(Optional.empty(), find(started));
  }

  @Test
  void endingTellsOnceWhatTheUpstreamNeeds() {
    StartedSession started = start();
    EndedSession ended =
        await(sessions.end(started.session().id(), "logout", "request-9")).orElseThrow();
    assertEquals(ALICE, ended.subject());
    assertEquals("okta", ended.upstream());
    assertEquals("https://okta.example", ended.upstreamIssuer());
    assertEquals(Optional.of("sid-1"), ended.upstreamSid());
    assertEquals(Optional.of(ID_TOKEN), ended.upstreamIdToken());
    assertFalse(ended.toString().contains("marker"));
    assertEquals(Optional.empty(), find(started));
    assertEquals(Optional.empty(), await(sessions.end(started.session().id(), "logout", "r")));
    assertEquals(
        1, database.count("audit_event WHERE type = 'session.ended' AND request_id = 'request-9'"));
  }

  @Test
  void anIdTokenThatCannotBeOpenedDoesNotKeepASessionAlive() {
    StartedSession started = start();
    database.query("UPDATE session SET sealed_id_token = '\\x00'");
    EndedSession ended = await(sessions.end(started.session().id(), "logout", "r")).orElseThrow();
    assertEquals(Optional.empty(), ended.upstreamIdToken());
    assertEquals(Optional.empty(), find(started));
  }

  @Test
  void anUnknownOrMalformedIdEndsNothing() {
    start();
    assertEquals(Optional.empty(), await(sessions.end("AAAA", "logout", "r")));
    assertEquals(Optional.empty(), await(sessions.end("not base64 !", "logout", "r")));
    assertEquals(1, database.count("session WHERE ended_at IS NULL"));
  }

  @Test
  void whatIsOverIsSwept() {
    start();
    clock.forward(Duration.ofHours(24));
    start();
    assertEquals(1, await(sessions.sweep()), "the attempt of the first session");
    assertEquals(0, await(sessions.sweep()));
    clock.forward(Duration.ofHours(2));
    assertEquals(2, await(sessions.sweep()), "the first session, the attempt of the second");
    assertEquals(1, database.count("session"));
    assertEquals(1, database.count("spent_attempt"));
    assertEquals(1, database.count("spent_attempt WHERE id = ''"));
  }
}
