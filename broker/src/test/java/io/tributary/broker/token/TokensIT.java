package io.tributary.broker.token;

import static io.tributary.broker.keys.KeysFixture.await;
import static io.tributary.broker.keys.KeysFixture.failure;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.broker.client.Client;
import io.tributary.broker.client.ReleaseSettings;
import io.tributary.broker.client.TokenSettings.AccessTokenFormat;
import io.tributary.broker.keys.KeysFixture;
import io.tributary.broker.keys.OwnTokenVerifier;
import io.tributary.broker.keys.SealingKeys;
import io.tributary.broker.keys.SigningAlgorithm;
import io.tributary.broker.keys.SigningKeys;
import io.tributary.broker.kit.ClientFixture;
import io.tributary.broker.web.Issuer;
import io.tributary.broker.web.Layout;
import io.tributary.platform.protocol.ErrorCode;
import io.tributary.platform.protocol.JwtKind;
import io.tributary.platform.protocol.OAuthException;
import io.tributary.platform.protocol.Scopes;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tokens from a redeemed code to userinfo's question, on real keys and rows. */
class TokensIT extends TokenTables {
  private static final String USERINFO = TokenRows.ISSUER + "/oauth2/v1/userinfo";
  private static final Clock CLOCK = Clock.systemUTC();

  private static SealingKeys sealing;
  private static SigningKeys keys;
  private static SigningKeys otherKeys;

  private static final Issuer ISSUER = Issuer.of(URI.create(TokenRows.ISSUER), Layout.NATIVE, "");
  private static final Issuer OTHER =
      Issuer.of(URI.create(TokenRows.OTHER_ISSUER), Layout.NATIVE, "");

  private final ClaimRelease release = new ClaimRelease(Map.of());
  private final IssuerTokens tokens = tokens(ISSUER, keys, CLOCK);
  private final Subjects subjects = tokens.subjects();
  private final OwnTokenVerifier verifier = tokens.verifier();
  private final AccessTokenCheck check = tokens.check();

  private IssuerTokens tokens(Issuer issuer, SigningKeys signing, Clock clock) {
    return IssuerTokens.of(
        issuer,
        signing,
        sealing,
        release,
        new GrantRepository(database.relaxed(), database.durable()),
        clock);
  }

  private TokenRows rows;
  private Buffer session;

  @BeforeAll
  static void open() {
    sealing = await(KeysFixture.sealing(database, KeysFixture.master(1)));
    keys = await(KeysFixture.signing(vertx, database, sealing, TokenRows.ISSUER));
    otherKeys = await(KeysFixture.signing(vertx, database, sealing, TokenRows.OTHER_ISSUER));
  }

  @BeforeEach
  void person() {
    rows = new TokenRows(database);
    rows.account("alice");
    session = rows.session("alice");
  }

  private Authorized redeemed(String clientId, String scopes) {
    String code = rows.issue(rows.grant(session, "alice", clientId), scopes).orElseThrow();
    return rows.redeem(code, clientId)
        .fold(
            found -> found.authorized(),
            replayed -> {
              throw new AssertionError(replayed);
            },
            reason -> {
              throw new AssertionError(reason);
            });
  }

  private static Client minimal(String clientId) {
    return ClientFixture.client(clientId)
        .tokens(SigningAlgorithm.RS256, AccessTokenFormat.AT_JWT, null)
        .build();
  }

  private static Client all(String clientId) {
    return ClientFixture.client(clientId)
        .tokens(SigningAlgorithm.RS256, AccessTokenFormat.AT_JWT, null)
        .release(new ReleaseSettings(true, Set.of("groups", "roles"), false, false))
        .build();
  }

  private static JsonObject decoded(String token, int part) {
    return new JsonObject(
        Buffer.buffer(Base64.getUrlDecoder().decode(token.split("\\.", -1)[part])));
  }

  @Test
  void anIdTokenSaysWhoAndNothingUnasked() {
    Authorized code = redeemed("inventory", "openid email");
    TokenResponse response = tokens.issue(code, minimal("inventory"));
    JsonObject claims = verifier.verify(response.idToken().orElseThrow(), JwtKind.ID_TOKEN);
    assertEquals(
        Set.of(
            "iss",
            "sub",
            "aud",
            "exp",
            "iat",
            "auth_time",
            "nonce",
            "acr",
            "amr",
            "at_hash",
            "sid"),
        claims.fieldNames());
    assertEquals(TokenRows.ISSUER, claims.getString("iss"));
    assertEquals(rows.subject("alice"), claims.getString("sub"));
    assertEquals("inventory", claims.getString("aud"));
    assertEquals("nonce-1", claims.getString("nonce"));
    assertEquals(TokenRows.AUTH_TIME.getEpochSecond(), claims.getLong("auth_time"));
    assertEquals(300, claims.getLong("exp") - claims.getLong("iat"));
    assertEquals(
        IdTokens.hash(SigningAlgorithm.RS256, response.accessToken()), claims.getString("at_hash"));
    assertEquals("openid email", response.scope());
  }

