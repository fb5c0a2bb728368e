package io.tributary.broker.app;

import static io.tributary.broker.app.TokenCalls.INACTIVE;
import static io.tributary.broker.app.TokenCalls.access;
import static io.tributary.broker.app.TokenCalls.introspect;
import static io.tributary.broker.app.TokenCalls.introspection;
import static io.tributary.broker.app.TokenCalls.part;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.platform.proof.Proves;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Introspection as applications, resources and the curious meet it (RFC 7662, RFC 9701). */
class IntrospectionIT {
  private static final String API = "https://api.example/v1";
  private static final String CLIENTS =
      """
        - id: signed
          secret: signed-secret
          grant_types: [authorization_code, refresh_token]
          resources: ["https://api.example/v1"]
          redirect_uris: ["http://localhost:1/cb"]
          issuers: [root, default, tributary]
        - id: sealed
          secret: sealed-secret
          access_tokens: opaque
          grant_types: [authorization_code, refresh_token]
          resources: ["https://api.example/v1"]
          claims_always: [roles]
          redirect_uris: ["http://localhost:1/cb"]
          issuers: [root, default, tributary]
        - id: stranger
          secret: stranger-secret
          id_token_algorithm: es256
          resources: ["https://other.example/"]
          redirect_uris: ["http://localhost:1/cb"]
        - id: api
          secret: api-secret
          grant_types: [client_credentials]
          introspects: ["https://api.example/v1"]
        - id: machine
          secret: machine-secret
          access_tokens: opaque
          grant_types: [client_credentials]
          scopes: [devices.read]
          resources: ["https://api.example/v1"]
      """;

  private static World world;
  private static TestApplication signed;
  private static TestApplication sealed;
  private static TestApplication stranger;
  private static TestApplication api;
  private static TestApplication machine;

  private final Person person = world.person();

