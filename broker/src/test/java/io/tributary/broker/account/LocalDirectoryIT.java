package io.tributary.broker.account;

import static io.tributary.broker.kit.BrokerDatabase.await;
import static io.tributary.broker.kit.BrokerDatabase.failure;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.broker.kit.BrokerDatabase;
import io.tributary.broker.kit.TestClock;
import io.tributary.broker.session.AccountEndingRepository;
import io.tributary.platform.config.Secret;
import io.tributary.platform.password.PasswordWorkers;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Making and changing local accounts. */
class LocalDirectoryIT {
  static BrokerDatabase database;
  static PasswordWorkers workers;
  LocalDirectory directory;
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
  void empty() {
    database.query("TRUNCATE account CASCADE");
    database.query("TRUNCATE login_throttle, audit_event");
    directory =
        new LocalDirectory(
            new LocalAccountRepository(database.durable(), database.relaxed()), workers);
    local =
        new LocalAccounts(
            new LocalLoginRepository(database.durable(), database.relaxed()),
            workers,
            new TestClock());
  }

  private static NewLocalAccount demo(
      String username, String email, boolean verified, String... groups) {
    return new NewLocalAccount(
        username,
        new Secret("demo"),
        Optional.ofNullable(email),
        verified,
        Optional.of("Demo"),
        List.of(groups),
        true,
        Map.of("given_name", "Demo"));
  }

  private static NewLocalAccount user(String username, String password) {
    return new NewLocalAccount(
        username,
        new Secret(password),
        Optional.empty(),
        false,
        Optional.empty(),
        List.of(),
        false,
        Map.of());
  }

  private AccountEndingRepository endings() {
    return new AccountEndingRepository(database.durable(), Clock.systemUTC());
  }

  private boolean logsIn(String username, String password) {
    return await(local.authenticate(username, password, "192.0.2.1")) instanceof PasswordCheck.Ok;
  }

  @Test
  void demoUsersAreMadeOnceAndNeverOverwritten() {
    List<NewLocalAccount> users =
        List.of(
            demo("alice@example.com", "alice@example.com", true, "netbox_admin", "Everyone"),
            demo("dave", "alice@example.com", false));
    assertEquals(
        List.of("alice@example.com", "dave"), await(directory.createAbsent(users, "start")));
    await(directory.changeGroups("alice@example.com", Set.of(), Set.of("netbox_admin"), "cli"));
    await(directory.setPassword("dave", new Secret("another one"), "cli"));
    long hashes = workers.computed();
    long statements = database.statements();

    assertEquals(List.of(), await(directory.createAbsent(users, "start")));
    assertEquals(hashes, workers.computed(), "a restart hashes nothing");
    assertEquals(1, database.statements() - statements);
    assertTrue(logsIn("dave", "another one"));
    assertFalse(logsIn("dave", "demo"));
    List<LocalAccount> all = await(directory.list());
    assertEquals(
        List.of("alice@example.com", "dave"),
        all.stream().map(u -> u.account().username()).toList());
    assertEquals(List.of("Everyone"), all.get(0).groups());
    assertFalse(all.get(1).account().emailVerified());
    assertEquals(Optional.of("alice@example.com"), all.get(1).account().email());
  }

  @Test
  void aDeletedUserDoesNotComeBackAtARestart() {
    List<NewLocalAccount> users = List.of(demo("carol", null, false, "staff"));
    await(directory.createAbsent(users, "start"));
    await(endings().delete("carol", "cli"));
    assertEquals(List.of(), await(directory.createAbsent(users, "start")));
    assertFalse(logsIn("carol", "demo"));
    assertEquals(0, database.count("local_credential"));
    assertEquals(0, database.count("local_group"));
    assertEquals(List.of(), await(directory.list()));
    assertInstanceOf(AccountException.class, failure(endings().delete("carol", "cli")));
    assertInstanceOf(
        AccountException.class, failure(directory.create(user("carol", "long enough"), "cli")));
  }

  @Test
  void anAccountOfAnUpstreamIsNeverGivenAPassword() {
    Accounts accounts =
        new Accounts(new AccountRepository(database.durable(), database.relaxed()), Set.of());
    await(
        accounts.resolve(
            Logins.at("okta", "a").named("Admin").identity(),
            new UpstreamTrust("okta", List.of()),
            "r"));
    assertEquals(
        List.of(), await(directory.createAbsent(List.of(demo("admin", null, false)), "start")));
    assertInstanceOf(
        AccountException.class,
        failure(directory.create(user("\uFF41dmin", "long enough"), "cli")));
    assertInstanceOf(
        AccountException.class,
        failure(directory.setPassword("admin", new Secret("long enough"), "cli")));
    assertInstanceOf(
        AccountException.class,
        failure(directory.changeGroups("admin", Set.of("superusers"), Set.of(), "cli")));
    assertFalse(logsIn("admin", "demo"));
    assertEquals(0, database.count("local_credential"));
    assertEquals(0, database.count("local_group"));
  }

