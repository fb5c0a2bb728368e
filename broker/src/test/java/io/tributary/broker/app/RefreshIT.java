package io.tributary.broker.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.platform.http.Page;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Refresh tokens as an application meets them (RFC 6749 §6, OpenID Connect Core §11 and §12). */
class RefreshIT {
  private static final String API = "https://api.example/v1";
  private static final String SCOPE = "openid profile email groups offline_access";
  private static final String CLIENTS =
      """
        - id: offline
          secret: offline-secret
          grant_types: [authorization_code, refresh_token]
          resources: ["https://api.example/v1", "https://other.example/"]
          redirect_uris: ["http://localhost:1/cb"]
          issuers: [root, default]
        - id: mobile
          public: true
          grant_types: [authorization_code, refresh_token]
          redirect_uris: ["http://localhost:1/cb"]
        - id: asks-offline
          secret: asks-offline-secret
          consent: true
          grant_types: [authorization_code, refresh_token]
          redirect_uris: ["http://localhost:1/cb"]
        - id: strict
          secret: strict-secret
          grant_types: [authorization_code, refresh_token]
          refresh: { grace: 0s, idle: 1h, absolute: 2h }
          redirect_uris: ["http://localhost:1/cb"]
      """;

  private static World world;
  private static TestApplication offline;
  private static TestApplication mobile;

  private final Person person = world.person();

  @BeforeAll
  static void start() {
    world = World.open("", World.UPSTREAMS + World.REST + CLIENTS);
    offline = world.application("offline", "offline-secret");
    mobile = world.application("mobile", "");
  }

  @AfterAll
  static void stop() {
    world.close();
  }

  private JsonObject begun(TestApplication application) {
    Arrival arrival = world.login(person, application, "scope", SCOPE);
    return application.secret().isEmpty()
        ? body(asPublic(application, application.exchangeForm(arrival.code())))
        : application.tokens(arrival.code());
  }

  private static HttpResponse<String> asPublic(
      TestApplication application, Map<String, String> form) {
    form.put("client_id", application.id());
    return application.post(
        application.endpoint("token_endpoint"), TestApplication.encoded(form), Map.of());
  }

  private static HttpResponse<String> refresh(
      TestApplication application, String token, String... changes) {
    Map<String, String> form =
        TestApplication.changed(
            new LinkedHashMap<>(Map.of("grant_type", "refresh_token", "refresh_token", token)),
            changes);
    return application.secret().isEmpty()
        ? asPublic(application, form)
        : application.post(
            application.endpoint("token_endpoint"),
            TestApplication.encoded(form),
            Map.of("authorization", TestApplication.basic(application.id(), application.secret())));
  }

  private static JsonObject body(HttpResponse<String> answer) {
    assertEquals(200, answer.statusCode(), answer::body);
    assertEquals("no-store", answer.headers().firstValue("cache-control").orElse(""));
    return new JsonObject(answer.body());
  }

  private static String token(JsonObject tokens) {
    return tokens.getString("refresh_token");
  }

  private static JsonObject decoded(String jwt) {
    return new JsonObject(Buffer.buffer(Base64.getUrlDecoder().decode(jwt.split("\\.", -1)[1])));
  }

  private static void refused(HttpResponse<String> answer) {
    TestApplication.assertError(answer, 400, "invalid_grant");
  }

  @Test
  void aRefreshGivesTheSameIdentityAgain() {
    JsonObject first = begun(offline);
    assertTrue(token(first).matches("[A-Za-z0-9_.-]+"), token(first));
    assertEquals(SCOPE, first.getString("scope"));
    JsonObject second = body(refresh(offline, token(first)));
    assertEquals(
        Set.of("access_token", "token_type", "expires_in", "refresh_token", "id_token", "scope"),
        second.fieldNames());
    assertEquals("Bearer", second.getString("token_type"));
    assertEquals(SCOPE, second.getString("scope"));
    assertNotEquals(token(first), token(second));
    assertNotEquals(first.getString("access_token"), second.getString("access_token"));
    // OpenID Connect Core §12.2.
    JsonObject before = decoded(first.getString("id_token"));
    JsonObject after = decoded(second.getString("id_token"));
    for (String same : List.of("iss", "sub", "aud", "auth_time", "sid")) {
      assertEquals(before.getValue(same), after.getValue(same), same);
    }
    assertTrue(after.getLong("iat") >= before.getLong("iat"));
    assertFalse(after.containsKey("nonce"));
    assertNotEquals(before.getString("at_hash"), after.getString("at_hash"));
    assertEquals(offline.claims(first), offline.claims(second));
  }

