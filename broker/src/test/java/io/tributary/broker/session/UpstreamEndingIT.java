package io.tributary.broker.session;

import static io.tributary.broker.kit.BrokerDatabase.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.broker.identity.ClaimSet;
import io.tributary.broker.identity.Identity;
import io.tributary.broker.keys.MasterKey;
import io.tributary.broker.keys.SealingKeyRepository;
import io.tributary.broker.keys.SealingKeys;
import io.tributary.broker.kit.BrokerDatabase;
import io.tributary.broker.kit.TestClock;
import io.tributary.platform.db.Statement;
import io.tributary.platform.ops.Log;
import io.tributary.platform.protocol.RandomToken;
import io.vertx.core.Future;
import io.vertx.sqlclient.Tuple;
import java.io.OutputStream;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * An upstream says that its session has ended while a login of that very session is on its way:
 * between the exchange of the code and the session of ours (Back-Channel Logout §2.7).
 */
class UpstreamEndingIT {
  private static final String ALICE = "alice-subject-22-chars";
  private static BrokerDatabase database;
  private static SealingKeys keys;
  private static Log log;
  private final TestClock clock = new TestClock();
  private Sessions sessions;

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
                Clock.systemUTC()));
  }

  @AfterAll
  static void close() {
    log.close();
    database.close();
  }

  @BeforeEach
  void alice() {
    database.query("TRUNCATE account CASCADE");
    database.query("TRUNCATE spent_attempt, audit_event, upstream_ending");
    database.query(
        "INSERT INTO spent_attempt (id, expires_at, spent_at) VALUES ('', 'infinity', '2020-01-01')");
    database.query("INSERT INTO account (subject, username) VALUES ($1, 'alice')", ALICE);
    sessions =
        new Sessions(
            SessionRepositories.of(database.durable(), database.relaxed(), database.relaxed()),
            keys.atRest("http://localhost:8080", "session"),
            SessionLifetimes.DEFAULT,
            clock,
            log,
            () -> {});
  }

  private LoginAttemptUse use() {
    return new LoginAttemptUse(
        RandomToken.bits128(), clock.instant(), clock.instant().plus(Duration.ofMinutes(10)));
  }

  private Future<Optional<StartedSession>> login(
      LoginAttemptUse attempt, String sid, Optional<String> previous) {
    Identity identity =
        new Identity(
            "okta",
            "https://okta.example",
            "00u1",
            Optional.of("alice"),
            Optional.empty(),
            false,
            Optional.empty(),
            List.of(),
            new ClaimSet(Map.of()));
    NewSession wanted =
        new NewSession(
            ALICE,
            identity,
            Optional.ofNullable(sid),
            clock.instant(),
            Optional.empty(),
            List.of(),
            Optional.empty());
    return sessions.start(attempt, wanted, previous, "request-1");
  }

  private Future<Optional<Integer>> over(LoginAttemptUse notice, String sid, String sub) {
    return sessions.endUpstream(
        notice,
        new UpstreamSession(
            "okta", "https://okta.example", Optional.ofNullable(sid), Optional.ofNullable(sub)),
        "request-2");
  }

  private static long live() {
    return database.count("session WHERE ended_at IS NULL");
  }

  @ParameterizedTest
  @CsvSource({
    // sid of the login; sid and sub of the notice; whether a session begins
    "sid-1, sid-1,     , false",
    "sid-1,      , 00u1, false",
    "sid-1, sid-1, 00u1, false",
    "     , sid-1, 00u1, false",
    "     ,      , 00u1, false",
    "sid-1, sid-2,     , true",
    "sid-1,      , 00u2, true",
    "sid-1, sid-2, 00u1, true",
    "sid-1, sid-1, 00u2, true",
    "     , sid-1,     , true",
  })
  void aLoginOfASessionThatHasEndedBeginsNone(
      String sid, String endedSid, String endedSub, boolean begins) {
    LoginAttemptUse attempt = use();
    clock.forward(Duration.ofSeconds(1));
    assertEquals(Optional.of(0), await(over(use(), endedSid, endedSub)));
    clock.forward(Duration.ofSeconds(1));
    assertEquals(begins, await(login(attempt, sid, Optional.empty())).isPresent());
    assertEquals(begins ? 1 : 0, live());
  }

  @Test
  void aLoginThatBeganAfterwardsIsAnother() {
    await(over(use(), "sid-1", "00u1"));
    assertTrue(await(login(use(), "sid-1", Optional.empty())).isPresent());
  }

  @Test
  void anotherUpstreamsWordBarsNobody() {
    LoginAttemptUse attempt = use();
    clock.forward(Duration.ofSeconds(1));
    for (List<String> other :
        List.of(
            List.of("authentik", "https://okta.example"),
            List.of("okta", "https://evil.example"))) {
      await(
          sessions.endUpstream(
              use(),
              new UpstreamSession(
                  other.get(0), other.get(1), Optional.of("sid-1"), Optional.empty()),
              "r"));
    }
    assertTrue(await(login(attempt, "sid-1", Optional.empty())).isPresent());
  }

  /** Whoever kept a logout token cannot bar later logins with it. */
  @Test
  void aNoticeUsedAgainMovesNothing() {
    LoginAttemptUse notice = use();
    await(over(notice, null, "00u1"));
    clock.forward(Duration.ofMinutes(1));
    LoginAttemptUse attempt = use();
    clock.forward(Duration.ofSeconds(1));
    assertEquals(Optional.empty(), await(over(notice, null, "00u1")));
    assertTrue(await(login(attempt, "sid-1", Optional.empty())).isPresent());
  }

  @Test
  void notesAreSweptWhenNoLoginCanComeBack() {
    await(over(use(), "sid-1", null));
    clock.forward(Duration.ofMinutes(14));
    await(sessions.sweep());
    assertEquals(1, database.count("upstream_ending"));
    clock.forward(Duration.ofMinutes(2));
    assertEquals(1, await(sessions.sweep()));
    assertEquals(0, database.count("upstream_ending"));
  }

  /** The login has looked and not yet committed: the logout waits for it and ends its session. */
  @Test
  void theLogoutWaitsForALoginThatHasLooked() {
    StartedSession before = await(login(use(), "sid-0", Optional.empty())).orElseThrow();
    LoginAttemptUse attempt = use();
    clock.forward(Duration.ofSeconds(1));
    List<Future<?>> both =
        await(
            database.holding(
                "SELECT FROM session FOR UPDATE",
                () -> {
                  Future<?> login =
                      database.onAnotherLoop(
                          () -> login(attempt, "sid-1", Optional.of(before.cookieValue())));
                  return waiting(1)
                      .compose(
                          looked -> {
                            Future<?> logout =
                                database.onAnotherLoop(() -> over(use(), "sid-1", null));
                            return waiting(2).map(List.<Future<?>>of(login, logout));
                          });
                }));
    assertEquals(Optional.of(1), await(both.get(1)));
    assertEquals(0, live());
  }

  /** The logout is noted and not yet committed: the login waits for it and begins no session. */
  @Test
  void theLoginWaitsForALogoutThatIsBeingNoted() {
    LoginAttemptUse attempt = use();
    Future<Optional<StartedSession>> login =
        await(
            database.holding(
                "SELECT note_upstream_ending('n', 'okta', 'https://okta.example', 'sid-1', NULL,"
                    + " 'infinity', 'infinity')",
                () -> {
                  Future<Optional<StartedSession>> begun =
                      database.onAnotherLoop(() -> login(attempt, "sid-1", Optional.empty()));
                  return waiting(1).map(begun);
                }));
    assertEquals(Optional.empty(), await(login));
    assertEquals(0, live());
  }

  private static Future<Void> waiting(long count) {
    Statement waiting =
        new Statement(
            "test.waiting",
            "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'"
                + " AND datname = current_database()");
    return database
        .relaxed()
        .run(waiting, Tuple.tuple())
        .compose(
            rows ->
                rows.iterator().next().getLong(0) >= count
                    ? Future.succeededFuture()
                    : waiting(count));
  }

  @Test
  void inFiftyRacesNoSessionRemains() {
    for (int i = 0; i < 50; i++) {
      LoginAttemptUse attempt = use();
      clock.forward(Duration.ofMillis(1));
      String sid = "sid-race-" + i;
      Future<?> login = database.onAnotherLoop(() -> login(attempt, sid, Optional.empty()));
      Future<?> logout = database.onAnotherLoop(() -> over(use(), sid, "00u1"));
      await(Future.join(login, logout));
    }
    assertEquals(0, live());
  }
}
