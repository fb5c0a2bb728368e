package io.tributary.broker.account;

import static io.tributary.broker.kit.BrokerDatabase.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.broker.account.Resolution.Reason;
import io.tributary.broker.account.Resolution.Refused;
import io.tributary.broker.identity.Identity;
import io.tributary.broker.kit.BrokerDatabase;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Linking by e-mail: only when all of its conditions hold, and never onto what is worth stealing.
 */
class LinkRulesIT {
  static BrokerDatabase database;
  Accounts accounts;
  String alice;

  @BeforeAll
  static void open() {
    database = new BrokerDatabase();
  }

  @AfterAll
  static void close() {
    database.close();
  }

  @BeforeEach
  void aliceOfOkta() {
    database.query("TRUNCATE account CASCADE");
    database.query("TRUNCATE audit_event");
    accounts =
        new Accounts(
            new AccountRepository(database.durable(), database.relaxed()),
            Set.of("superusers", "staff"));
    alice =
        login("okta", "a", "alice@example.com", true, "example.com")
            .account()
            .orElseThrow()
            .subject();
  }

  private Resolution login(
      String upstream, String sub, String email, boolean verified, String trusts) {
    Identity identity = Logins.at(upstream, sub).named(email).email(email, verified).identity();
    List<String> domains = trusts == null ? List.of() : List.of(trusts);
    return await(accounts.resolve(identity, new UpstreamTrust(upstream, domains), "request-2"));
  }

