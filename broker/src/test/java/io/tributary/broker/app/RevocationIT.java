package io.tributary.broker.app;

import static io.tributary.broker.app.TokenCalls.INACTIVE;
import static io.tributary.broker.app.TokenCalls.access;
import static io.tributary.broker.app.TokenCalls.introspect;
import static io.tributary.broker.app.TokenCalls.revocation;
import static io.tributary.broker.app.TokenCalls.revoke;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.platform.proof.Proves;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Revocation: by the owner at once and everywhere, by nobody else (RFC 7009). */
class RevocationIT {
  private static final String CLIENTS =
      """
        - id: signed
          secret: signed-secret
          grant_types: [authorization_code, refresh_token, client_credentials]
          redirect_uris: ["http://localhost:1/cb"]
          issuers: [root, default]
        - id: sealed
          secret: sealed-secret
          access_tokens: opaque
          grant_types: [authorization_code, refresh_token, client_credentials]
          redirect_uris: ["http://localhost:1/cb"]
          issuers: [root, default]
        - id: mobile
          public: true
          grant_types: [authorization_code, refresh_token]
          redirect_uris: ["http://localhost:1/cb"]
        - id: stranger
          secret: stranger-secret
          redirect_uris: ["http://localhost:1/cb"]
      """;
  private static final String OFFLINE = "openid profile offline_access";

  private static World world;
  private static TestApplication signed;
  private static TestApplication sealed;
  private static TestApplication stranger;

  private final Person person = world.person();

  @BeforeAll
  static void start() {
    world = World.open("", World.UPSTREAMS + World.REST + CLIENTS);
    signed = world.application("signed", "signed-secret");
    sealed = world.application("sealed", "sealed-secret");
    stranger = world.application("stranger", "stranger-secret");
  }

  @AfterAll
  static void stop() {
    world.close();
  }

  private JsonObject tokens(TestApplication application, String... changes) {
    return application.tokens(world.login(person, application, changes).code());
  }

  private static TestApplication named(String id) {
    return id.equals("signed") ? signed : sealed;
  }

  private static void assertDead(TestApplication application, String token) {
    assertEquals(INACTIVE, introspect(application, token));
    HttpResponse<String> answer = application.userinfo(token);
    TestApplication.assertError(answer, 401, "invalid_token");
    assertTrue(
        answer.headers().firstValue("www-authenticate").orElse("").contains("invalid_token"));
  }

  /** The token, not the login: others of the same grant go on. */
  @ParameterizedTest
  @ValueSource(strings = {"signed", "sealed"})
  @Proves({"RFC7009-2.1", "RFC7009-2.2"})
  void anAccessTokenEndsAloneAndAtOnce(String id) {
    TestApplication application = named(id);
    JsonObject first = tokens(application);
    JsonObject second = tokens(application);
    application.claims(first);
    Map<String, Long> before = world.broker().statements();
    revoke(application, access(first));
    assertEquals(Map.of("revoked_token.revoke", 1L), world.broker().statementsSince(before));
    assertDead(application, access(first));
    application.claims(second);
    assertEquals(true, introspect(application, access(second)).getValue("active"));
    // RFC 7009 §2.2: again is nothing wrong.
    revoke(application, access(first));
  }

  @ParameterizedTest
  @ValueSource(strings = {"signed", "sealed"})
  @Proves("RFC7009-2.1")
  void aRefreshTokenTakesItsFamilyAndAccessTokensWithIt(String id) {
    TestApplication application = named(id);
    JsonObject first = tokens(application, "scope", OFFLINE);
    JsonObject other = tokens(application, "scope", OFFLINE);
    JsonObject second =
        new JsonObject(TokenCalls.refresh(application, first.getString("refresh_token")).body());
    revoke(application, second.getString("refresh_token"));
    assertDead(application, access(first));
    assertDead(application, access(second));
    assertEquals(INACTIVE, introspect(application, second.getString("refresh_token")));
    for (JsonObject of : List.of(first, second)) {
      TestApplication.assertError(
          TokenCalls.refresh(application, of.getString("refresh_token")), 400, "invalid_grant");
    }
    application.claims(other);
    assertEquals(
        200, TokenCalls.refresh(application, other.getString("refresh_token")).statusCode());
  }

  /** What a client once had in its hands: it means that login. */
  @Test
  void aRefreshTokenThatWasUsedEndsItsFamilyToo() {
    JsonObject first = tokens(signed, "scope", OFFLINE);
    JsonObject second =
        new JsonObject(TokenCalls.refresh(signed, first.getString("refresh_token")).body());
    revoke(signed, first.getString("refresh_token"));
    assertDead(signed, access(second));
    TestApplication.assertError(
        TokenCalls.refresh(signed, second.getString("refresh_token")), 400, "invalid_grant");
  }

  @ParameterizedTest
  @ValueSource(strings = {"signed", "sealed"})
  void aTokenWithoutAPersonEndsToo(String id) {
    String token = access(TokenCalls.forItself(named(id)));
    String other = access(TokenCalls.forItself(named(id)));
    revoke(named(id), token);
    assertEquals(INACTIVE, introspect(named(id), token));
    assertEquals(true, introspect(named(id), other).getValue("active"));
  }

