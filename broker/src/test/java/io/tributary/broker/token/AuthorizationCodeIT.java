package io.tributary.broker.token;

import static io.tributary.broker.keys.KeysFixture.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.broker.client.TokenSettings;
import io.tributary.broker.kit.BrokerDatabase;
import io.tributary.broker.session.LoginAttemptUse;
import io.tributary.platform.db.Statement;
import io.tributary.platform.protocol.Digests;
import io.tributary.platform.protocol.RandomToken;
import io.tributary.platform.protocol.Scopes;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class AuthorizationCodeIT extends TokenTables {
  private static final String CLIENT = "inventory";

  private TokenRows rows;
  private Buffer session;

  @BeforeEach
  void person() {
    rows = new TokenRows(database);
    rows.sql("TRUNCATE authorization_code, client_grant, spent_attempt, session, account CASCADE");
    rows.sql(
        "INSERT INTO spent_attempt (id, expires_at, spent_at)"
            + " VALUES ('', 'infinity', now() - interval '1 minute')");
    rows.account("alice");
    session = rows.session("alice");
  }

  private NewGrant grant() {
    return rows.grant(session, "alice", CLIENT);
  }

  private String issued() {
    return rows.issue(grant(), "openid").orElseThrow();
  }

  private static RedeemedCode success(Redemption redemption) {
    return assertInstanceOf(Redemption.Redeemed.class, redemption).code();
  }

  private static void refused(Redemption.Reason reason, Redemption redemption) {
    assertEquals(new Redemption.Refused(reason), redemption);
  }

  private boolean revoked() {
    return rows.sql("SELECT 1 FROM client_grant WHERE revoked_at IS NOT NULL").size() > 0;
  }

  @Test
  void aCodeGivesBackWhatItWasMadeFor() {
    RedeemedCode code = success(rows.redeem(issued(), CLIENT));
    assertEquals(Optional.of("nonce-1"), code.authorized().nonce());
    assertEquals(Optional.empty(), code.refreshToken());
    assertEquals(TokenRows.AUTH_TIME, code.authorized().authTime());
    assertEquals(Optional.of("urn:acr"), code.authorized().acr());
    assertEquals(List.of("pwd", "otp"), code.authorized().amr());
    assertEquals(RequestedClaims.NONE, code.authorized().claims());
    assertEquals(Optional.empty(), code.authorized().resource());
    assertEquals(Scopes.parse("openid"), code.authorized().scopes());
    Grant grant = code.authorized().grant();
    NewGrant wanted = grant();
    assertEquals(session, grant.sessionHash());
    assertEquals(rows.subject("alice"), grant.subject());
    assertEquals(CLIENT, grant.clientId());
    assertEquals(TokenRows.ISSUER, grant.issuer());
    assertEquals(wanted.claims(), grant.claims());
    assertEquals(wanted.mappingVersions(), grant.mappingVersions());
    assertEquals(Set.of("openid", "email"), Set.copyOf(grant.scopes().values()));
    assertTrue(grant.consented().isEmpty());
  }

  @Test
  void whatIsOptionalMayBeAbsent() {
    NewCode bare =
        new NewCode(
            TokenRows.REDIRECT,
            Scopes.of(List.of()),
            Optional.empty(),
            Optional.empty(),
            TokenRows.AUTH_TIME,
            Optional.empty(),
            List.of(),
            new RequestedClaims(Set.of("name"), Set.of("email", "groups")),
            Optional.of("https://api.example/"),
            TokenSettings.CODE_LIFETIME);
    String code = rows.issue(grant(), bare).orElseThrow();
    RedeemedCode redeemed =
        success(
            redeem(
                new PresentedCode(
                    code,
                    CLIENT,
                    TokenRows.ISSUER,
                    TokenRows.REDIRECT,
                    Optional.empty(),
                    Optional.empty())));
    assertEquals(Optional.empty(), redeemed.authorized().nonce());
    assertEquals(Optional.empty(), redeemed.authorized().acr());
    assertEquals(List.of(), redeemed.authorized().amr());
    assertTrue(redeemed.authorized().scopes().isEmpty());
    assertEquals(Set.of("name"), redeemed.authorized().claims().idToken());
    assertEquals(Set.of("email", "groups"), redeemed.authorized().claims().userinfo());
    assertEquals(Optional.of("https://api.example/"), redeemed.authorized().resource());
  }

  @Test
  void theDatabaseNeverSeesACode() {
    String code = issued();
    assertEquals(43, code.length());
    Row row =
        rows.sql("SELECT code_hash, authorization_code::text FROM authorization_code")
            .iterator()
            .next();
    assertEquals(Buffer.buffer(Digests.sha256(code)), row.getBuffer("code_hash"));
    assertFalse(row.getString(1).contains(code));
  }

  @Test
  void issuingAndRedeemingAreOneStatementEach() {
    long before = database.statements();
    String code = issued();
    assertEquals(1, database.statements() - before);
    rows.redeem(code, CLIENT);
    assertEquals(2, database.statements() - before);
  }

  @Test
  void anotherClientNeitherUsesNorBurnsACode() {
    String code = issued();
    refused(Redemption.Reason.UNKNOWN, rows.redeem(code, "stranger"));
    refused(Redemption.Reason.UNKNOWN, rows.redeem(code, "Inventory"));
    refused(
        Redemption.Reason.UNKNOWN,
        redeem(
            new PresentedCode(
                code,
                CLIENT,
                TokenRows.OTHER_ISSUER,
                TokenRows.REDIRECT,
                Optional.of(TokenRows.VERIFIER),
                Optional.empty())));
    assertFalse(revoked());
    success(rows.redeem(code, CLIENT));
    // Nor does a stranger's attempt after the use revoke anything.
    refused(Redemption.Reason.UNKNOWN, rows.redeem(code, "stranger"));
    assertFalse(revoked());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://inventory.example/oauth/complete/oidc",
        "https://inventory.example/oauth/complete/oidc/?x",
        "https://INVENTORY.example/oauth/complete/oidc/",
        "http://inventory.example/oauth/complete/oidc/",
        ""
      })
  void theOwnersWrongRedirectUriUsesTheCodeUp(String redirectUri) {
    String code = issued();
    refused(
        Redemption.Reason.REDIRECT_URI,
        redeem(
            new PresentedCode(
                code,
                CLIENT,
                TokenRows.ISSUER,
                redirectUri,
                Optional.of(TokenRows.VERIFIER),
                Optional.empty())));
    assertInstanceOf(Redemption.Replayed.class, rows.redeem(code, CLIENT));
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(
      strings = {
        "wwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwww",
        "vvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvv",
        "short",
        ""
      })
  void theOwnersWrongVerifierUsesTheCodeUp(String verifier) {
    String code = issued();
    refused(Redemption.Reason.VERIFIER, redeem(proving(code, Optional.ofNullable(verifier))));
    assertInstanceOf(Redemption.Replayed.class, rows.redeem(code, CLIENT));
  }

  /** RFC 9700 §2.1.1: a verifier without a challenge is a downgrade by somebody in between. */
  @ParameterizedTest
  @ValueSource(strings = {"vvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvv", "", "short"})
  void aVerifierWithoutAChallengeIsRefused(String verifier) {
    NewCode with = TokenRows.code("openid", TokenSettings.CODE_LIFETIME);
    NewCode without =
        new NewCode(
            with.redirectUri(),
            with.scopes(),
            with.nonce(),
            Optional.empty(),
            with.authTime(),
            with.acr(),
            with.amr(),
            with.claims(),
            with.resource(),
            with.lifetime());
    String code = rows.issue(grant(), without).orElseThrow();
    refused(Redemption.Reason.VERIFIER, redeem(proving(code, Optional.of(verifier))));
  }

  private static PresentedCode proving(String code, Optional<String> verifier) {
    return new PresentedCode(
        code, CLIENT, TokenRows.ISSUER, TokenRows.REDIRECT, verifier, Optional.empty());
  }

  private Redemption redeem(PresentedCode code) {
    return await(rows.codes().redeem(code, Optional.empty()));
  }

  @Test
  void aReplayRevokesTheGrant() {
    String code = issued();
    success(rows.redeem(code, CLIENT));
    assertFalse(revoked());
    Redemption.Replayed replayed = new Redemption.Replayed(rows.subject("alice"), CLIENT);
    assertEquals(replayed, rows.redeem(code, CLIENT));
    assertTrue(revoked());
    assertEquals(replayed, rows.redeem(code, CLIENT), "and is seen each time");
  }

  @Test
  void aReplayRevokesOnlyItsOwnGrant() {
    String other = rows.issue(rows.grant(session, "alice", "wiki"), "openid").orElseThrow();
    String code = issued();
    rows.redeem(code, CLIENT);
    rows.redeem(code, CLIENT);
    success(rows.redeem(other, "wiki"));
    // The next login of the client gets a grant of its own.
    RedeemedCode next = success(rows.redeem(issued(), CLIENT));
    assertEquals(1, rows.sql("SELECT 1 FROM client_grant WHERE revoked_at IS NOT NULL").size());
    assertEquals(3, rows.sql("SELECT 1 FROM client_grant").size());
    assertEquals(CLIENT, next.authorized().grant().clientId());
  }

  @Test
  void otherCodesOfARevokedGrantAreDead() {
    String one = issued();
    String two = issued();
    rows.redeem(one, CLIENT);
    rows.redeem(one, CLIENT);
    refused(Redemption.Reason.NOT_LIVE, rows.redeem(two, CLIENT));
  }

  @Test
  void anExpiredCodeIsRefusedAndUsedUp() {
    String code = rows.issue(grant(), TokenRows.code("openid", Duration.ZERO)).orElseThrow();
    refused(Redemption.Reason.EXPIRED, rows.redeem(code, CLIENT));
    assertInstanceOf(Redemption.Replayed.class, rows.redeem(code, CLIENT));
  }

  @Test
  void unknownCodesAreRefused() {
    for (String code :
        new String[] {"", "x", RandomToken.bits256(), "x".repeat(100_000), "'\"\\"}) {
      refused(Redemption.Reason.UNKNOWN, rows.redeem(code, CLIENT));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "UPDATE session SET ended_at = now()",
        "UPDATE session SET expires_at = now()",
        "DELETE FROM session",
        "UPDATE account SET disabled_at = now()",
        "UPDATE account SET deleted_at = now()",
        "UPDATE client_grant SET revoked_at = now()",
        "DELETE FROM client_grant"
      })
  void whatEndedBetweenMakesTheCodeDead(String ending) {
    String code = issued();
    rows.sql(ending);
    refused(Redemption.Reason.NOT_LIVE, rows.redeem(code, CLIENT));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "UPDATE session SET ended_at = now()",
        "UPDATE session SET expires_at = now()",
        "DELETE FROM session",
        "UPDATE account SET disabled_at = now()",
        "UPDATE account SET deleted_at = now()"
      })
  void whatEndedGetsNoCode(String ending) {
    rows.sql(ending);
    assertEquals(Optional.empty(), rows.issue(grant(), "openid"));
    nothingMade();
  }

  @Test
  void nobodyGetsACodeInAnothersSession() {
    rows.account("mallory");
    assertEquals(Optional.empty(), rows.issue(rows.grant(session, "mallory", CLIENT), "openid"));
    nothingMade();
  }

  private void nothingMade() {
    assertEquals(0, rows.sql("SELECT 1 FROM client_grant").size());
    assertEquals(0, rows.sql("SELECT 1 FROM authorization_code").size());
  }

  @Test
  void oneOfManyConcurrentRedemptionsWins() {
    for (int round = 0; round < 10; round++) {
      String code = issued();
      List<Redemption> outcomes = race(20, code);
      assertEquals(
          1, outcomes.stream().filter(Redemption.Redeemed.class::isInstance).count(), "winners");
      assertEquals(
          19,
          outcomes.stream().filter(Redemption.Replayed.class::isInstance).count(),
          outcomes.toString());
      assertTrue(revoked());
    }
  }

  /** The second attempt took its snapshot while the first had not committed. */
  @Test
  void anAttemptThatWaitedForTheFirstIsAReplay() {
    String code = issued();
    List<Future<Redemption>> second = new ArrayList<>();
    await(
        database.transaction(
            first ->
                first
                    .preparedQuery("UPDATE authorization_code SET redeemed_at = now()")
                    .execute()
                    .compose(
                        locked -> {
                          second.add(
                              rows.codes()
                                  .redeem(TokenRows.presented(code, CLIENT), Optional.empty()));
                          return BrokerDatabase.untilSomebodyWaits(vertx, database.relaxed());
                        })));
    assertInstanceOf(Redemption.Replayed.class, await(second.get(0)));
    assertTrue(revoked());
  }

  /** From many event loops, so that the statements run on many connections. */
  private List<Redemption> race(int count, String code) {
    List<Future<Redemption>> running = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      io.vertx.core.Promise<Redemption> promise = io.vertx.core.Promise.promise();
      running.add(promise.future());
      vertx
          .createSharedWorkerExecutor("race", count)
          .executeBlocking(() -> code, false)
          .compose(c -> rows.codes().redeem(TokenRows.presented(c, CLIENT), Optional.empty()))
          .onComplete(promise);
    }
    return running.stream().map(io.tributary.broker.keys.KeysFixture::await).toList();
  }

  private LoginAttemptUse attempt(String id) {
    return new LoginAttemptUse(id, Instant.now(), Instant.now().plusSeconds(600));
  }

  private Future<Optional<String>> issueSpending(LoginAttemptUse attempt) {
    return rows.codes()
        .give(grant(), Optional.of(TokenRows.code("openid", TokenSettings.CODE_LIFETIME)), attempt)
        .map(given -> given.flatMap(GivenAccess::code));
  }

  @Test
  void anAttemptIsSpentOnceAlsoInARace() {
    List<Future<Optional<String>>> running = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      running.add(issueSpending(attempt("attempt-1")));
    }
    long made =
        running.stream()
            .map(io.tributary.broker.keys.KeysFixture::await)
            .filter(Optional::isPresent)
            .count();
    assertEquals(1, made);
    assertEquals(1, rows.sql("SELECT 1 FROM authorization_code").size());
    assertEquals(1, rows.sql("SELECT 1 FROM spent_attempt WHERE id = 'attempt-1'").size());
    assertTrue(await(issueSpending(attempt("attempt-2"))).isPresent());
  }

  @Test
  void anAttemptOlderThanTheListOfSpentOnesIsRefused() {
    rows.sql("UPDATE spent_attempt SET spent_at = now() + interval '1 minute' WHERE id = ''");
    assertEquals(Optional.empty(), await(issueSpending(attempt("attempt-1"))));
    rows.sql("DELETE FROM spent_attempt");
    assertEquals(Optional.empty(), await(issueSpending(attempt("attempt-2"))));
    nothingMade();
  }

  @Test
  void anAttemptThatEndsInNoCodeIsSpentAllTheSame() {
    rows.sql("UPDATE session SET ended_at = now()");
    assertEquals(Optional.empty(), await(issueSpending(attempt("attempt-1"))));
    rows.sql("UPDATE session SET ended_at = NULL");
    assertEquals(Optional.empty(), await(issueSpending(attempt("attempt-1"))));
    nothingMade();
  }

  @Test
  void grantsOfOneSessionAndClientAreOneAndAddUp() {
    NewGrant first = grant();
    String one = rows.issue(first, "openid").orElseThrow();
    NewGrant second =
        new NewGrant(
            session,
            CLIENT,
            TokenRows.ISSUER,
            rows.subject("alice"),
            Scopes.parse("openid groups"),
            Scopes.parse("groups"),
            new JsonObject().put("groups", new io.vertx.core.json.JsonArray()),
            new JsonObject().put("roles", 2),
            "trace-2");
    String two = rows.issue(second, "groups").orElseThrow();
    Grant before = success(rows.redeem(one, CLIENT)).authorized().grant();
    RedeemedCode after = success(rows.redeem(two, CLIENT));
    assertEquals(before.id(), after.authorized().grant().id());
    assertEquals(first.traceId(), before.traceId(), "each code tells of its own login");
    assertEquals(
        Set.of("openid", "email", "groups"),
        Set.copyOf(after.authorized().grant().scopes().values()));
    assertEquals(Scopes.parse("groups"), after.authorized().grant().consented());
    assertEquals(second.claims(), after.authorized().grant().claims());
    assertEquals("trace-2", after.authorized().grant().traceId());
    assertEquals(
        Scopes.parse("groups"), after.authorized().scopes(), "a token carries what was asked for");

    GrantRepository grants = new GrantRepository(database.relaxed(), database.durable());
    Grant found = await(grants.find(session, CLIENT, TokenRows.ISSUER)).orElseThrow();
    assertEquals(after.authorized().grant(), found);
    NewGrant third =
        new NewGrant(
            session,
            CLIENT,
            TokenRows.ISSUER,
            found.subject(),
            Scopes.parse("email"),
            Scopes.parse("email"),
            found.claims(),
            found.mappingVersions(),
            "trace-3");
    rows.issue(third, "email");
    Grant again = await(grants.find(session, CLIENT, TokenRows.ISSUER)).orElseThrow();
    assertEquals(Set.of("groups", "email"), Set.copyOf(again.consented().values()));
    assertEquals(found.claims(), again.claims());

    assertEquals(Optional.empty(), await(grants.find(session, "wiki", TokenRows.ISSUER)));
    assertEquals(Optional.empty(), await(grants.find(session, CLIENT, TokenRows.OTHER_ISSUER)));
    assertEquals(
        Optional.empty(), await(grants.find(rows.session("alice"), CLIENT, TokenRows.ISSUER)));
    await(grants.revoke(found.id()));
    assertEquals(Optional.empty(), await(grants.find(session, CLIENT, TokenRows.ISSUER)));
  }

  private Optional<String> issuedAgain(Grant grant) {
    NewCode code = TokenRows.code("openid", Duration.ofMinutes(1));
    return await(rows.codes().giveAgain(grant, code, "trace-3")).flatMap(GivenAccess::code);
  }

  @Test
  void aGrantThatHasEverythingGivesAnotherCodeAndTellsOfTheLaterLogin() {
    Grant first = success(rows.redeem(issued(), CLIENT)).authorized().grant();
    Grant again =
        success(rows.redeem(issuedAgain(first).orElseThrow(), CLIENT)).authorized().grant();
    assertEquals(first.traced("trace-3"), again);
    Row grant = rows.sql("SELECT trace_id FROM client_grant").iterator().next();
    assertEquals(first.traceId(), grant.getString("trace_id"));
  }

  @Test
  void whatANodeOfAnEarlierReleaseIssuedTellsOfTheGrantsLogin() {
    Grant first = success(rows.redeem(issued(), CLIENT)).authorized().grant();
    String code = issuedAgain(first).orElseThrow();
    rows.sql("UPDATE authorization_code SET trace_id = NULL");
    assertEquals(first, success(rows.redeem(code, CLIENT)).authorized().grant());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "UPDATE session SET ended_at = now()",
        "UPDATE session SET expires_at = now()",
        "UPDATE account SET disabled_at = now()",
        "UPDATE account SET deleted_at = now()",
        "UPDATE client_grant SET revoked_at = now()"
      })
  void noOtherCodeOfAGrantThatEndedMeanwhile(String ending) {
    Grant grant = success(rows.redeem(issued(), CLIENT)).authorized().grant();
    rows.sql(ending);
    assertEquals(Optional.empty(), issuedAgain(grant));
    assertEquals(0, rows.sql("SELECT 1 FROM authorization_code WHERE trace_id = 'trace-3'").size());
  }

  /** Nobody waits for the one who revokes; the exchange decides. */
  @Test
  void aCodeGivenWhileTheGrantIsBeingRevokedIsWorthNothing() throws InterruptedException {
    Grant grant = success(rows.redeem(issued(), CLIENT)).authorized().grant();
    Future<?> revoking =
        database
            .durable()
            .run(
                new Statement(
                    "test.revoke",
                    "WITH gone AS (UPDATE client_grant SET revoked_at = now() RETURNING id)"
                        + " SELECT pg_sleep(5) FROM gone"),
                Tuple.tuple());
    Statement sleeping =
        new Statement("test.sleeping", "SELECT FROM pg_stat_activity WHERE wait_event = 'PgSleep'");
    while (await(database.relaxed().run(sleeping)).size() == 0) {
      Thread.sleep(20);
    }
    String code = issuedAgain(grant).orElseThrow();
    assertFalse(revoking.isComplete());
    await(revoking);
    refused(Redemption.Reason.NOT_LIVE, rows.redeem(code, CLIENT));
  }

  @Test
  void sweepsWhatNobodyNeedsInBoundedBatches() {
    for (int i = 0; i < 5; i++) {
      issued();
    }
    String kept = issued();
    rows.sql(
        "UPDATE authorization_code SET expires_at = now() - interval '2 hours'"
            + " WHERE code_hash <> $1",
        Buffer.buffer(Digests.sha256(kept)));
    rows.sql("UPDATE client_grant SET expires_at = now() - interval '2 hours'");
    ExpiredRowsRepository expired = new ExpiredRowsRepository(database.relaxed());
    assertEquals(3, await(expired.sweep(3)));
    assertEquals(2, await(expired.sweep(3)));
    assertEquals(0, await(expired.sweep(3)), "the session lives, so does its grant");
    Redemption redemption = rows.redeem(kept, CLIENT);
    assertNotEquals(new Redemption.Refused(Redemption.Reason.UNKNOWN), redemption);
    success(redemption);
    rows.sql("UPDATE session SET ended_at = now()");
    assertEquals(1, await(expired.sweep(3)));
    // The grant is gone: a late replay has nothing to revoke and is refused all the same.
    refused(Redemption.Reason.NOT_LIVE, rows.redeem(kept, CLIENT));
  }
}
