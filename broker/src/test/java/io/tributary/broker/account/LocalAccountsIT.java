package io.tributary.broker.account;

import static io.tributary.broker.kit.BrokerDatabase.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.broker.account.PasswordCheck.Ok;
import io.tributary.broker.account.PasswordCheck.SlowDown;
import io.tributary.broker.account.PasswordCheck.Unavailable;
import io.tributary.broker.account.PasswordCheck.Wrong;
import io.tributary.broker.identity.Claim;
import io.tributary.broker.identity.Identity;
import io.tributary.broker.kit.BrokerDatabase;
import io.tributary.broker.kit.TestClock;
import io.tributary.platform.config.Secret;
import io.tributary.platform.db.Statement;
import io.tributary.platform.password.PasswordWorkers;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Logging in with a password of ours, and being slowed down. */
class LocalAccountsIT {
  static final String HOME = "192.0.2.1";
  static final String ELSEWHERE = "198.51.100.7";
  static BrokerDatabase database;
  static PasswordWorkers workers;
  final TestClock clock = new TestClock();
  LocalAccounts local;

  @BeforeAll
  static void open() {
    database = new BrokerDatabase();
    workers = new PasswordWorkers(database.vertx(), "test");
  }

  @AfterAll
  static void close() {
    workers.close();
    database.close();
  }

  @BeforeEach
  void bob() {
    database.query("TRUNCATE account CASCADE");
    database.query("TRUNCATE login_throttle, audit_event");
    local =
        new LocalAccounts(
            new LocalLoginRepository(database.durable(), database.relaxed()), workers, clock);
    NewLocalAccount bob =
        new NewLocalAccount(
            "bob",
            new Secret("correct horse"),
            Optional.of("bob@example.com"),
            true,
            Optional.of("Bob van Example"),
            List.of("netbox_staff", "Everyone"),
            false,
            Map.of());
    await(
        new LocalDirectory(
                new LocalAccountRepository(database.durable(), database.relaxed()), workers)
            .create(bob, "cli"));
  }

  private PasswordCheck login(String username, String password, String address) {
    return await(local.authenticate(username, password, address));
  }

  private void fail(int times, String username, String address) {
    for (int i = 0; i < times; i++) {
      assertInstanceOf(Wrong.class, login(username, "wrong", address));
    }
  }

  private long slowedDown(String username, String address) {
    return assertInstanceOf(SlowDown.class, login(username, "correct horse", address))
        .retryAfterSeconds();
  }

  @Test
  void theRightPasswordGivesAccountAndGroups() {
    Ok ok = assertInstanceOf(Ok.class, login("bob", "correct horse", HOME));
    assertEquals(List.of("Everyone", "netbox_staff"), ok.groups());
    assertEquals("bob", ok.account().username());
    assertTrue(ok.account().emailVerified());
    assertInstanceOf(Ok.class, login(" BOB ", "correct horse", HOME));
  }

  @Test
  void whoeverIsWrongGetsOneAnswerAfterTheSameWork() {
    database.query("INSERT INTO account (subject, username) VALUES ('s', 'federated')");
    database.query("INSERT INTO username (name_key, subject) VALUES ('federated', 's')");
    String[][] wrong = {
      {"bob", "wrong"},
      {"bob", ""},
      {"bob", "correct horse".repeat(100)}, // too long to be looked at
      {"nobody", "correct horse"},
      {"", "correct horse"},
      {"\u200B", "x"},
      {"federated", "x"}, // has no password
    };
    for (String[] attempt : wrong) {
      long before = workers.computed();
      long statements = database.statements();
      assertEquals(new Wrong(), login(attempt[0], attempt[1], HOME), attempt[0]);
      assertEquals(1, workers.computed() - before, attempt[0]);
      assertEquals(1, database.statements() - statements, attempt[0]);
    }
    database.query("UPDATE account SET disabled_at = now() WHERE username = 'bob'");
    long before = workers.computed();
    assertEquals(new Wrong(), login("bob", "correct horse", ELSEWHERE));
    assertEquals(1, workers.computed() - before);
  }