  /** RFC 7009 §2.1: client_id is enough of a public client, for its own tokens. */
  @Test
  @Proves({"RFC7009-2.1", "RFC7009-5"})
  void aPublicClientGivesBackItsOwn() {
    TestApplication mobile = world.application("mobile", "");
    String code = world.login(person, mobile, "scope", OFFLINE).code();
    HttpResponse<String> answer =
        TokenCalls.post(mobile, "token_endpoint", mobile.exchangeForm(code));
    JsonObject tokens = new JsonObject(answer.body());
    mobile.claims(tokens);
    TestApplication.assertError(revocation(mobile, access(tokens(signed))), 400, "invalid_grant");
    revoke(mobile, tokens.getString("refresh_token"));
    TestApplication.assertError(mobile.userinfo(access(tokens)), 401, "invalid_token");
  }

  /** RFC 7009 §2.1: "the request is refused and the client is informed". */
  @ParameterizedTest
  @ValueSource(strings = {"signed", "sealed"})
  @Proves({"RFC7009-2.1", "RFC7009-2.2.1"})
  void nobodyEndsTheTokensOfOthers(String id) {
    JsonObject tokens = tokens(named(id), "scope", OFFLINE);
    Map<String, Long> before = world.broker().statements();
    TestApplication.assertError(revocation(stranger, access(tokens)), 400, "invalid_grant");
    revoke(stranger, tokens.getString("refresh_token"));
    revoke(stranger, tokens.getString("id_token"));
    assertEquals(Map.of(), world.broker().statementsSince(before));
    named(id).claims(tokens);
    assertEquals(
        200, TokenCalls.refresh(named(id), tokens.getString("refresh_token")).statusCode());
  }

  /** A token is bound to its issuer: elsewhere it is nothing, and nothing happens to it. */
  @ParameterizedTest
  @ValueSource(strings = {"signed", "sealed"})
  void nothingHappensToTokensOfAnotherIssuer(String id) {
    TestApplication elsewhere = world.application("default", id, id + "-secret");
    JsonObject tokens = tokens(elsewhere, "scope", OFFLINE);
    revoke(named(id), access(tokens));
    revoke(named(id), tokens.getString("refresh_token"));
    elsewhere.claims(tokens);
    assertEquals(
        200, TokenCalls.refresh(elsewhere, tokens.getString("refresh_token")).statusCode());
  }

  /** RFC 7009 §2.2: "invalid tokens do not cause an error response". */
  @ParameterizedTest
  @ValueSource(strings = {"never", "tat_", "tat_AAAA", "a.b.c", "..", "{}", "%00"})
  @Proves("RFC7009-2.2")
  void whatIsNoTokenIsRevokedAlready(String token) {
    Map<String, Long> before = world.broker().statements();
    HttpResponse<String> answer =
        signed.post(
            signed.endpoint("revocation_endpoint"),
            "token=" + token.replace("%00", "%C3%A9") + "&token_type_hint=nonsense",
            Map.of("authorization", TestApplication.basic("signed", "signed-secret")));
    assertEquals(200, answer.statusCode(), answer::body);
    assertEquals(Map.of(), world.broker().statementsSince(before));
  }

  @ParameterizedTest
  @ValueSource(strings = {"access_token", "refresh_token", "nonsense"})
  @Proves("RFC7009-2.1")
  void theHintIsOnlyAHint(String hint) {
    JsonObject tokens = tokens(signed, "scope", OFFLINE);
    for (String name : List.of("access_token", "refresh_token")) {
      HttpResponse<String> answer =
          TokenCalls.post(
              signed,
              "revocation_endpoint",
              Map.of("token", tokens.getString(name), "token_type_hint", hint));
      assertEquals(200, answer.statusCode());
      assertEquals(INACTIVE, introspect(signed, tokens.getString(name)));
    }
  }

  @Test
  @Proves({"RFC7009-2.2.1", "RFC7009-5"})
  void whoProvesNothingChangesNothing() {
    JsonObject tokens = tokens(signed);
    TestApplication.assertError(
        revocation(world.application("signed", "guess"), access(tokens)), 401, "invalid_client");
    TestApplication.assertError(
        revocation(world.application("signed", ""), access(tokens)), 401, "invalid_client");
    TestApplication.assertError(
        TokenCalls.post(signed, "revocation_endpoint", Map.of()), 400, "invalid_request");
    signed.claims(tokens);
  }

  /** RFC 7009 §2.3: scripts of any site, without cookies. */
  @Test
  @Proves("RFC7009-2.3")
  void scriptsMayCallIt() {
    HttpResponse<String> answer = revocation(signed, "never");
    assertEquals("*", answer.headers().firstValue("access-control-allow-origin").orElse(""));
    assertTrue(answer.headers().firstValue("access-control-allow-credentials").isEmpty());
  }

  @Test
  void itIsAuditedWithoutTheToken() {
    String token = access(tokens(sealed));
    String id = introspect(sealed, token).getString("jti");
    revoke(sealed, token);
    world.broker().audited("token.revoked");
    for (int i = 0; i < 200; i++) {
      long found =
          world
              .broker()
              .count(
                  "audit_event WHERE type = 'token.revoked' AND client = 'sealed'"
                      + " AND details->>'id' = $1",
                  id);
      if (found == 1) {
        // As plain text: an underscore of LIKE stands for any letter, and the ids are random.
        String secret = token.substring("tat_".length());
        assertEquals(
            0, world.broker().count("audit_event WHERE strpos(details::text, $1) > 0", secret));
        return;
      }
      RunningBroker.pause();
    }
    throw new AssertionError("not audited");
  }
}
