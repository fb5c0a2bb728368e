package io.tributary.broker.recording;

import static io.tributary.broker.kit.BrokerDatabase.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tributary.broker.account.AccountKeyRepository;
import io.tributary.broker.account.AccountKeys;
import io.tributary.broker.claims.ClientView;
import io.tributary.broker.claims.MappedClaims;
import io.tributary.broker.claims.MappedLogin;
import io.tributary.broker.identity.ClaimSet;
import io.tributary.broker.identity.Identity;
import io.tributary.broker.identity.Trace;
import io.tributary.broker.keys.KeysFixture;
import io.tributary.broker.keys.Sealer;
import io.tributary.broker.keys.SealingKeyRepository;
import io.tributary.broker.keys.SealingKeys;
import io.tributary.broker.kit.BrokerDatabase;
import io.tributary.broker.kit.OffLoop;
import io.tributary.broker.kit.TestClock;
import io.tributary.broker.mapping.MappingSet;
import io.tributary.broker.session.AccountEndingRepository;
import io.tributary.platform.db.Statement;
import io.tributary.platform.ops.Log;
import io.tributary.platform.protocol.Scopes;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What is kept of logins, for how long, and who can read it afterwards: nobody without the keys.
 */
class RecordingIT {
  private static final String OKTA = "https://okta.example";
  private static BrokerDatabase database;
  private static SealingKeys sealing;
  private static Log log;
  private final TestClock clock = new TestClock();
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private RecordingRepository repository;
  private OffLoop dataKeys;
  private AccountKeys keys;
  private Recordings recordings;

  @BeforeAll
  static void open() {
    database = new BrokerDatabase();
    log = Log.to(OutputStream.nullOutputStream(), "test");
    sealing =
        await(
            SealingKeys.open(
                new SealingKeyRepository(database.durable()),
                KeysFixture.master(7),
                Duration.ofDays(1),
                Clock.systemUTC()));
  }

  @AfterAll
  static void close() {
    log.close();
    database.close();
  }

  @BeforeEach
  void people() {
    database.query("TRUNCATE account CASCADE");
    database.query("TRUNCATE login_recording");
    for (String name : List.of("alice", "bob")) {
      database.query("INSERT INTO account (subject, username) VALUES ($1, $1)", name);
      database.query("INSERT INTO username (name_key, subject) VALUES ($1, $1)", name);
    }
    repository = new RecordingRepository(database.relaxed());
    dataKeys = new OffLoop(sealing.atRest("us", "data-key"));
    keys = new AccountKeys(new AccountKeyRepository(database.durable()), dataKeys);
    recordings = new Recordings(repository, keys, clock);
  }

  private static RecordingConfig config(int last, String... redact) {
    return new RecordingConfig("okta", "to try mappings", Duration.ofDays(1), last, Set.of(redact));
  }

  private static MappedLogin login(String person, String client, String... groups) {
    Map<String, Object> raw =
        Map.of(
            "email", person + "@example.com",
            "groups", List.of(groups),
            "address", Map.of("locality", "Oxford", "lines", List.of("1", "2")));
    Identity identity =
        new Identity(
            "okta",
            OKTA,
            person,
            Optional.of(person),
            Optional.of(person + "@example.com"),
            true,
            Optional.of("A Name"),
            List.of(groups),
            ClaimSet.ofValues(raw));
    return new MappedLogin(
        identity,
        new ClientView(client, List.of("groups")),
        Scopes.parse("openid roles"),
        "request",
        Optional.of(person),
        new MappingSet(List.of(), 1),
        new MappedClaims(Map.of(), List.of(), List.of(), false, new Trace()));
  }

  /** On one event loop: nothing is written before all wait. */
  private void record(RecordingConfig config, MappedLogin... logins) {
    await(database.onAnotherLoop(() -> written(config, List.of(logins))));
  }

  private Future<Void> written(RecordingConfig config, List<MappedLogin> logins) {
    LoginRecorder recorder =
        new LoginRecorder(
            database.vertx(),
            repository,
            keys,
            new Redaction(sealing.stableIds("us", "redaction")),
            List.of(config),
            meters,
            log,
            clock);
    logins.forEach(recorder::mapped);
    return recorder.close();
  }

  private List<RecordedLogin> read() {
    Recordings.Page page = await(recordings.page(0, 100, RecordingFilter.ALL));
    try {
      return page.open().call();
    } catch (Exception failure) {
      throw new AssertionError(failure);
    }
  }

  /** A batch of them takes longer than a loop may be held. */
  @Test
  void keysAreMadeAndOpenedOffTheLoops() {
    record(config(1), login("alice", "inventory", "a"), login("bob", "inventory", "b"));
    dataKeys.assertHeldNoLoop();
    assertEquals(2, read().size());
    dataKeys.assertHeldNoLoop();
  }