  @Test
  void aRightPasswordIsTwoStatementsAndOneHash() {
    long statements = database.statements();
    long hashes = workers.computed();
    login("bob", "correct horse", HOME);
    assertEquals(2, database.statements() - statements);
    assertEquals(1, workers.computed() - hashes);
  }

  @Test
  void anOldHashIsReplacedByTheFirstLogin() {
    String old =
        "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc";
    database.query("UPDATE local_credential SET hash = $1", old);
    assertInstanceOf(Wrong.class, login("bob", "wrong", HOME));
    assertEquals(old, database.value("SELECT hash FROM local_credential"));
    assertInstanceOf(Ok.class, login("bob", "password", HOME));
    String upgraded = (String) database.value("SELECT hash FROM local_credential");
    assertTrue(upgraded.startsWith("$argon2id$v=19$m=19456,"), upgraded);
    assertInstanceOf(Ok.class, login("bob", "password", HOME));
  }

  @Test
  void aHashThatIsNoneLetsNobodyIn() {
    database.query("UPDATE local_credential SET hash = 'correct horse'");
    assertInstanceOf(Wrong.class, login("bob", "correct horse", HOME));
  }

  @Test
  void failuresDoubleTheWaitUpToAQuarterOfAnHour() {
    fail(6, "bob", HOME);
    long[] waits = {1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900, 900};
    for (long wait : waits) {
      long hashes = workers.computed();
      assertEquals(wait, slowedDown("bob", HOME), "also with the right password");
      assertEquals(hashes, workers.computed(), "nothing is hashed");
      clock.forward(Duration.ofSeconds(wait).minusMillis(1));
      assertEquals(1, slowedDown("bob", HOME));
      clock.forward(Duration.ofMillis(1));
      fail(1, "bob", HOME);
    }
    clock.forward(Duration.ofMinutes(15));
    assertInstanceOf(Ok.class, login("bob", "correct horse", HOME));
    fail(5, "bob", HOME);
  }

  @Test
  void anUnknownNameIsSlowedDownAlike() {
    fail(6, "nobody", HOME);
    assertEquals(1, slowedDown("nobody", ELSEWHERE));
    assertInstanceOf(Ok.class, login("bob", "correct horse", HOME));
  }

  @Test
  void theNameIsCountedHoweverItIsWrittenAndFromWherever() {
    fail(3, "bob", HOME);
    fail(3, "\uFF22O\u200BB", ELSEWHERE);
    assertEquals(1, slowedDown(" Bob", "203.0.113.9"));
  }

  @Test
  void nobodyIsLockedOutWhereTheyHaveLoggedInBefore() {
    assertInstanceOf(Ok.class, login("bob", "correct horse", HOME));
    for (int i = 0; i < 12; i++) {
      login("bob", "guess", ELSEWHERE);
      clock.forward(Duration.ofHours(1));
    }
    assertEquals(1, slowedDownOrFail(ELSEWHERE));
    assertInstanceOf(Ok.class, login("bob", "correct horse", HOME));
    // And guessing goes no faster by that: bob's login has not given the attacker anything back.
    assertInstanceOf(SlowDown.class, login("bob", "guess", ELSEWHERE));
    // At home failures count too.
    fail(6, "bob", HOME);
    assertEquals(1, slowedDown("bob", HOME));
    // After 30 days an address is like any other.
    clock.forward(Duration.ofDays(31));
    fail(6, "bob", ELSEWHERE);
    assertEquals(1, slowedDown("bob", HOME));
  }

  private long slowedDownOrFail(String address) {
    login("bob", "guess", address);
    return login("bob", "guess", address) instanceof SlowDown ? 1 : 0;
  }

