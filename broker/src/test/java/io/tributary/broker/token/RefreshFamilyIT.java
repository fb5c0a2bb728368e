package io.tributary.broker.token;

import static io.tributary.broker.kit.BrokerDatabase.await;
import static io.tributary.broker.token.Families.CLIENT;
import static io.tributary.broker.token.Families.rotated;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.platform.protocol.Scopes;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Families in the database: how they begin, rotate and end (RFC 6749 §6, RFC 9700 §4.14.2). */
class RefreshFamilyIT extends TokenTables {
  private static final String API = "https://api.example/";

  private TokenRows rows;
  private Families families;
  private Buffer session;

  @BeforeEach
  void person() {
    rows = new TokenRows(database);
    rows.sql(
        "TRUNCATE authorization_code, client_grant, refresh_family, revoked_token, session,"
            + " account, audit_event CASCADE");
    families = new Families(rows, database);
    rows.account("alice");
    session = rows.session("alice");
  }

  private void refused(Rotation.Reason reason, RefreshToken token) {
    assertEquals(new Rotation.Refused(reason), families.rotate(token));
  }

  private long begun() {
    return rows.sql("SELECT FROM refresh_family").size();
  }

  @Test
  void aFamilyBeginsWithTheExchangeAndKnowsAllThatItsTokensNeed() {
    RedeemedCode code = families.begun(session, CLIENT, Optional.of(API));
    RefreshToken first = code.refreshToken().orElseThrow();
    assertEquals(1, first.generation());
    assertEquals(first.grantId(), code.authorized().grant().id(), "one grant for all it gave");
    Row grant =
        rows.sql("SELECT * FROM client_grant WHERE id = $1", first.grantId()).iterator().next();
    assertNull(grant.getBuffer("session_hash"));
    assertEquals(session, grant.getBuffer("origin_hash"));
    assertEquals("okta", grant.getString("upstream"));
    assertEquals("https://okta.example", grant.getString("upstream_issuer"));
    assertEquals("x", grant.getString("upstream_sub"));
    assertEquals(Scopes.parse(Families.SCOPES), GrantRepository.scopes(grant, "scopes"));

    Rotation.Rotated rotated = rotated(families.rotate(first));
    assertEquals(new RefreshToken(first.grantId(), 2), rotated.successor());
    Authorized authorized = rotated.authorized();
    assertEquals(first.grantId(), authorized.grant().id());
    assertEquals(rows.subject("alice"), authorized.grant().subject());
    assertEquals(session, authorized.grant().sessionHash());
    assertEquals(code.authorized().grant().claims(), authorized.grant().claims());
    assertEquals(code.authorized().grant().traceId(), authorized.grant().traceId());
    assertEquals(Scopes.parse(Families.SCOPES), authorized.scopes());
    assertEquals(TokenRows.AUTH_TIME, authorized.authTime());
    assertEquals(Optional.of("urn:acr"), authorized.acr());
    assertEquals(List.of("pwd", "otp"), authorized.amr());
    assertEquals(Optional.empty(), authorized.nonce(), "OpenID Connect Core §12.2");
    assertEquals(new RequestedClaims(Set.of("name"), Set.of("groups")), authorized.claims());
    assertEquals(Optional.of(API), authorized.resource());
  }

  @Test
  void aFamilyOfALaterLoginTellsOfThatOne() {
    Grant first = families.begun(session, CLIENT, Optional.empty()).authorized().grant();
    Row inSession =
        rows.sql("SELECT id FROM client_grant WHERE session_hash IS NOT NULL").iterator().next();
    NewCode wanted = Families.code(Families.SCOPES, Optional.empty());
    String code =
        await(
                rows.codes()
                    .giveAgain(first.withId(inSession.getString("id")), wanted, "later-login"))
            .orElseThrow()
            .code()
            .orElseThrow();
    RedeemedCode later =
        Families.success(await(families.exchange(TokenRows.presented(code, CLIENT))));
    assertEquals("later-login", later.authorized().grant().traceId());
    Rotation.Rotated rotated = rotated(families.rotate(later.refreshToken().orElseThrow()));
    assertEquals("later-login", rotated.authorized().grant().traceId());
  }

  @Test
  void noFamilyWithoutOfflineAccessOrForAClientThatMayNotRefresh() {
    String plain =
        families.issued(session, CLIENT, Families.code("openid email", Optional.empty()));
    RedeemedCode code =
        Families.success(await(families.exchange(TokenRows.presented(plain, CLIENT))));
    assertEquals(Optional.empty(), code.refreshToken());
    String wanted =
        families.issued(session, CLIENT, Families.code(Families.SCOPES, Optional.empty()));
    assertEquals(Optional.empty(), Families.success(rows.redeem(wanted, CLIENT)).refreshToken());
    assertEquals(0, begun());
    assertEquals(1, rows.sql("SELECT FROM client_grant").size());
  }