  @Test
  void twentyAtOnceMakeOneAccount() {
    List<Future<Account>> all = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      all.add(
          directory
              .create(user(i % 2 == 0 ? "Bob" : "bob", "long enough"), "cli")
              .otherwiseEmpty());
    }
    assertEquals(1, all.stream().filter(one -> await(one) != null).count());
    assertEquals(1, database.count("account"));
    assertEquals(1, database.count("local_credential"));
  }

  @Test
  void anAddressIsHeldAsVerifiedByTheFirstOnly() {
    await(directory.create(demo("alice", "alice@example.com", true), "cli"));
    assertFalse(
        await(directory.create(demo("impostor", "ALICE@example.com", true), "cli"))
            .emailVerified());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " bob", "bob\u200B", "\uFF42ob", "bo\u0000b"})
  void aUserNameIsRefusedRatherThanTidied(String username) {
    assertInstanceOf(
        AccountException.class, failure(directory.create(user(username, "long enough"), "cli")));
  }

  @Test
  void badPasswordsAddressesAndGroupsAreRefused() {
    List<NewLocalAccount> wrong =
        List.of(
            user("bob", "short"),
            user("bob", "x".repeat(1025)),
            user("longername", "LongerName"),
            demo("bob", "not an address", false),
            demo("bob", null, true),
            demo("bob", null, false, ""),
            demo("bob", null, false, "super\u200Busers"));
    for (NewLocalAccount user : wrong) {
      assertInstanceOf(AccountException.class, failure(directory.create(user, "cli")));
    }
    assertEquals(0, database.count("account"));
  }

  @Test
  void groupsChangeTogetherAndAreAudited() {
    await(directory.create(demo("bob", null, false, "a", "b", "a"), "cli"));
    assertEquals(
        List.of("b", "c"),
        await(directory.changeGroups("BOB", Set.of("c", "b"), Set.of("a", "x"), "cli-2")));
    assertEquals(2, database.count("local_group"));
    assertEquals(
        1,
        database.count(
            "audit_event WHERE type = 'account.groups_changed' AND request_id = 'cli-2'"
                + " AND details = '{\"added\":[\"c\"],\"removed\":[\"a\"]}'"));
    await(directory.changeGroups("bob", Set.of("c"), Set.of("x"), "cli-3"));
    assertEquals(0, database.count("audit_event WHERE request_id = 'cli-3'"));
    assertInstanceOf(
        AccountException.class,
        failure(directory.changeGroups("bob", Set.of("d"), Set.of("d"), "cli")));
    assertInstanceOf(
        AccountException.class,
        failure(directory.changeGroups("nobody", Set.of("d"), Set.of(), "cli")));
  }

  @Test
  void aDisabledAccountLogsInWhenEnabledAgain() {
    await(directory.create(demo("bob", null, false), "cli"));
    await(endings().disable("bob", "cli"));
    assertFalse(logsIn("bob", "demo"));
    await(endings().enable("bob", "cli"));
    assertTrue(logsIn("bob", "demo"));
    assertEquals(1, database.count("audit_event WHERE type = 'account.disabled'"));
    assertEquals(1, database.count("audit_event WHERE type = 'account.enabled'"));
    assertInstanceOf(AccountException.class, failure(endings().disable("nobody", "cli")));
  }

  @Test
  void noStoredFormShowsThePassword() {
    await(directory.create(user("bob", "very-secret-word"), "cli"));
    assertEquals(0, database.count("local_credential WHERE hash LIKE '%very-secret-word%'"));
    assertEquals(0, database.count("audit_event WHERE details::text LIKE '%very-secret-word%'"));
    assertNotEquals("very-secret-word", user("bob", "very-secret-word").password().toString());
  }

  @Test
  void claimsAreMergedMemberByMemberAndTheAuditNamesThemOnly() {
    await(directory.create(user("cleo", "correct horse"), "cli"));
    change("cleo", List.of("given_name=Cleo", "phone_number=+431234567", "address.locality=Wien"));
    change("cleo", List.of("phone_number_verified=true", "address.country=AT"));
    Map<String, Object> now = change("cleo", List.of("given_name=Kleo"), "address.locality");
    assertEquals("Kleo", now.get("given_name"));
    assertEquals(true, now.get("phone_number_verified"));
    assertEquals(Map.of("country", "AT"), new JsonObject(now).getJsonObject("address").getMap());
    assertTrue(((Number) now.get("updated_at")).longValue() > 1_600_000_000L);
    // Another number is not the one that was vouched for.
    assertEquals(
        false, change("cleo", List.of("phone_number=+431234568")).get("phone_number_verified"));
    now = change("cleo", List.of(), "phone_number", "address", "given_name");
    assertEquals(Set.of("updated_at"), now.keySet());
    assertInstanceOf(
        AccountException.class,
        failure(
            directory.changeClaims(
                "nobody", ClaimChange.parse(List.of("given_name=X"), List.of()), "cli")));
    assertThrows(
        AccountException.class, () -> ClaimChange.parse(List.of("locale=not a tag"), List.of()));
  }

  private Map<String, Object> change(String name, List<String> set, String... unset) {
    return await(directory.changeClaims(name, ClaimChange.parse(set, List.of(unset)), "cli"));
  }
}