  @Test
  void anIdTokenForAllClaimsHasWhatUserinfoHas() {
    Authorized code = redeemed("inventory", "openid email");
    TokenResponse response = tokens.issue(code, all("inventory"));
    JsonObject idToken = verifier.verify(response.idToken().orElseThrow(), JwtKind.ID_TOKEN);
    AccessTokenCheck.LiveToken live = await(check.check(response.accessToken()));
    JsonObject userinfo =
        release.released(
            live.grant().claims(), live.scopes(), live.claims(), all("inventory").release());
    assertEquals(Set.of("email", "email_verified", "groups", "roles"), userinfo.fieldNames());
    userinfo.forEach(entry -> assertEquals(entry.getValue(), idToken.getValue(entry.getKey())));
    assertEquals(live.sub(), idToken.getString("sub"));
    assertEquals(rows.subject("alice"), idToken.getString("sub"), "a mapping's sub is ignored");
  }

  @Test
  void anAccessTokenIsForUserinfoAndNobodyElse() {
    TokenResponse response = tokens.issue(redeemed("inventory", "openid"), all("inventory"));
    assertEquals("at+jwt", decoded(response.accessToken(), 0).getString("typ"));
    assertEquals("access_token", decoded(response.accessToken(), 0).getString("kind"));
    JsonObject claims = verifier.verify(response.accessToken(), JwtKind.ACCESS_TOKEN);
    assertEquals(
        Set.of(
            "iss",
            "sub",
            "aud",
            "client_id",
            "exp",
            "iat",
            "jti",
            "scope",
            "grant_id",
            "auth_time",
            "acr",
            "amr"),
        claims.fieldNames());
    assertEquals(USERINFO, claims.getString("aud"));
    assertEquals("inventory", claims.getString("client_id"));
    assertEquals("openid", claims.getString("scope"));
    assertEquals(600, claims.getLong("exp") - claims.getLong("iat"));
  }

  @Test
  void plainAccessTokensStillHaveTheirKind() {
    Authorized code = redeemed("inventory", "openid");
    Client plain =
        ClientFixture.client("inventory")
            .tokens(SigningAlgorithm.ES256, AccessTokenFormat.JWT, null)
            .build();
    String token = tokens.issue(code, plain).accessToken();
    assertEquals("JWT", decoded(token, 0).getString("typ"));
    assertEquals("ES256", decoded(token, 0).getString("alg"));
    await(check.check(token));
    assertThrows(OAuthException.class, () -> verifier.verify(token, JwtKind.ID_TOKEN));
  }

  @Test
  void noTokenPassesForAnother() {
    TokenResponse response = tokens.issue(redeemed("inventory", "openid"), all("inventory"));
    refused(response.idToken().orElseThrow());
    assertThrows(
        OAuthException.class, () -> verifier.verify(response.accessToken(), JwtKind.ID_TOKEN));
  }

  @Test
  void tokensOfAnotherIssuerAreRefused() {
    Authorized code = redeemed("inventory", "openid");
    refused(tokens(OTHER, otherKeys, CLOCK).issue(code, all("inventory")).accessToken());
    // Our key, and still another issuer or audience in the claims.
    refused(tokens(OTHER, keys, CLOCK).issue(code, all("inventory")).accessToken());
    refused(tokens.issue(forResource(code, "inventory"), all("inventory")).accessToken());
  }

  private static Authorized forResource(Authorized code, String resource) {
    return new Authorized(
        code.grant(),
        code.scopes(),
        code.nonce(),
        code.authTime(),
        code.acr(),
        code.amr(),
        code.claims(),
        Optional.of(resource));
  }

  @Test
  void anExpiredTokenIsRefused() {
    Clock past = Clock.offset(CLOCK, Duration.ofMinutes(-11));
    refused(
        tokens(ISSUER, keys, past)
            .issue(redeemed("inventory", "openid"), all("inventory"))
            .accessToken());
  }

  @Test
  void whateverEndsTheGrantEndsTheTokenAtOnce() {
    String token = tokens.issue(redeemed("inventory", "openid"), all("inventory")).accessToken();
    for (String ending :
        new String[] {
          "UPDATE session SET ended_at = now()",
          "UPDATE session SET expires_at = now()",
          "UPDATE account SET disabled_at = now()",
          "UPDATE account SET deleted_at = now()",
          "UPDATE client_grant SET revoked_at = now()",
          "UPDATE client_grant SET issuer = 'https://other.example'",
          "UPDATE client_grant SET client_id = 'other'"
        }) {
      await(check.check(token));
      rows.during(ending, () -> refused(token));
    }
    rows.sql("DELETE FROM client_grant");
    refused(token);
  }