  @Test
  void anExchangeAndARefreshAreOneStatementEachAndRunNoScript() {
    String code = world.login(person, offline, "scope", SCOPE).code();
    Map<String, Long> before = world.broker().statements();
    JsonObject tokens = offline.tokens(code);
    assertEquals(Map.of("code.redeem_offline", 1L), world.broker().statementsSince(before));
    before = world.broker().statements();
    String scripts = world.broker().metric("broker_scripts_tasks");
    body(refresh(offline, token(tokens)));
    assertEquals(Map.of("refresh.rotate", 1L), world.broker().statementsSince(before));
    assertEquals(scripts, world.broker().metric("broker_scripts_tasks"));
  }

  @Test
  void withoutOfflineAccessThereIsNone() {
    JsonObject tokens =
        offline.tokens(world.login(person, offline, "scope", "openid email").code());
    assertNull(token(tokens));
    // Registered for codes only: the scope is ignored.
    TestApplication inventory = world.inventory();
    JsonObject other = inventory.tokens(world.login(person, inventory, "scope", SCOPE).code());
    assertNull(token(other));
    assertFalse(other.getString("scope").contains("offline_access"));
  }

  /** OpenID Connect Core §11. */
  @Test
  void whoMustAskGetsItOnlyByAsking() {
    TestApplication asks = world.application("asks-offline", "asks-offline-secret");
    Page consent = person.open(asks.authorize("scope", SCOPE, "idp_hint", "okta"));
    assertFalse(consent.text().contains("while you are away"), consent::text);
    JsonObject without =
        asks.tokens(
            Person.arrival(person.submit(consent.formTo("/consent").press("Allow"))).code());
    assertNull(token(without));
    Page asked = person.open(asks.authorize("scope", SCOPE, "prompt", "consent"));
    assertTrue(asked.text().contains("while you are away"), asked::text);
    JsonObject with =
        asks.tokens(Person.arrival(person.submit(asked.formTo("/consent").press("Allow"))).code());
    body(refresh(asks, token(with)));
  }

  @Test
  void aPublicClientRotatesToo() {
    JsonObject first = begun(mobile);
    JsonObject second = body(refresh(mobile, token(first)));
    assertEquals(token(second), token(body(refresh(mobile, token(first)))), "within the grace");
    JsonObject third = body(refresh(mobile, token(second)));
    refused(refresh(mobile, token(first)));
    refused(refresh(mobile, token(third)));
    TestApplication.assertError(
        mobile.userinfo(third.getString("access_token")), 401, "invalid_token");
  }

  @Test
  void theEndOfTheSessionEndsNeitherFamilyNorItsAccess() {
    JsonObject tokens = begun(offline);
    world.broker().query("UPDATE session SET ended_at = now() WHERE ended_at IS NULL");
    JsonObject later = body(refresh(offline, token(tokens)));
    assertEquals(
        decoded(tokens.getString("id_token")).getString("sub"),
        offline.claims(later).getString("sub"));
  }

  @Test
  void aReuseEndsFamilyAndAccessAndIsAudited() {
    TestApplication strict = world.application("strict", "strict-secret");
    JsonObject first = begun(strict);
    JsonObject second = body(refresh(strict, token(first)));
    JsonObject unrelated = begun(offline);
    refused(refresh(strict, token(first)));
    refused(refresh(strict, token(second)));
    for (JsonObject tokens : List.of(first, second)) {
      TestApplication.assertError(
          strict.userinfo(tokens.getString("access_token")), 401, "invalid_token");
    }
    Row event =
        world.broker().audited("refresh.reused").stream()
            .filter(row -> "strict".equals(row.getString("client")))
            .findFirst()
            .orElseThrow();
    assertEquals("okta", event.getString("upstream"));
    assertFalse(event.getString("subject").isEmpty());
    body(refresh(offline, token(unrelated)));
  }