  @Test
  void everythingThatMappingsWereGivenIsThereAgain() {
    MappedLogin login = login("alice", "inventory", "netbox_admin", "all");
    record(config(1), login);
    RecordedLogin read = read().get(0);
    assertEquals("alice", read.subject());
    assertEquals(login.identity().groups(), read.identity().groups());
    assertEquals(login.identity().raw().all(), read.identity().raw().all());
    assertEquals(login.client(), read.client());
    assertEquals(login.scopes().values(), read.scopes().values());
    assertEquals(clock.instant().getEpochSecond(), read.at().getEpochSecond());
  }

  @Test
  void onlyTheLastLoginsOfAPersonAtAnApplicationStay() {
    for (String group : List.of("a", "b", "c", "d")) {
      record(config(2), login("alice", "inventory", group), login("bob", "inventory", group));
    }
    record(config(2), login("alice", "wiki", "w"));
    List<String> kept =
        read().stream().map(r -> r.subject() + " " + r.identity().groups().get(0)).toList();
    assertEquals(List.of("alice c", "bob c", "alice d", "bob d", "alice w"), kept);
  }

  @Test
  void ofSeveralAtOnceTheLastStands() {
    record(config(1), login("alice", "inventory", "a"), login("alice", "inventory", "b"));
    assertEquals(List.of("b"), read().get(0).identity().groups());
    assertEquals(1, database.count("login_recording"));
  }

  @Test
  void upstreamsThatAreNotRecordedAreNot() {
    RecordingConfig other = new RecordingConfig("authentik", "p", Duration.ofDays(1), 1, Set.of());
    record(other, login("alice", "inventory", "a"));
    assertEquals(0, database.count("login_recording"));
    assertEquals(0, database.count("account_data_key"), "and nobody gets a key for it");
  }

  @Test
  void redactedValuesAreNowhereAndTheSameValueHasTheSamePseudonym() {
    record(
        config(1, "email", "address", "groups", "name"),
        login("alice", "inventory", "secret-group", "x"),
        login("bob", "inventory", "secret-group"));
    List<RecordedLogin> read = read();
    for (RecordedLogin one : read) {
      String all = one.identity().toString() + one.identity().raw().all();
      for (String value : List.of("@example.com", "Oxford", "secret-group", "A Name")) {
        assertFalse(all.contains(value), () -> value + " in " + all);
      }
      assertEquals(Set.of("email", "address", "groups", "name"), one.redacted());
    }
    Identity alice = read.get(0).identity();
    assertEquals(2, alice.groups().size(), "lists keep their shape");
    assertEquals(alice.groups().get(0), read.get(1).identity().groups().get(0));
    assertTrue(alice.groups().get(0).startsWith(Redaction.MARK));
    assertFalse(alice.email().equals(read.get(1).identity().email()));
  }

  @Test
  void nothingIsReadableInTheTable() {
    record(config(1), login("alice", "inventory", "netbox_admin"));
    byte[] sealed = ((Buffer) database.value("SELECT sealed FROM login_recording")).getBytes();
    String text = new String(sealed, StandardCharsets.ISO_8859_1);
    assertFalse(text.contains("netbox_admin") || text.contains("example"));
  }

  @Test
  void aRowMovedToAnotherPersonOrApplicationDoesNotOpen() {
    record(config(1), login("alice", "inventory", "a"), login("bob", "inventory", "b"));
    for (String change :
        List.of(
            "subject = 'bob' WHERE subject = 'alice'", "sub = 'mallory' WHERE subject = 'bob'")) {
      database.query("UPDATE login_recording SET " + change);
    }
    assertEquals(List.of(), read());
    assertEquals(2, await(recordings.page(0, 100, RecordingFilter.ALL)).size());
    record(config(1), login("alice", "inventory", "a"));
    database.query("UPDATE login_recording SET client_id = 'wiki'");
    assertEquals(List.of(), read());
  }

  @Test
  void whoeverIsForgottenIsUnreadableInEveryCopy() {
    record(config(1), login("alice", "inventory", "a"), login("bob", "inventory", "b"));
    await(
        new AccountEndingRepository(database.durable(), Clock.systemUTC()).delete("alice", "test"));
    assertEquals(2, database.count("login_recording"), "as in a backup");
    assertEquals(List.of("bob"), read().stream().map(RecordedLogin::subject).toList());
    record(config(1), login("alice", "inventory", "a"));
    assertEquals(2, database.count("login_recording"), "and is not recorded any more");
  }

