package io.tributary.broker.account;

import static io.tributary.broker.kit.BrokerDatabase.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.broker.account.Resolution.Created;
import io.tributary.broker.account.Resolution.Known;
import io.tributary.broker.account.Resolution.Reason;
import io.tributary.broker.account.Resolution.Refused;
import io.tributary.broker.kit.BrokerDatabase;
import io.tributary.broker.session.AccountEndingRepository;
import io.vertx.core.Future;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Subjects and user names: who gets which account, and what nobody gets. */
class AccountsIT {
  static BrokerDatabase database;
  Accounts accounts;

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
    database.query("TRUNCATE account CASCADE");
    database.query("TRUNCATE audit_event");
    accounts =
        new Accounts(
            new AccountRepository(database.durable(), database.relaxed()),
            Set.of("superusers", "staff"));
  }

  private Resolution login(Logins login) {
    return await(resolve(login));
  }

  private Future<Resolution> resolve(Logins login) {
    boolean okta = login.identity().upstream().startsWith("okta");
    UpstreamTrust trust =
        new UpstreamTrust(login.identity().upstream(), okta ? List.of("example.com") : List.of());
    return accounts.resolve(login.identity(), trust, "request-1");
  }

  private Account person(Logins login) {
    return login(login).account().orElseThrow();
  }

  @Test
  void aSubjectIsRandomAndTheAccountKnownAgain() {
    Logins alice = Logins.at("okta", "00u1").named("alice@example.com").claim("name", "Alice");
    Resolution first = login(alice);
    Resolution second = login(alice);

    assertInstanceOf(Created.class, first);
    assertInstanceOf(Known.class, second);
    String subject = first.account().orElseThrow().subject();
    assertEquals(subject, second.account().orElseThrow().subject());
    assertTrue(subject.matches("[A-Za-z0-9_-]{22}"), subject);
    assertEquals(1, database.count("account"));
    assertEquals(first.account(), await(accounts.find(subject)));
    assertEquals(Optional.empty(), await(accounts.find("nobody")));
  }

  @Test
  void theSameLoginElsewhereOrUnderAnotherIssuerIsSomebodyElse() {
    String subject = person(Logins.at("okta", "1").named("alice")).subject();
    assertNotEquals(subject, person(Logins.at("authentik", "1").named("alice")).subject());
    assertNotEquals(subject, person(Logins.at("okta", "2").named("alice")).subject());
    // The same upstream, moved to another issuer.
    database.query("UPDATE federated_identity SET issuer = 'https://elsewhere.example'");
    assertNotEquals(subject, person(Logins.at("okta", "1").named("alice")).subject());
  }

  @Test
  void daveDoesNotBecomeAliceByEmail() {
    Account alice =
        person(Logins.at("okta", "a").named("alice@example.com").email("alice@example.com", true));
    Account dave =
        person(Logins.at("authentik", "d").named("dave").email("alice@example.com", false));
    Account bold =
        person(Logins.at("authentik", "e").named("eve").email("alice@example.com", true));

    assertTrue(alice.emailVerified());
    assertEquals(3, Set.of(alice.subject(), dave.subject(), bold.subject()).size());
    assertEquals("dave", dave.username());
    assertEquals(Optional.of("alice@example.com"), dave.email());
    assertFalse(dave.emailVerified());
    // Says verified, but nobody listed it as authoritative for example.com.
    assertFalse(bold.emailVerified());
  }

  @Test
  void erinDoesNotBecomeAliceByUserName() {
    Account alice =
        person(Logins.at("okta", "a").named("alice@example.com").email("alice@example.com", true));
    Resolution first = login(Logins.at("authentik", "e").named("alice@example.com"));
    Account erin = first.account().orElseThrow();

    assertNotEquals(alice.subject(), erin.subject());
    assertEquals("alice@example.com-2", erin.username());
    assertEquals(Optional.of("alice@example.com"), assertInstanceOf(Created.class, first).clash());
    // Stable: neither login order nor time changes it.
    assertEquals(
        "alice@example.com-2",
        person(Logins.at("authentik", "e").named("alice@example.com")).username());
    assertEquals(
        "alice@example.com", person(Logins.at("okta", "a").named("alice@example.com")).username());
    assertEquals(
        1,
        database.count(
            "audit_event WHERE type = 'account.name_clash' AND subject = $1"
                + " AND details @> '{\"wanted\":\"alice@example.com\",\"given\":\"alice@example.com-2\"}'",
            erin.subject()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ALICE",
        " alice",
        "alice\u00A0",
        "\uFF41lice",
        "al\u0130ce",
        "al\u0131ce",
        "\u202Ealice",
        "ali\u200Bce",
        "alice\u0000"
      })
  void aTrickOfUnicodeGivesAName(String trick) {
    person(Logins.at("okta", "a").named("alice"));
    Account other = person(Logins.at("authentik", "x").named(trick));
    assertTrue(other.username().endsWith("-2"), other.username());
    assertEquals(2, database.count("username"));
  }

  @Test
  void aUserNameIsNeverGivenToAnotherPersonEvenAfterDeletion() {
    Account alice = person(Logins.at("okta", "a").named("alice").email("alice@example.com", true));
    await(
        new AccountEndingRepository(database.durable(), Clock.systemUTC())
            .delete("alice", "request-2"));

    assertEquals("alice-2", person(Logins.at("okta", "b").named("alice")).username());
    Resolution again =
        login(Logins.at("okta", "a").named("alice").email("alice@example.com", true));
    assertEquals(new Refused(Reason.DISABLED, List.of()), again);
    assertEquals(Optional.empty(), await(accounts.find(alice.subject())));
    assertEquals(
        1, database.count("account WHERE subject = $1 AND email IS NULL", alice.subject()));
    assertEquals(1, database.count("username WHERE subject = $1", alice.subject()));
  }

  @Test
  void aSuffixedNameThatSomebodyWantsIsTakenToo() {
    person(Logins.at("okta", "1").named("alice"));
    person(Logins.at("okta", "2").named("alice-2"));
    assertEquals("alice-3", person(Logins.at("okta", "3").named("alice")).username());
    assertEquals("alice-2-2", person(Logins.at("okta", "4").named("alice-2")).username());
  }

  @Test
  void withoutAUserNameTheAddressOrAWordServes() {
    assertEquals(
        "carol", person(Logins.at("authentik", "1").email("carol@x.example", false)).username());
    assertEquals("user", person(Logins.at("authentik", "2")).username());
    assertEquals("user-2", person(Logins.at("authentik", "3").named("\u200B\u202E")).username());
  }

  @Test
  void aLoginThatTellsNothingNewIsOneStatementAndWritesNothing() {
    Logins alice =
        Logins.at("okta", "a")
            .named("alice")
            .email("alice@example.com", true)
            .claim("name", "Alice");
    Account known = person(alice);
    String rows = "SELECT string_agg(xmin::text, ' ') FROM account";
    Object before = database.value(rows);
    long statements = database.statements();
    assertEquals(known, person(alice));
    assertEquals(1, database.statements() - statements);
    assertEquals(before, database.value(rows));
    statements = database.statements();
    assertEquals("Ally", person(alice.claim("name", "Ally")).name().orElseThrow());
    assertEquals(2, database.statements() - statements);
  }

  /** Else an address that its upstream took back would come back, verified, without an event. */
  @Test
  void whoWaitedForAnotherLoginDecidesOnWhatThatOneMade() {
    Logins okta = Logins.at("okta", "a").named("alice").email("alice@example.com", true);
    String subject = person(okta).subject();
    Logins authentik = Logins.at("authentik", "d").named("alice");
    UpstreamTrust trust = new UpstreamTrust("authentik", List.of());
    assertTrue(await(accounts.linkProven(subject, authentik.identity(), trust, "r")));
    List<Future<Resolution>> second = new ArrayList<>();
    await(
        database.holding(
            "UPDATE account SET email = 'new@example.com', email_key = 'new@example.com'",
            () -> {
              second.add(resolve(authentik.claim("name", "Ally")));
              return BrokerDatabase.untilSomebodyWaits(database.vertx(), database.relaxed());
            }));
    Account account = await(second.get(0)).account().orElseThrow();
    assertEquals("Ally", account.name().orElseThrow());
    assertEquals("new@example.com", account.email().orElseThrow());
    assertEquals("new@example.com", database.value("SELECT email_key FROM account"));
  }

  @Test
  void aLoginUpdatesNameAndAddressAndNeverTheUserName() {
    Logins first =
        Logins.at("okta", "a")
            .named("alice")
            .email("alice@example.com", true)
            .claim("name", "Alice");
    String subject = person(first).subject();
    Account renamed =
        person(
            Logins.at("okta", "a")
                .named("alice.smith")
                .email("smith@example.com", true)
                .claim("name", "Alice \u202ESmith"));
    assertEquals(
        new Account(
            subject,
            "alice",
            Optional.of("smith@example.com"),
            true,
            Optional.of("Alice Smith"),
            false),
        renamed);
    // Says nothing of either: both stay.
    assertEquals(renamed, person(Logins.at("okta", "a").named("alice")));
    // No longer verified, or no longer of a domain it is authoritative for.
    assertFalse(person(Logins.at("okta", "a").email("smith@example.com", false)).emailVerified());
    assertTrue(person(Logins.at("okta", "a").email("smith@example.com", true)).emailVerified());
    assertFalse(
        person(Logins.at("okta", "a").email("smith@elsewhere.example", true)).emailVerified());
    // Says that there is none.
    assertEquals(Optional.empty(), person(Logins.at("okta", "a").claim("email", "")).email());
    assertEquals(5, database.count("audit_event WHERE type = 'account.email_changed'"));
  }

  @Test
  void anAddressThatIsNoneIsNotKept() {
    Account odd =
        person(Logins.at("okta", "a").named("a").email("a@evil.example@example.com", true));
    assertEquals(Optional.empty(), odd.email());
    assertFalse(odd.emailVerified());
  }

  @Test
  void aKnownLoginIsOneStatementAndAFirstOneThree() {
    Logins alice = Logins.at("okta", "a").named("alice").email("alice@example.com", true);
    long start = database.statements();
    login(alice);
    long created = database.statements();
    login(alice);
    assertEquals(3, created - start);
    assertEquals(1, database.statements() - created);
  }

  @Test
  void twentyFirstLoginsOfOnePersonMakeOneAccount() {
    List<Future<Resolution>> all = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      Logins login = Logins.at("okta", "a").named("alice").email("alice@example.com", true);
      all.add(onSomeLoop(login));
    }
    Set<String> subjects = new HashSet<>();
    long created = 0;
    for (Future<Resolution> one : all) {
      Resolution outcome = await(one);
      subjects.add(outcome.account().orElseThrow().subject());
      created += outcome instanceof Created ? 1 : 0;
    }
    assertEquals(1, subjects.size());
    assertEquals(1, created);
    assertEquals(1, database.count("account"));
    assertEquals(1, database.count("username"));
    assertEquals(1, database.count("audit_event WHERE type = 'account.created'"));
  }

  @Test
  void twentyPeopleWhoWantOneNameGetTwentyNames() {
    List<Future<Resolution>> all = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      all.add(onSomeLoop(Logins.at("okta", "person-" + i).named("alice")));
    }
    Set<String> names = new HashSet<>();
    all.forEach(one -> names.add(await(one).account().orElseThrow().username()));
    assertEquals(20, names.size());
    assertTrue(names.contains("alice"));
    assertTrue(
        names.stream().allMatch(name -> name.matches("alice(-[a-z0-9]{1,8})?")), names.toString());
    assertEquals(19, database.count("audit_event WHERE type = 'account.name_clash'"));
  }

  @Test
  void twentyFirstLoginsWithOneVerifiedAddressEndInOneHolder() {
    List<Future<Resolution>> all = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      all.add(
          onSomeLoop(Logins.at("okta" + i, "a").named("alice").email("alice@example.com", true)));
    }
    Set<String> subjects = new HashSet<>();
    all.forEach(one -> subjects.add(await(one).account().orElseThrow().subject()));
    assertEquals(1, subjects.size());
    assertEquals(20, database.count("federated_identity"));
  }

  private Future<Resolution> onSomeLoop(Logins login) {
    return database.onAnotherLoop(() -> resolve(login));
  }

  @Test
  void localIdentitiesAndForeignTrustAreRefused() {
    Logins alice = Logins.at("okta", "a").named("alice");
    UpstreamTrust other = new UpstreamTrust("authentik", List.of("example.com"));
    assertThrows(
        IllegalArgumentException.class, () -> accounts.resolve(alice.identity(), other, "r"));
    assertThrows(
        IllegalArgumentException.class,
        () ->
            accounts.resolve(
                Logins.at("local", "a").identity(), new UpstreamTrust("local", List.of()), "r"));
  }
}