  @Test
  void aReplayedCodeEndsTheFamilyThatItBegan() {
    String code = world.login(person, offline, "scope", SCOPE).code();
    JsonObject tokens = offline.tokens(code);
    JsonObject next = body(refresh(offline, token(tokens)));
    refused(offline.exchange(code));
    refused(refresh(offline, token(next)));
    TestApplication.assertError(
        offline.userinfo(next.getString("access_token")), 401, "invalid_token");
  }

  @Test
  void aWrongVerifierBeginsNoFamily() {
    long before = world.broker().count("refresh_family");
    String code = world.login(person, offline, "scope", SCOPE).code();
    refused(offline.exchange(code, "code_verifier", "w".repeat(43)));
    assertEquals(before, world.broker().count("refresh_family"));
  }

  @Test
  void aTokenIsOfItsClientAndIssuer() {
    JsonObject mine = begun(offline);
    JsonObject theirs = begun(mobile);
    refused(refresh(mobile, token(mine)));
    refused(refresh(offline, token(theirs)));
    refused(refresh(world.application("default", "offline", "offline-secret"), token(mine)));
    // Nobody's attempt touched them.
    assertTrue(token(body(refresh(offline, token(mine)))).contains(".2."));
    assertTrue(token(body(refresh(mobile, token(theirs)))).contains(".2."));
  }

  @Test
  void whatIsNotOursNeverReachesTheDatabase() {
    String good = token(begun(offline));
    String[] parts = good.split("\\.", -1);
    Map<String, Long> before = world.broker().statements();
    for (String bad :
        List.of(
            "x",
            "LONG".repeat(5000),
            good + ".",
            good.substring(1),
            parts[0] + ".2." + parts[2],
            parts[0] + ".1." + "A".repeat(43),
            parts[0] + "..." + parts[2],
            "A".repeat(22) + ".1." + parts[2],
            "' OR 1=1 --")) {
      refused(refresh(offline, bad));
    }
    TestApplication.assertError(refresh(offline, ""), 400, "invalid_request");
    assertEquals(Map.of(), world.broker().statementsSince(before));
    body(refresh(offline, good));
  }

  @Test
  void aClientThatIsNotRegisteredForItIsRefused() {
    TestApplication inventory = world.inventory();
    TestApplication.assertError(
        refresh(inventory, token(begun(offline))), 400, "unauthorized_client");
  }

  @Test
  void withoutTheClientsCredentialsATokenIsWorthNothing() {
    String token = token(begun(offline));
    TestApplication thief = world.application("offline", "guessed");
    TestApplication.assertError(refresh(thief, token), 401, "invalid_client");
    TestApplication.assertError(
        asPublic(
            offline,
            new LinkedHashMap<>(Map.of("grant_type", "refresh_token", "refresh_token", token))),
        401,
        "invalid_client");
    assertTrue(token(body(refresh(offline, token))).contains(".2."), "and was not spent");
  }

  @Test
  void lessIsGivenWhereLessIsAskedFor() {
    JsonObject first = begun(offline);
    JsonObject narrow =
        body(refresh(offline, token(first), "scope", "openid email phone not-granted"));
    assertEquals("openid email", narrow.getString("scope"));
    assertEquals(Set.of("sub", "email", "email_verified"), offline.claims(narrow).fieldNames());
    // mod_auth_openidc repeats all that it asked for at authorization.
    JsonObject whole =
        body(refresh(offline, token(narrow), "scope", SCOPE + " roles never-granted"));
    assertEquals(SCOPE, whole.getString("scope"));

    JsonObject without = body(refresh(offline, token(whole), "scope", "email"));
    assertNull(without.getString("id_token"));
    TestApplication.assertError(
        offline.userinfo(without.getString("access_token")), 403, "insufficient_scope");
  }

  @ParameterizedTest
  @ValueSource(strings = {"admin", "roles admin", "openid \"", "é"})
  void aScopeOfNothingGrantedIsRefusedAndSpendsNothing(String scope) {
    JsonObject first = begun(offline);
    HttpResponse<String> answer = refresh(offline, token(first), "scope", scope);
    TestApplication.assertError(answer, 400, "invalid_scope");
    assertTrue(token(body(refresh(offline, token(first)))).contains(".2."));
  }