  @Test
  void aReplayedCodeEndsTheTokenAtOnce() {
    String code = rows.issue(rows.grant(session, "alice", "inventory"), "openid").orElseThrow();
    Redemption first = rows.redeem(code, "inventory");
    String token =
        tokens
            .issue(
                first.fold(found -> found.authorized(), replayed -> null, reason -> null),
                all("inventory"))
            .accessToken();
    await(check.check(token));
    assertEquals(
        new Redemption.Replayed(rows.subject("alice"), "inventory"),
        rows.redeem(code, "inventory"));
    refused(token);
  }

  /** RFC 7009 §2.1: one access token, not its grant. */
  @Test
  void aTokenMayBeRevokedByItself() {
    Authorized code = redeemed("inventory", "openid");
    String token = tokens.issue(code, all("inventory")).accessToken();
    String other = tokens.issue(code, all("inventory")).accessToken();
    RevokedTokenRepository revoked =
        new RevokedTokenRepository(database.relaxed(), database.durable());
    String id = decoded(token, 1).getString("jti");
    assertFalse(await(revoked.isRevoked(id)));
    await(revoked.revoke(id, Instant.now().plusSeconds(600)));
    await(revoked.revoke(id, Instant.now().plusSeconds(600)));
    assertTrue(await(revoked.isRevoked(id)));
    refused(token);
    await(check.check(other));
  }

  @Test
  void askingForATokenIsOneStatement() {
    String token = tokens.issue(redeemed("inventory", "openid"), all("inventory")).accessToken();
    long before = database.statements();
    await(check.check(token));
    assertEquals(1, database.statements() - before);
    refused("garbage");
    assertEquals(1, database.statements() - before, "a bad token costs no statement");
  }

  @Test
  void clientsCannotTellThatTheyShareASession() {
    JsonObject one = idToken("inventory", all("inventory"));
    JsonObject two = idToken("wiki", all("wiki"));
    assertEquals(one.getString("sub"), two.getString("sub"));
    assertNotEquals(one.getString("sid"), two.getString("sid"));
    assertEquals(one.getString("sid"), idToken("inventory", all("inventory")).getString("sid"));
    assertEquals(one.getString("sid"), subjects.sid(session, "inventory"));
    assertNotEquals(subjects.sid(rows.session("alice"), "inventory"), one.getString("sid"));
  }

  @Test
  void pairwiseSubjectsDifferBySectorOnly() {
    String a = subjects.sub("subject-one", sector("a.example"));
    assertEquals(a, subjects.sub("subject-one", sector("a.example")));
    assertNotEquals(a, subjects.sub("subject-one", sector("b.example")));
    assertNotEquals(a, subjects.sub("subject-two", sector("a.example")));
    assertFalse(a.contains("subject-one"));
    assertEquals("subject-one", subjects.sub("subject-one", all("inventory")));

    Authorized code = redeemed("inventory", "openid");
    TokenResponse response = tokens.issue(code, sector("a.example"));
    String sub =
        verifier.verify(response.idToken().orElseThrow(), JwtKind.ID_TOKEN).getString("sub");
    assertEquals(sub, await(check.check(response.accessToken())).sub());
    assertNotEquals(rows.subject("alice"), sub);
  }

  private static Client sector(String name) {
    return ClientFixture.client("inventory")
        .tokens(SigningAlgorithm.RS256, AccessTokenFormat.AT_JWT, name)
        .build();
  }

  private JsonObject idToken(String clientId, Client client) {
    return verifier.verify(
        tokens.issue(redeemed(clientId, "openid"), client).idToken().orElseThrow(),
        JwtKind.ID_TOKEN);
  }

  @Test
  void theHashOfTheAccessTokenIsTheExampleOfTheStandard() {
    // OpenID Connect Core appendix A.3: code and c_hash are made the same way.
    assertEquals(
        "77QmUPtjPfzWtF2AnpK9RQ",
        IdTokens.hash(SigningAlgorithm.RS256, "jHkWEdUXMU1BwAsC4vtUsZwnNvTIxEl0z9K3vx5KF0Y"));
    assertEquals(43, IdTokens.hash(SigningAlgorithm.EDDSA, "x").length());
  }

  @Test
  void timesAreSecondsOfNow() {
    long before = Instant.now().getEpochSecond();
    JsonObject claims = idToken("inventory", all("inventory"));
    assertTrue(claims.getLong("iat") >= before && claims.getLong("iat") <= before + 60);
    assertEquals(Scopes.parse("openid"), Scopes.of(java.util.List.of("openid")));
  }

  private void refused(String token) {
    Throwable failure = failure(check.check(token));
    assertTrue(failure instanceof OAuthException, String.valueOf(failure));
    assertEquals(ErrorCode.INVALID_TOKEN, ((OAuthException) failure).code());
  }
}