  /** Somebody with a backup and the master key. */
  @Test
  void whatWasSealedForTheForgottenStaysSealedEvenWithTheMasterKey() {
    record(config(1), login("alice", "inventory", "a"));
    Buffer old = (Buffer) database.value("SELECT sealed FROM login_recording");
    await(
        new AccountEndingRepository(database.durable(), Clock.systemUTC()).delete("alice", "test"));
    assertEquals(0, database.count("account_data_key"), "the key is destroyed, not marked");
    assertThrows(
        Sealer.SealBroken.class,
        () -> sealing.atRest("us", "data-key").open(old.getBytes(), "account_data_key alice"));
    await(keys.toSeal(database.vertx(), List.of("bob")));
    database.query("UPDATE account_data_key SET subject = 'alice'");
    database.query("UPDATE account SET deleted_at = NULL WHERE subject = 'alice'");
    assertEquals(List.of(), read(), "nor with the key of somebody else");
  }

  @Test
  void theBytesOfOnePersonsRowDoNotOpenInAnothers() {
    record(config(1), login("alice", "inventory", "a"), login("bob", "inventory", "b"));
    database.query(
        "UPDATE login_recording SET sealed = (SELECT sealed FROM login_recording"
            + " WHERE subject = 'alice')");
    assertEquals(List.of("alice"), read().stream().map(RecordedLogin::subject).toList());
    database.query(
        "UPDATE account_data_key SET sealed = (SELECT sealed FROM account_data_key"
            + " WHERE subject = 'bob')");
    assertEquals(2, await(recordings.people(RecordingFilter.ALL).next()).orElseThrow().size());
    assertEquals(List.of(), readablePeople());
  }

  private List<String> readablePeople() {
    try {
      return await(recordings.people(RecordingFilter.ALL).next())
          .orElseThrow()
          .open()
          .call()
          .filter(person -> !person.logins().isEmpty())
          .map(person -> person.owner().username())
          .toList();
    } catch (Exception failure) {
      throw new AssertionError(failure);
    }
  }

  @Test
  void whatIsTooOldIsNotReadAndIsSwept() {
    record(config(1), login("alice", "inventory", "a"));
    clock.forward(Duration.ofHours(25));
    record(config(1), login("bob", "inventory", "b"));
    assertEquals(List.of("bob"), read().stream().map(RecordedLogin::subject).toList());
    assertEquals(1L, await(recordings.count(RecordingFilter.ALL)));
    assertEquals(1, await(repository.sweep(clock.instant(), 100)));
    assertEquals(1, database.count("login_recording"));
  }

  @Test
  void pagesGoOnAfterTheLastRowAndFilter() {
    for (String person : List.of("alice", "bob")) {
      record(config(1), login(person, "inventory", "a"), login(person, "wiki", "a"));
    }
    long after = 0;
    int rows = 0;
    for (; ; ) {
      Recordings.Page page = await(recordings.page(after, 3, RecordingFilter.ALL));
      rows += page.size();
      if (page.last().isEmpty()) {
        break;
      }
      after = page.last().getAsLong();
    }
    assertEquals(4, rows);
    assertEquals(2L, await(recordings.count(RecordingFilter.ofPerson("bob"))));
    assertEquals(2, await(recordings.purge(RecordingFilter.ofPerson("bob"))));
    assertEquals(2, database.count("login_recording"));
  }

  @Test
  void onePersonsRecordingsAreFoundByTheirSubject() {
    database.query(
        """
        CREATE FUNCTION plan(statement text) RETURNS SETOF text LANGUAGE plpgsql
        SET enable_seqscan = off AS $$
        BEGIN RETURN QUERY EXECUTE 'EXPLAIN (GENERIC_PLAN) ' || statement; END $$
        """);
    for (Statement statement :
        List.of(
            RecordingRepository.PAGE_OF_PERSON,
            RecordingRepository.COUNT_OF_PERSON,
            RecordingRepository.PURGE_OF_PERSON)) {
      String plan =
          database.query("SELECT plan($1)", statement.sql()).stream()
              .map(line -> line.getString(0))
              .collect(Collectors.joining("\n"));
      assertTrue(plan.contains("Index Cond: (subject = "), () -> statement.name() + plan);
    }
  }

  @Test
  void whatDoesNotFitIsCounted() {
    MappedLogin[] many = new MappedLogin[1_500];
    for (int i = 0; i < many.length; i++) {
      many[i] = login("alice", "client-" + i, "a");
    }
    record(config(1), many);
    double lost = meters.get("broker.recording.lost").counter().count();
    assertEquals(500, lost);
    assertEquals(1_000, database.count("login_recording"));
  }
}