  @ParameterizedTest
  @ValueSource(strings = {"disabled_at", "deleted_at"})
  void aClosedAccountIsRefused(String column) {
    JsonObject tokens = begun(offline);
    world.broker().query("UPDATE account SET " + column + " = now()");
    try {
      refused(refresh(offline, token(tokens)));
    } finally {
      world.broker().query("UPDATE account SET " + column + " = NULL");
    }
  }

  @Test
  void livesAreTheClients() {
    JsonObject tokens = begun(world.application("strict", "strict-secret"));
    Row family =
        world
            .broker()
            .query(
                "SELECT idle_seconds, expires_at - rotated_at = interval '2 hours' AS absolute"
                    + " FROM refresh_family WHERE client_id = 'strict'"
                    + " ORDER BY rotated_at DESC LIMIT 1")
            .get(0);
    assertEquals(3600L, family.getLong("idle_seconds"));
    assertEquals(true, family.getBoolean("absolute"));
    assertFalse(token(tokens).isEmpty());
  }

  /** RFC 8707 §2. */
  @Test
  void aRegisteredResourceIsTheAudience() {
    Arrival arrival = world.login(person, offline, "scope", SCOPE, "resource", API);
    JsonObject tokens = offline.tokens(arrival.code());
    assertEquals(API, decoded(tokens.getString("access_token")).getString("aud"));
    TestApplication.assertError(
        offline.userinfo(tokens.getString("access_token")), 401, "invalid_token");
    JsonObject next = body(refresh(offline, token(tokens)));
    assertEquals(API, decoded(next.getString("access_token")).getString("aud"));
    TestApplication.assertError(
        refresh(offline, token(next), "resource", "https://other.example/"), 400, "invalid_target");
    body(refresh(offline, token(next), "resource", API));
  }

  @Test
  void aResourceMayBeNamedAtTheTokenEndpointFirst() {
    String code = world.login(person, offline, "scope", SCOPE).code();
    HttpResponse<String> answer = offline.exchange(code, "resource", API);
    JsonObject tokens = body(answer);
    assertEquals(API, decoded(tokens.getString("access_token")).getString("aud"));
    JsonObject next = body(refresh(offline, token(tokens)));
    offline.claims(next);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://evil.example/",
        "https://api.example/v1/",
        "https://api.example/V1",
        "offline",
        "LONG"
      })
  void anotherResourceIsRefusedEverywhere(String written) {
    String resource = written.equals("LONG") ? API + "x".repeat(5000) : written;
    world.login(person, offline, "scope", SCOPE);
    Person.arrival(person.open(offline.authorize("scope", SCOPE, "resource", resource)))
        .error("invalid_target");
    String code = Person.arrival(person.open(offline.authorize("scope", SCOPE))).code();
    TestApplication.assertError(
        offline.exchange(code, "resource", resource), 400, "invalid_target");
    // Judged before the code was touched.
    JsonObject tokens = offline.tokens(code);
    TestApplication.assertError(
        refresh(offline, token(tokens), "resource", resource), 400, "invalid_target");
    assertTrue(token(body(refresh(offline, token(tokens)))).contains(".2."));
  }

  /** RFC 8707 §2 allows several; we give a token to one resource at a time, and say so. */
  @Test
  void severalResourcesAreRefusedInWordsOfTheirOwn() {
    String two =
        "&resource=" + TestApplication.encode(API) + "&resource=https%3A%2F%2Fother.example%2F";
    world.login(person, offline, "scope", SCOPE);
    Arrival refusal = Person.arrival(person.open(URI.create(offline.authorize() + two)));
    refusal.error("invalid_target");
    String form =
        TestApplication.encoded(
            new LinkedHashMap<>(
                Map.of("grant_type", "refresh_token", "refresh_token", token(begun(offline)))));
    HttpResponse<String> answer =
        offline.post(
            offline.endpoint("token_endpoint"),
            form + two,
            Map.of("authorization", TestApplication.basic("offline", "offline-secret")));
    TestApplication.assertError(answer, 400, "invalid_target");
    assertTrue(answer.body().contains("one resource at a time"), answer::body);
  }

  @Test
  void discoverySaysWhatSomeClientMay() {
    assertEquals(
        new JsonArray().add("authorization_code").add("refresh_token"),
        offline.discovery().getJsonArray("grant_types_supported"));
    assertTrue(offline.discovery().getJsonArray("scopes_supported").contains("offline_access"));
  }
}