  private static String kind(Resolution outcome) {
    return outcome.fold(k -> "known", c -> "created", l -> "linked", r -> "refused:" + r.reason());
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        // upstream, e-mail, says verified, trusted domain, our address verified, outcome
        "keycloak, alice@example.com, true,  example.com,     true,  linked",
        "keycloak, ALICE@Example.COM, true,  example.com,     true,  linked",
        "keycloak, alice@example.com, false, example.com,     true,  created",
        "keycloak, alice@example.com, true,  -,               true,  created",
        "keycloak, alice@example.com, true,  other.example,   true,  created",
        "keycloak, alice@example.com, true,  com,             true,  created",
        "keycloak, alice@example.com, true,  sub.example.com, true,  created",
        "keycloak, alice@example.com, true,  example.com,     false, created",
        "keycloak, bob@example.com,   true,  example.com,     true,  created",
        "keycloak, al\u0131ce@example.com, true, example.com, true,  created",
        "keycloak, alice@\uFF45xample.com, true, example.com, true,  created",
        "keycloak, alice@evil.example@example.com, true, example.com, true, created",
        // The provider itself says that this is another person.
        "okta,     alice@example.com, true,  example.com,     true,  created",
      })
  void linksOnlyUnderItsConditions(
      String upstream,
      String email,
      boolean verified,
      String trusts,
      boolean ours,
      String outcome) {
    if (!ours) {
      database.query("UPDATE account SET email_verified = false");
    }
    Resolution found = login(upstream, "another", email, verified, trusts);
    assertEquals(outcome, kind(found));
    Account account = found.account().orElseThrow();
    assertEquals(outcome.equals("linked"), account.subject().equals(alice));
    assertEquals(
        outcome.equals("linked") ? 1 : 0,
        database.count("audit_event WHERE type = 'account.linked'"));
    boolean holds = database.count("account WHERE subject = $1 AND email_verified", alice) == 1;
    assertEquals(ours, holds, "alice's own address stays as it was");
  }

  /** Whoever gave the power: an account that was given it by an upstream is worth stealing too. */
  @Test
  void anAccountThatAnUpstreamOnceGaveAPrivilegedNameNeedsProof() {
    await(accounts.notePrivileged(alice));
    Resolution refused = login("keycloak", "k", "alice@example.com", true, "example.com");
    assertEquals("refused:LINK_NEEDS_PROOF", kind(refused));
    assertEquals(1, database.count("federated_identity"));
  }

  @Test
  void aLinkedLoginIsKnownFromThenOn() {
    login("keycloak", "k", "alice@example.com", true, "example.com");
    // Also when it is trusted no longer: the link was made by (upstream, issuer, sub).
    Resolution later = login("keycloak", "k", "x@evil.example", false, null);
    assertEquals("known", kind(later));
    Account account = later.account().orElseThrow();
    assertEquals(alice, account.subject());
    assertEquals("alice@example.com", account.username());
    // Only the upstream that gave a verified address changes it.
    assertEquals(Optional.of("alice@example.com"), account.email());
    assertTrue(account.emailVerified());
  }

  @Test
  void theSecondHolderOfAnAddressHoldsItUnverified() {
    Account reassigned =
        login("okta", "new", "alice@example.com", true, "example.com").account().orElseThrow();
    assertFalse(reassigned.emailVerified());
    // And may not take it from its holder later.
    assertFalse(
        login("okta", "new", "alice@example.com", true, "example.com")
            .account()
            .orElseThrow()
            .emailVerified());
    assertTrue(
        login("okta", "a", "alice@example.com", true, "example.com")
            .account()
            .orElseThrow()
            .emailVerified());
    // Until the holder gives it up.
    login("okta", "a", "smith@example.com", true, "example.com");
    assertTrue(
        login("okta", "new", "alice@example.com", true, "example.com")
            .account()
            .orElseThrow()
            .emailVerified());
  }

  @Test
  void anAccountWithAPasswordNeedsProof() {
    database.query("INSERT INTO local_credential (subject, hash) VALUES ($1, 'x')", alice);
    refusedNaming("okta", Identity.LOCAL);
  }

  @Test
  void anAccountWithAPrivilegedRoleNeedsProof() {
    database.query("INSERT INTO local_group (subject, name) VALUES ($1, 'staff')", alice);
    refusedNaming("okta");
  }

  @Test
  void anAccountWithOtherGroupsIsLinked() {
    database.query("INSERT INTO local_group (subject, name) VALUES ($1, 'readers')", alice);
    assertEquals("linked", kind(login("keycloak", "k", "alice@example.com", true, "example.com")));
  }

  private void refusedNaming(String... methods) {
    Resolution refused = login("keycloak", "k", "alice@example.com", true, "example.com");
    assertEquals(new Refused(Reason.LINK_NEEDS_PROOF, List.of(methods)), refused);
    assertEquals(1, database.count("account"));
    assertEquals(1, database.count("federated_identity"));
    assertEquals(0, database.count("audit_event WHERE type = 'account.linked'"));
  }

  @Test
  void aDisabledPersonDoesNotComeBackByAnotherUpstream() {
    database.query("UPDATE account SET disabled_at = now()");
    Refused disabled = new Refused(Reason.DISABLED, List.of());
    assertEquals(disabled, login("okta", "a", "alice@example.com", true, "example.com"));
    assertEquals(disabled, login("okta", "new", "alice@example.com", true, "example.com"));
    assertEquals(disabled, login("keycloak", "k", "alice@example.com", true, "example.com"));
    assertEquals(1, database.count("account"));
    // Who only claims her address is somebody else, and learns nothing.
    assertEquals("created", kind(login("authentik", "d", "alice@example.com", true, null)));
  }

  @Test
  void aDisabledLoginChangesNothing() {
    database.query("UPDATE account SET disabled_at = now()");
    login("okta", "a", "changed@example.com", true, "example.com");
    assertEquals(1, database.count("account WHERE email = 'alice@example.com' AND email_verified"));
  }

  @Test
  void withProofAnIdentityIsLinkedOnce() {
    database.query("INSERT INTO local_credential (subject, hash) VALUES ($1, 'x')", alice);
    Identity keycloak = Logins.at("keycloak", "k").email("alice@example.com", true).identity();
    UpstreamTrust trust = new UpstreamTrust("keycloak", List.of());
    assertTrue(await(accounts.linkProven(alice, keycloak, trust, "r")));
    assertFalse(await(accounts.linkProven(alice, keycloak, trust, "r")));
    assertEquals("known", kind(login("keycloak", "k", "alice@example.com", true, "example.com")));
    database.query("UPDATE account SET disabled_at = now()");
    Identity other = Logins.at("keycloak", "k2").identity();
    assertFalse(await(accounts.linkProven(alice, other, trust, "r")));
    assertEquals(
        1,
        database.count("audit_event WHERE type = 'account.linked' AND details->>'by' = 'proof'"));
  }

  /** Between the look at the account and the link it may have been given something to protect. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "INSERT INTO local_credential (subject, hash) SELECT subject, 'x' FROM account",
        "INSERT INTO local_group (subject, name) SELECT subject, 'superusers' FROM account",
        "UPDATE account SET disabled_at = now()",
        "UPDATE account SET deleted_at = now()",
        "UPDATE account SET email_verified = false",
        "UPDATE account SET email = 'b@example.com', email_key = 'b@example.com'",
        "INSERT INTO federated_identity (upstream, issuer, sub, subject)"
            + " SELECT 'keycloak', 'https://keycloak.example', 'other', subject FROM account",
      })
  void theLinkItselfChecksAgain(String meanwhile) {
    AccountRepository repository = new AccountRepository(database.durable(), database.relaxed());
    Sighting seen =
        Sighting.of(
            Logins.at("keycloak", "k").email("alice@example.com", true).identity(),
            new UpstreamTrust("keycloak", List.of("example.com")));
    database.query(meanwhile);
    Set<String> privileged = Set.of("superusers");
    assertEquals(Optional.empty(), await(repository.link(seen, alice, privileged, "r")));
    assertEquals(0, database.count("federated_identity WHERE sub = 'k'"));
  }

  @Test
  void tenWhoClaimOneNewAddressAtOnceEndInOneHolder() {
    List<Future<Resolution>> all = new ArrayList<>();
    UpstreamTrust trust = new UpstreamTrust("okta", List.of("example.com"));
    for (int i = 0; i < 10; i++) {
      login("okta", "person-" + i, "person-" + i + "@example.com", true, "example.com");
    }
    for (int i = 0; i < 10; i++) {
      Identity moved = Logins.at("okta", "person-" + i).email("new@example.com", true).identity();
      all.add(database.onAnotherLoop(() -> accounts.resolve(moved, trust, "r")));
    }
    all.forEach(one -> assertEquals("known", kind(await(one))));
    assertEquals(10, database.count("account WHERE email = 'new@example.com'"));
    assertEquals(1, database.count("account WHERE email = 'new@example.com' AND email_verified"));
  }
}