  @Test
  void anAddressThatFailsForManyNamesIsSlowedDownForAll() {
    for (int i = 0; i < 51; i++) {
      assertInstanceOf(Wrong.class, login("name-" + i, "Spring2026", ELSEWHERE));
    }
    assertEquals(1, slowedDown("bob", ELSEWHERE));
    assertInstanceOf(Ok.class, login("bob", "correct horse", HOME));
    // A login of one's own between the guesses gives no more of them.
    clock.forward(Duration.ofSeconds(1));
    assertInstanceOf(Ok.class, login("bob", "correct horse", ELSEWHERE));
    assertInstanceOf(Wrong.class, login("name-x", "Spring2026", ELSEWHERE));
    assertEquals(2, slowedDown("bob", ELSEWHERE));
    clock.forward(Duration.ofDays(2));
    assertInstanceOf(Wrong.class, login("name-y", "Spring2026", ELSEWHERE));
    assertInstanceOf(Ok.class, login("bob", "correct horse", ELSEWHERE));
  }

  /** Each number is another than the default, so that one left in the statements would show. */
  @Test
  void theSettingsAreWhatTheDatabaseGoesBy() {
    ThrottleSettings strict =
        new ThrottleSettings(
            1,
            2,
            Duration.ofSeconds(3),
            Duration.ofSeconds(7),
            Duration.ofSeconds(4),
            Duration.ofMinutes(2),
            Duration.ofMinutes(10),
            1);
    local =
        new LocalAccounts(
            new LocalLoginRepository(database.durable(), database.relaxed(), strict),
            workers,
            clock);
    fail(2, "bob", HOME);
    for (long wait : new long[] {3, 6, 7, 7}) {
      assertEquals(wait, slowedDown("bob", ELSEWHERE), "of the name");
      clock.forward(Duration.ofSeconds(wait));
      fail(1, "bob", "203.0.113." + wait);
    }
    clock.forward(Duration.ofMinutes(3));
    fail(1, "bob", HOME);
    fail(1, "bob", HOME);
    assertEquals(3, slowedDown("bob", ELSEWHERE), "what came before is forgotten");

    clock.forward(Duration.ofMinutes(3));
    fail(1, "one", ELSEWHERE);
    fail(1, "two", ELSEWHERE);
    fail(1, "three", ELSEWHERE);
    assertEquals(3, slowedDown("bob", ELSEWHERE), "of the address");
    clock.forward(Duration.ofSeconds(3));
    fail(1, "four", ELSEWHERE);
    assertEquals(4, slowedDown("bob", ELSEWHERE), "of the address");

    clock.forward(Duration.ofMinutes(3));
    assertInstanceOf(Ok.class, login("bob", "correct horse", HOME));
    fail(2, "bob", ELSEWHERE);
    assertInstanceOf(Ok.class, login("bob", "correct horse", HOME));
    clock.forward(Duration.ofMinutes(11));
    fail(2, "bob", ELSEWHERE);
    assertEquals(3, slowedDown("bob", HOME), "no longer a known address");
  }

  @Test
  void theSweepTakesNoMoreThanItsBatch() {
    ThrottleSettings small =
        new ThrottleSettings(
            5,
            50,
            Duration.ofSeconds(1),
            Duration.ofMinutes(15),
            Duration.ofMinutes(5),
            Duration.ofMinutes(2),
            Duration.ofMinutes(10),
            2);
    local =
        new LocalAccounts(
            new LocalLoginRepository(database.durable(), database.relaxed(), small),
            workers,
            clock);
    login("bob", "correct horse", HOME);
    fail(1, "bob", ELSEWHERE);
    clock.forward(Duration.ofMinutes(3));
    assertEquals(2, await(local.sweep()));
    assertEquals(1, await(local.sweep()));
    assertEquals(0, await(local.sweep()), "the known address stays");
    clock.forward(Duration.ofMinutes(11));
    assertEquals(1, await(local.sweep()));
  }