  @BeforeAll
  static void start() {
    world = World.open("", World.UPSTREAMS + World.REST + CLIENTS);
    signed = world.application("signed", "signed-secret");
    sealed = world.application("sealed", "sealed-secret");
    stranger = world.application("stranger", "stranger-secret");
    api = world.application("api", "api-secret");
    machine = world.application("machine", "machine-secret");
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

  @Test
  @Proves({"RFC7662-2.2", "RFC9068-2.2"})
  void anApplicationIsToldWhatItsTokenIsWorth() {
    JsonObject tokens = tokens(signed, "scope", "openid profile groups");
    JsonObject claims = part(access(tokens), 1);
    JsonObject known = introspect(signed, access(tokens));
    assertEquals(
        Set.of(
            "active",
            "token_type",
            "scope",
            "client_id",
            "username",
            "exp",
            "iat",
            "sub",
            "aud",
            "iss",
            "jti",
            "auth_time",
            "groups"),
        known.fieldNames());
    assertEquals(true, known.getValue("active"));
    assertEquals("Bearer", known.getString("token_type"));
    for (String same :
        List.of("scope", "client_id", "exp", "iat", "sub", "aud", "iss", "jti", "auth_time")) {
      assertEquals(claims.getValue(same), known.getValue(same), same);
    }
    JsonObject userinfo = signed.claims(tokens);
    assertEquals(userinfo.getString("preferred_username"), known.getString("username"));
    assertEquals(userinfo.getValue("groups"), known.getValue("groups"));
    assertEquals(userinfo.getString("sub"), known.getString("sub"));
  }

  /** Nothing is in there that the application was not given. */
  @Test
  void whatWasNotReleasedIsNotTold() {
    JsonObject known = introspect(signed, access(tokens(signed, "scope", "openid")));
    assertFalse(known.containsKey("username"));
    assertFalse(known.containsKey("groups"));
    assertFalse(known.containsKey("roles"));
    assertFalse(known.containsKey("grant_id"));
    // A setting of the client: roles always.
    assertTrue(introspect(sealed, access(tokens(sealed, "scope", "openid"))).containsKey("roles"));
  }

  /** An opaque token is the same to everybody who asks about it, and works as any other. */
  @Test
  void anOpaqueTokenSaysNothingToItsHolderAndEverythingHere() {
    JsonObject tokens = tokens(sealed);
    String token = access(tokens);
    assertTrue(token.matches("tat_[A-Za-z0-9_-]{100,2000}"), token);
    JsonObject known = introspect(sealed, token);
    assertEquals(true, known.getValue("active"));
    assertEquals("sealed", known.getString("client_id"));
    assertEquals(sealed.claims(tokens).getString("sub"), known.getString("sub"));
    assertEquals(600, known.getLong("exp") - known.getLong("iat"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"signed", "sealed"})
  @Proves("RFC7662-2")
  void oneStatementTellsIt(String id) {
    JsonObject tokens = tokens(named(id), "scope", "openid offline_access");
    Map<String, Long> before = world.broker().statements();
    introspect(named(id), access(tokens));
    assertEquals(Map.of("grant.find_by_token", 1L), world.broker().statementsSince(before));
    before = world.broker().statements();
    introspect(named(id), tokens.getString("refresh_token"));
    assertEquals(Map.of("refresh.find", 1L), world.broker().statementsSince(before));
  }

  @Test
  @Proves("RFC7662-2.2")
  void aRefreshTokenIsKnownToItsOwner() {
    JsonObject tokens = tokens(sealed, "scope", "openid profile offline_access");
    String refresh = tokens.getString("refresh_token");
    JsonObject known = introspect(sealed, refresh);
    assertEquals(
        Set.of("active", "scope", "client_id", "username", "exp", "sub", "iss", "roles"),
        known.fieldNames());
    assertEquals(introspect(sealed, access(tokens)).getString("sub"), known.getString("sub"));
    assertTrue(
        known.getLong("exp") > world.clock().instant().plus(Duration.ofDays(6)).getEpochSecond());
    assertEquals(INACTIVE, introspect(stranger, refresh));
    assertEquals(INACTIVE, introspect(api, refresh));
    String next =
        new JsonObject(TokenCalls.refresh(sealed, refresh).body()).getString("refresh_token");
    assertEquals(true, introspect(sealed, next).getValue("active"));
    assertEquals(INACTIVE, introspect(sealed, refresh));
  }

  /** RFC 7662 §2.1: the hint may be wrong, and unknown ones are ignored. */
  @ParameterizedTest
  @ValueSource(strings = {"access_token", "refresh_token", "id_token", "nonsense", ""})
  @Proves("RFC7662-2.1")
  void theHintIsOnlyAHint(String hint) {
    JsonObject tokens = tokens(sealed, "scope", "openid offline_access");
    for (String name : List.of("access_token", "refresh_token")) {
      HttpResponse<String> answer =
          TokenCalls.post(
              sealed,
              "introspection_endpoint",
              Map.of("token", tokens.getString(name), "token_type_hint", hint));
      assertEquals(true, new JsonObject(answer.body()).getValue("active"), answer::body);
    }
  }

  /** Who may ask for tokens for a resource does not thereby learn of those of others. */
  @Test
  @Proves("RFC7662-4")
  void anotherClientOfTheResourceIsToldNothing() {
    String forApi = access(tokens(signed, "resource", API));
    assertEquals(true, introspect(api, forApi).getValue("active"));
    for (TestApplication beside : List.of(sealed, machine)) {
      Map<String, Long> before = world.broker().statements();
      assertEquals(INACTIVE, introspect(beside, forApi));
      assertEquals(Map.of(), world.broker().statementsSince(before));
    }
  }

  /** And who may introspect for it does not thereby get tokens for it. */
  @Test
  void theResourceItselfGetsNoTokenForIt() {
    HttpResponse<String> refused =
        TokenCalls.post(
            api, "token_endpoint", Map.of("grant_type", "client_credentials", "resource", API));
    TestApplication.assertError(refused, 400, "invalid_target");
  }

  /** The resource of an access token may ask about it, whoever holds it. */
  @ParameterizedTest
  @ValueSource(strings = {"signed", "sealed"})
  void aResourceIsToldAboutTokensForIt(String id) {
    String forApi = access(tokens(named(id), "resource", API));
    JsonObject known = introspect(api, forApi);
    assertEquals(true, known.getValue("active"));
    assertEquals(API, known.getString("aud"));
    assertEquals(id, known.getString("client_id"));
    assertEquals(introspect(named(id), forApi), known);
    assertEquals(INACTIVE, introspect(stranger, forApi));
    // For userinfo, not for it.
    assertEquals(INACTIVE, introspect(api, access(tokens(named(id)))));
  }

  @Test
  void aTokenWithoutAPersonIsKnownToo() {
    JsonObject tokens = TokenCalls.forItself(machine, "resource", API);
    assertTrue(access(tokens).startsWith("tat_"));
    Map<String, Long> before = world.broker().statements();
    JsonObject known = introspect(api, access(tokens));
    assertEquals(Map.of("revoked_token.find", 1L), world.broker().statementsSince(before));
    assertEquals("machine", known.getString("sub"));
    assertEquals("devices.read", known.getString("scope"));
    assertFalse(known.containsKey("username"));
    assertEquals(INACTIVE, introspect(stranger, access(tokens)));
  }

  /** RFC 7662 §4: neither words nor work tell a stranger that a token exists. */
  @Test
  @Proves({"RFC7662-4", "RFC7662-2.2"})
  void aForeignTokenIsToAStrangerAsOneThatNeverWas() {
    JsonObject own = tokens(sealed, "scope", "openid offline_access");
    String token = access(own);
    List<String> strange =
        List.of(
            token,
            access(tokens(signed)),
            own.getString("refresh_token"),
            own.getString("id_token"),
            token.substring(0, token.length() - 8) + "AAAAAAAA",
            "tat_",
            "nobody's",
            "..",
            "a.1.b",
            "{}");
    HttpResponse<String> never = introspection(stranger, "never");
    Map<String, Long> before = world.broker().statements();
    for (String other : strange) {
      HttpResponse<String> answer = introspection(stranger, other);
      assertEquals(200, answer.statusCode());
      assertEquals(never.body(), answer.body());
      assertEquals(never.headers().map().keySet(), answer.headers().map().keySet());
    }
    assertEquals(Map.of(), world.broker().statementsSince(before));
  }

  @ParameterizedTest
  @ValueSource(strings = {"signed", "sealed"})
  void aTokenOfAnotherIssuerIsNothingHere(String id) {
    TestApplication elsewhere = world.application("default", id, id + "-secret");
    JsonObject tokens = tokens(elsewhere, "scope", "openid offline_access");
    assertEquals(true, introspect(elsewhere, access(tokens)).getValue("active"));
    assertEquals(INACTIVE, introspect(named(id), access(tokens)));
    assertEquals(INACTIVE, introspect(named(id), tokens.getString("refresh_token")));
    TestApplication.assertError(named(id).userinfo(access(tokens)), 401, "invalid_token");
  }

  /** authentik's shared addresses find the issuer of a token that nobody else can read. */
  @ParameterizedTest
  @ValueSource(strings = {"signed", "sealed"})
  void sharedAddressesKnowTheIssuer(String id) {
    TestApplication shared = world.application("tributary", id, id + "-secret");
    JsonObject tokens = tokens(shared);
    assertEquals(
        shared.claims(tokens).getString("sub"),
        introspect(shared, access(tokens)).getString("sub"));
    TestApplication.assertError(shared.userinfo(access(tokens(named(id)))), 401, "invalid_token");
    TestApplication.assertError(shared.userinfo("tat_none"), 401, "invalid_token");
  }

  /** Every part of a sealed token counts, and it has one spelling. */
  @Test
  void anAlteredOpaqueTokenIsNothing() {
    String token = access(tokens(sealed));
    for (int at = 4; at < token.length(); at += 37) {
      char other = token.charAt(at) == 'A' ? 'B' : 'A';
      String altered = token.substring(0, at) + other + token.substring(at + 1);
      assertEquals(INACTIVE, introspect(sealed, altered));
      TestApplication.assertError(sealed.userinfo(altered), 401, "invalid_token");
    }
    for (String altered :
        List.of(
            token + "A",
            token + "=",
            token + "==",
            token.substring(4),
            "TAT_" + token.substring(4),
            token + " ",
            token.substring(0, token.length() - 1),
            "tat_" + token)) {
      assertEquals(INACTIVE, introspect(sealed, altered), altered);
    }
  }

  @Test
  void aTokenIsWhatItIsAndNothingElse() {
    JsonObject tokens = tokens(signed, "scope", "openid offline_access");
    assertEquals(INACTIVE, introspect(signed, tokens.getString("id_token")));
    TestApplication.assertError(
        signed.userinfo(tokens.getString("id_token")), 401, "invalid_token");
    TestApplication.assertError(
        signed.userinfo(tokens.getString("refresh_token")), 401, "invalid_token");
    String token = access(tokens);
    String none =
        "eyJhbGciOiJub25lIiwidHlwIjoiYXQrand0Iiwia2luZCI6ImFjY2Vzc190b2tlbiJ9."
            + token.split("\\.", -1)[1]
            + ".";
    assertEquals(INACTIVE, introspect(signed, none));
    assertEquals(INACTIVE, introspect(signed, "x".repeat(60_000)));
    assertEquals(INACTIVE, introspect(signed, "tat_" + "A".repeat(60_000)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"signed", "sealed"})
  @Proves("RFC7662-4")
  void anExpiredTokenIsNothing(String id) {
    String token = access(tokens(named(id)));
    world.clock().advance(Duration.ofSeconds(599));
    assertEquals(true, introspect(named(id), token).getValue("active"));
    world.clock().advance(Duration.ofSeconds(1));
    assertEquals(INACTIVE, introspect(named(id), token));
    TestApplication.assertError(named(id).userinfo(token), 401, "invalid_token");
  }

  /** At once, on every node: nothing of it is remembered. */
  @ParameterizedTest
  @ValueSource(strings = {"signed", "sealed"})
  @Proves("RFC7662-4")
  void theEndOfASessionOrAccountCountsAtOnce(String id) {
    String token = access(tokens(named(id)));
    assertEquals(true, introspect(named(id), token).getValue("active"));
    world.broker().query("UPDATE session SET ended_at = now() WHERE ended_at IS NULL");
    assertEquals(INACTIVE, introspect(named(id), token));
    TestApplication.assertError(named(id).userinfo(token), 401, "invalid_token");
  }

  @Test
  @Proves({"RFC7662-2.1", "RFC7662-2.3"})
  void onlyClientsWithCredentialsMayAsk() {
    String token = access(tokens(signed));
    HttpResponse<String> open = introspection(world.application("phone", ""), token);
    TestApplication.assertError(open, 401, "invalid_client");
    HttpResponse<String> wrong = introspection(world.application("signed", "guess"), token);
    TestApplication.assertError(wrong, 401, "invalid_client");
    assertTrue(wrong.headers().firstValue("www-authenticate").isPresent());
    TestApplication.assertError(
        signed.post(
            signed.endpoint("introspection_endpoint"),
            "token=" + token,
            Map.of("authorization", "Bearer " + token)),
        401,
        "invalid_client");
    TestApplication.assertError(
        signed.post(signed.endpoint("introspection_endpoint"), "token=" + token, Map.of()),
        401,
        "invalid_client");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"'' | missing", "token= | missing", "token=a&token=b | more than once"})
  void aRequestWithoutOneTokenIsRefused(String form, String why) {
    HttpResponse<String> answer =
        signed.post(
            signed.endpoint("introspection_endpoint"),
            form,
            Map.of("authorization", TestApplication.basic("signed", "signed-secret")));
    TestApplication.assertError(answer, 400, "invalid_request");
    assertTrue(answer.body().contains(why), answer::body);
  }

  private static HttpResponse<String> accepting(
      TestApplication application, String token, String accept) {
    return TokenCalls.post(
        application, "introspection_endpoint", Map.of("token", token), "accept", accept);
  }

  @ParameterizedTest
  @CsvSource({"signed,RS256", "stranger,ES256"})
  @Proves({"RFC9701-4", "RFC9701-5"})
  void whoAcceptsItIsAnsweredByASignedJwt(String id, String algorithm) {
    TestApplication application = world.application(id, id + "-secret");
    String token = access(tokens(application));
    HttpResponse<String> answer =
        accepting(application, token, "application/token-introspection+jwt");
    assertEquals(200, answer.statusCode());
    assertEquals(
        "application/token-introspection+jwt",
        answer.headers().firstValue("content-type").orElse(""));
    assertEquals("no-store", answer.headers().firstValue("cache-control").orElse(""));
    JsonObject header = part(answer.body(), 0);
    assertEquals("token-introspection+jwt", header.getString("typ"));
    assertEquals(algorithm, header.getString("alg"));
    JsonObject claims = part(answer.body(), 1);
    assertEquals(Set.of("iss", "aud", "iat", "token_introspection"), claims.fieldNames());
    assertEquals(application.issuer(), claims.getString("iss"));
    assertEquals(id, claims.getString("aud"));
    assertEquals(introspect(application, token), claims.getJsonObject("token_introspection"));
    JsonObject unknown =
        part(accepting(application, "never", "application/token-introspection+jwt").body(), 1);
    assertEquals(INACTIVE, unknown.getJsonObject("token_introspection"));
  }

  /** RFC 9701 §8: an answer is no token, whoever tries. */
  @Test
  @Proves("RFC9701-8")
  void anAnswerIsNoToken() {
    String answer =
        accepting(signed, access(tokens(signed)), "application/token-introspection+jwt").body();
    assertEquals(INACTIVE, introspect(signed, answer));
    TestApplication.assertError(signed.userinfo(answer), 401, "invalid_token");
    Arrival hinted =
        Person.arrival(
            world.person().open(signed.authorize("prompt", "none", "id_token_hint", answer)));
    hinted.error("invalid_request");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "*/*|false",
        "application/*|false",
        "application/jwt|false",
        "application/json|false",
        "application/token-introspection+jwt;q=0|false",
        "application/token-introspection+jwt; q=0.000|false",
        "application/json, Application/Token-Introspection+JWT;q=0.9|true",
      })
  void othersAreAnsweredByJson(String accept, boolean jwt) {
    HttpResponse<String> answer = accepting(signed, "never", accept);
    assertEquals(
        jwt ? "application/token-introspection+jwt" : "application/json",
        answer.headers().firstValue("content-type").orElse(""));
  }

  @Test
  void scriptsOfOtherSitesAndBrowsersHaveNothingToDoHere() {
    HttpResponse<String> answer = introspection(signed, "never");
    assertTrue(answer.headers().firstValue("access-control-allow-origin").isEmpty());
    assertEquals(
        405,
        signed
            .send(java.net.http.HttpRequest.newBuilder(signed.endpoint("introspection_endpoint")))
            .statusCode());
  }

  @Test
  void discoverySaysSo() {
    JsonObject discovery = signed.discovery();
    assertFalse(
        discovery.getJsonArray("introspection_endpoint_auth_methods_supported").contains("none"));
    assertTrue(
        discovery.getJsonArray("introspection_signing_alg_values_supported").contains("RS256"));
    Map<String, String> shared = new LinkedHashMap<>();
    shared.put("default", "/oauth2/default/v1/introspect");
    shared.put("tributary", "/application/o/introspect/");
    shared.forEach(
        (issuer, path) ->
            assertEquals(
                path,
                world
                    .application(issuer, "signed", "signed-secret")
                    .endpoint("introspection_endpoint")
                    .getPath()));
  }
}