  /** Whoever has a code, and not what proves that it is theirs, leaves nothing behind. */
  @Test
  void noFamilyForAnExchangeThatIsRefused() {
    for (PresentedCode wrong :
        new PresentedCode[] {
          presented("stranger", TokenRows.REDIRECT, TokenRows.VERIFIER, null),
          presented(CLIENT, "https://evil.example/", TokenRows.VERIFIER, null),
          presented(CLIENT, TokenRows.REDIRECT, "w".repeat(43), null),
          presented(CLIENT, TokenRows.REDIRECT, null, null),
          presented(CLIENT, TokenRows.REDIRECT, TokenRows.VERIFIER, "https://other.example/"),
        }) {
      assertInstanceOf(Redemption.Refused.class, await(families.exchange(wrong)), wrong.toString());
      assertEquals(0, begun());
      assertEquals(0, rows.sql("SELECT FROM client_grant WHERE session_hash IS NULL").size());
    }
  }

  private PresentedCode presented(
      String clientId, String redirectUri, String verifier, String resource) {
    String code =
        families.issued(session, CLIENT, Families.code(Families.SCOPES, Optional.of(API)));
    return new PresentedCode(
        code,
        clientId,
        TokenRows.ISSUER,
        redirectUri,
        Optional.ofNullable(verifier),
        Optional.ofNullable(resource));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "UPDATE session SET ended_at = now()",
        "UPDATE account SET disabled_at = now()",
        "UPDATE client_grant SET revoked_at = now()",
        "UPDATE authorization_code SET expires_at = now()"
      })
  void noFamilyForWhatEndedBefore(String ending) {
    String code =
        families.issued(session, CLIENT, Families.code(Families.SCOPES, Optional.empty()));
    rows.sql(ending);
    assertInstanceOf(
        Redemption.Refused.class, await(families.exchange(TokenRows.presented(code, CLIENT))));
    assertEquals(0, begun());
  }

  @Test
  void beginningAndRotatingAreOneStatementEach() {
    String code =
        families.issued(session, CLIENT, Families.code(Families.SCOPES, Optional.empty()));
    long before = database.statements();
    RefreshToken token =
        Families.success(await(families.exchange(TokenRows.presented(code, CLIENT))))
            .refreshToken()
            .orElseThrow();
    assertEquals(1, database.statements() - before);
    families.rotate(token);
    assertEquals(2, database.statements() - before);
    families.rotate(token);
    assertEquals(4, database.statements() - before, "what is not the newest is judged by another");
  }

  @Test
  void aFamilyOutlivesTheSession() {
    RefreshToken token = families.first(session);
    rows.sql("UPDATE session SET ended_at = now()");
    token = families.next(token);
    rows.sql("DELETE FROM session");
    assertEquals(3, families.next(token).generation());
  }

  @Test
  void withinTheGraceTheSameSuccessorIsToldAgain() {
    RefreshToken first = families.first(session);
    RefreshToken second = families.next(first);
    for (int i = 0; i < 3; i++) {
      assertEquals(second, families.next(first));
    }
    assertEquals(2, families.generation(second));
    assertEquals(3, families.next(second).generation());
    assertEquals(0, families.events());
  }

  @Test
  void afterTheGraceAUseEndsTheFamily() {
    RefreshToken first = families.first(session);
    RefreshToken second = families.next(first);
    rows.sql("UPDATE refresh_family SET rotated_at = rotated_at - interval '11 seconds'");
    assertEquals(new Rotation.Reused(rows.subject("alice")), families.rotate(first));
    ended(first, second);
  }

  @Test
  void withoutAGraceEverySecondUseEndsTheFamily() {
    RefreshToken first = families.first(session);
    RefreshToken second = families.next(first);
    assertInstanceOf(Rotation.Reused.class, await(families.rotation(first, Duration.ZERO)));
    ended(first, second);
  }

  /** The successor was used, so its holder had it: the one before is in other hands. */
  @Test
  void whenTheSuccessorWasUsedTheOneBeforeEndsTheFamilyAtOnce() {
    RefreshToken first = families.first(session);
    RefreshToken second = families.next(first);
    RefreshToken third = families.next(second);
    assertInstanceOf(Rotation.Reused.class, families.rotate(first));
    ended(first, second, third);
  }

  /** A database that was put back forgot rotations: what is ahead of it counts as used. */
  @Test
  void aTokenAheadOfItsFamilyEndsIt() {
    RefreshToken first = families.first(session);
    assertInstanceOf(Rotation.Reused.class, families.rotate(new RefreshToken(first.grantId(), 2)));
    ended(first);
  }

  private void ended(RefreshToken... tokens) {
    assertTrue(families.isRevoked(tokens[0].grantId()));
    for (RefreshToken token : tokens) {
      refused(Rotation.Reason.OVER, token);
    }
    assertEquals(1, families.events(), "and is told once");
    Row event =
        rows.sql("SELECT * FROM audit_event WHERE type = 'refresh.reused'").iterator().next();
    assertEquals(rows.subject("alice"), event.getString("subject"));
    assertEquals(CLIENT, event.getString("client"));
    assertEquals("okta", event.getString("upstream"));
    assertEquals("request-1", event.getString("request_id"));
    assertEquals(tokens[0].grantId(), event.getJsonObject("details").getString("grant"));
  }

  @Test
  void aReuseEndsNoOtherFamily() {
    RefreshToken mine = families.first(session);
    RefreshToken again = families.first(session);
    RefreshToken wiki =
        families.begun(session, "wiki", Optional.empty()).refreshToken().orElseThrow();
    RefreshToken second = families.next(mine);
    families.next(second);
    assertInstanceOf(Rotation.Reused.class, families.rotate(mine));
    assertNotEquals(mine.grantId(), again.grantId());
    assertEquals(2, families.next(again).generation());
    assertEquals(
        2, rotated(families.rotate(Families.request(wiki, "wiki"))).successor().generation());
    assertFalse(
        rows.sql("SELECT FROM client_grant WHERE revoked_at IS NULL AND session_hash IS NOT NULL")
                .size()
            == 0,
        "the grants of the session live");
  }

  @Test
  void aFamilyIsOfItsClientAndIssuer() {
    RefreshToken token = families.first(session);
    assertEquals(
        new Rotation.Refused(Rotation.Reason.OVER),
        families.rotate(Families.request(token, "wiki")));
    assertEquals(
        new Rotation.Refused(Rotation.Reason.OVER),
        families.rotate(
            new RefreshFamilyRepository.Request(
                token,
                CLIENT,
                TokenRows.OTHER_ISSUER,
                Optional.empty(),
                Optional.empty(),
                "request-1")));
    assertEquals(1, families.generation(token), "untouched");
    assertEquals(2, families.next(token).generation());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "UPDATE account SET disabled_at = now()",
        "UPDATE account SET deleted_at = now()",
        "UPDATE client_grant SET revoked_at = now()",
        "DELETE FROM client_grant",
        "UPDATE refresh_family SET expires_at = now()",
        "UPDATE refresh_family SET rotated_at = now() - interval '7 days'",
        "UPDATE refresh_family SET reused_at = now()",
        "DELETE FROM refresh_family"
      })
  void whatEndedIsRefusedAndNothingMoves(String ending) {
    RefreshToken token = families.first(session);
    rows.sql(ending);
    refused(Rotation.Reason.OVER, token);
    assertEquals(0, rows.sql("SELECT FROM refresh_family WHERE generation <> 1").size());
    assertEquals(0, families.events());
  }

  @Test
  void onlyTheNewestTokenOfAFamilyIsLive() {
    RefreshToken first = families.first(session);
    RefreshToken second = families.next(first);
    RefreshFamilyRepository.LiveToken live = families.find(second).orElseThrow();
    assertEquals(second.grantId(), live.grant().id());
    assertTrue(live.endsAt().isAfter(Instant.now().plus(Duration.ofDays(6))));
    assertTrue(live.endsAt().isBefore(Instant.now().plus(Duration.ofDays(8))));
    assertEquals(Optional.empty(), families.find(first));
    assertEquals(Optional.empty(), families.find(new RefreshToken(first.grantId(), 3)));
    assertEquals(Optional.empty(), families.find(new RefreshToken("x", 2)));
    assertEquals(2, families.generation(second), "asking changes nothing");
    for (String ending :
        new String[] {
          "UPDATE account SET disabled_at = now()",
          "UPDATE account SET disabled_at = NULL; UPDATE refresh_family SET reused_at = now()",
        }) {
      for (String part : ending.split("; ", -1)) {
        rows.sql(part);
      }
      assertEquals(Optional.empty(), families.find(second), ending);
    }
  }

  @Test
  void idleBeginsAnewWithEachRotation() {
    RefreshToken token = families.first(session);
    rows.sql("UPDATE refresh_family SET rotated_at = now() - interval '6 days 23 hours'");
    token = families.next(token);
    rows.sql("UPDATE refresh_family SET rotated_at = rotated_at - interval '6 days 23 hours'");
    assertEquals(3, families.next(token).generation());
  }

  @Test
  void lessMayBeAskedForAndWhatWasNeverGrantedIsIgnored() {
    RefreshToken token = families.first(session);
    assertEquals(Scopes.parse("email"), asked(token, "email groups nonsense").scopes());
    // RFC 6749 §6: the next token has all again.
    assertEquals(
        Scopes.parse(Families.SCOPES), rotated(families.rotate(token)).authorized().scopes());
    assertEquals(
        new Rotation.Refused(Rotation.Reason.SCOPE),
        families.rotate(with(new RefreshToken(token.grantId(), 2), "groups nonsense", null)));
    assertEquals(2, families.generation(token), "and the token was not spent");
  }

  private Authorized asked(RefreshToken token, String scopes) {
    return rotated(families.rotate(with(token, scopes, null))).authorized();
  }

  private static RefreshFamilyRepository.Request with(
      RefreshToken token, String scopes, String resource) {
    return new RefreshFamilyRepository.Request(
        token,
        CLIENT,
        TokenRows.ISSUER,
        Optional.ofNullable(scopes).map(Scopes::parse),
        Optional.ofNullable(resource),
        "request-1");
  }

  /** RFC 8707 §2.2. */
  @Test
  void whatWasGrantedForOneResourceIsForNoOther() {
    RefreshToken bound =
        families.begun(session, CLIENT, Optional.of(API)).refreshToken().orElseThrow();
    assertEquals(
        new Rotation.Refused(Rotation.Reason.RESOURCE),
        families.rotate(with(bound, null, "https://other.example/")));
    assertEquals(1, families.generation(bound), "and the token was not spent");
    assertEquals(
        Optional.of(API), rotated(families.rotate(with(bound, null, API))).authorized().resource());

    RefreshToken free = families.first(session);
    assertEquals(
        Optional.of(API), rotated(families.rotate(with(free, null, API))).authorized().resource());
    assertEquals(Optional.empty(), rotated(families.rotate(free)).authorized().resource());
  }

  /** A heap-only update: the row stays in its page, and no index hears of it. */
  @Test
  void aRotationStaysWithinItsPage() {
    RefreshToken token = families.first(session);
    for (int i = 0; i < 200; i++) {
      token = families.next(token);
    }
    assertEquals(
        1,
        rows.sql("SELECT FROM refresh_family WHERE ctid::text LIKE '(0,%'").size(),
        "old versions are pruned, and new ones find room");
    assertEquals(
        0,
        rows.sql(
                "SELECT FROM pg_index i JOIN pg_attribute a"
                    + " ON a.attrelid = i.indrelid AND a.attnum = ANY(i.indkey)"
                    + " WHERE i.indrelid = 'refresh_family'::regclass"
                    + " AND a.attname IN ('generation', 'rotated_at', 'reused_at')")
            .size());
  }

  @Test
  void whatIsOverIsSweptInBoundedBatches() {
    for (int i = 0; i < 5; i++) {
      families.first(session);
    }
    RefreshToken kept = families.first(session);
    rows.sql(
        "UPDATE refresh_family SET expires_at = now() - interval '2 hours' WHERE grant_id <> $1",
        kept.grantId());
    rows.sql(
        "UPDATE client_grant SET expires_at = now() - interval '2 hours'"
            + " WHERE session_hash IS NULL AND id <> $1",
        kept.grantId());
    rows.sql(
        "INSERT INTO revoked_token VALUES ('old', now() - interval '2 hours'), ('new', now())");
    rows.sql("UPDATE authorization_code SET expires_at = now()");
    ExpiredRowsRepository expired = new ExpiredRowsRepository(database.relaxed());
    assertEquals(3 + 3 + 1, await(expired.sweep(3)), "families, offline grants, a revoked token");
    assertEquals(2 + 2, await(expired.sweep(3)));
    assertEquals(0, await(expired.sweep(3)));
    assertEquals(1, begun());
    assertEquals(2, rows.sql("SELECT FROM client_grant").size(), "of the session, and the last");
    assertEquals(1, rows.sql("SELECT FROM revoked_token WHERE id = 'new'").size());
    assertEquals(2, families.next(kept).generation());
  }
}