  @Test
  void manyAttemptsAtOnceAreNoMoreThanTheFreeOnes() {
    fail(5, "bob", HOME);
    List<Future<PasswordCheck>> all = new ArrayList<>();
    // The row is held until several attempts have looked at it and wait to count on it.
    await(
        database.holding(
            "SELECT FROM login_throttle WHERE key LIKE 'account:%' FOR UPDATE",
            () -> {
              for (int i = 0; i < 20; i++) {
                String guess = "guess-" + i;
                all.add(database.onAnotherLoop(() -> local.authenticate("bob", guess, HOME)));
              }
              return untilThreeWait();
            }));
    long looked = all.stream().filter(one -> await(one) instanceof Wrong).count();
    assertEquals(1, looked);
  }

  private static Future<Void> untilThreeWait() {
    Statement waiting =
        new Statement(
            "test.waiting",
            "SELECT count(*) >= 3 FROM pg_stat_activity"
                + " WHERE wait_event_type = 'Lock' AND datname = current_database()");
    return database
        .onAnotherLoop(() -> database.durable().run(waiting))
        .compose(
            rows ->
                rows.iterator().next().getBoolean(0) ? Future.succeededFuture() : untilThreeWait());
  }

  @Test
  void moreThanTheWorkersHoldIsUnavailableAndNotCounted() {
    List<Future<PasswordWorkers.Verdict>> busy = new ArrayList<>();
    PasswordCheck check = new PasswordCheck.Wrong();
    // On a slow machine a worker may get free between the filling and the login: then once more.
    for (int round = 0; round < 100 && !(check instanceof Unavailable); round++) {
      while (!workers.full()) {
        busy.add(workers.verify("x", Optional.empty()));
      }
      check = login("bob", "correct horse", HOME);
    }
    assertInstanceOf(Unavailable.class, check);
    busy.forEach(BrokerDatabase::await);
    assertEquals(0, database.count("login_throttle WHERE failures > 0"));
    assertInstanceOf(Ok.class, login("bob", "correct horse", HOME));
  }

  @Test
  void aPlaceLostAfterCountingIsGivenBack() {
    List<Future<PasswordCheck>> all = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      all.add(local.authenticate("person-" + i, "x", "192.0.2." + i));
    }
    long unavailable = all.stream().filter(one -> await(one) instanceof Unavailable).count();
    assertTrue(unavailable > 0);
    assertEquals(
        60 - unavailable,
        database.count("login_throttle WHERE key LIKE 'account:%' AND failures = 1"));
  }

  @Test
  void theIdentityOfALocalLoginHasStandardClaims() {
    Ok ok = assertInstanceOf(Ok.class, login("bob", "correct horse", HOME));
    Identity identity =
        LocalAccounts.identity(ok.account(), ok.groups(), ok.claims(), "https://broker.example");
    assertEquals(Identity.LOCAL, identity.upstream());
    assertEquals(ok.account().subject(), identity.sub());
    assertEquals(Optional.of("bob"), identity.preferredUsername());
    assertTrue(identity.emailVerified());
    assertEquals(new Claim.Present("Bob van"), identity.raw().get("given_name"));
    assertEquals(new Claim.Present("Example"), identity.raw().get("family_name"));
    assertEquals(
        new Claim.Present(List.of("Everyone", "netbox_staff")), identity.raw().get("groups"));
    Account bare = new Account("s", "x", Optional.empty(), false, Optional.of("Cher"), false);
    Identity sparse = LocalAccounts.identity(bare, List.of(), Map.of(), "https://broker.example");
    assertEquals(new Claim.Empty(), sparse.raw().get("groups"));
    assertEquals(new Claim.Absent(), sparse.raw().get("email_verified"));
    assertEquals(new Claim.Absent(), sparse.raw().get("family_name"));
  }

  @Test
  void forgottenCountsAreSwept() {
    login("bob", "correct horse", HOME);
    fail(1, "bob", ELSEWHERE);
    assertEquals(0, await(local.sweep()));
    clock.forward(Duration.ofDays(2));
    assertEquals(3, await(local.sweep()), "the account and two addresses");
    assertEquals(1, database.count("login_throttle WHERE key LIKE 'known:%'"));
    clock.forward(Duration.ofDays(31));
    assertEquals(1, await(local.sweep()));
  }
}
