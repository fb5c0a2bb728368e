package io.tributary.broker.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Clients that act for themselves (RFC 6749 §4.4, RFC 9068 §2.2). */
class ClientCredentialsIT {
  private static final String API = "https://api.example/v1";
  private static final String CLIENTS =
      """
        - id: machine
          secret: machine-secret
          grant_types: [client_credentials]
          scopes: [devices.read, devices.write]
          resources: ["https://api.example/v1"]
        - id: plain-machine
          secret: plain-machine-secret
          grant_types: [client_credentials]
        - id: both
          secret: both-secret
          grant_types: [authorization_code, client_credentials]
          scopes: [openid, profile, email, groups, roles, devices.read]
          redirect_uris: ["http://localhost:1/cb"]
      """;

  private static World world;
  private static TestApplication machine;
  private static TestApplication both;

  @BeforeAll
  static void start() {
    world = World.open("", World.UPSTREAMS + World.REST + CLIENTS);
    machine = world.application("machine", "machine-secret");
    both = world.application("both", "both-secret");
  }

  @AfterAll
  static void stop() {
    world.close();
  }

  private static HttpResponse<String> ask(TestApplication application, String... changes) {
    Map<String, String> form =
        TestApplication.changed(
            new LinkedHashMap<>(Map.of("grant_type", "client_credentials")), changes);
    return application.post(
        application.endpoint("token_endpoint"),
        TestApplication.encoded(form),
        Map.of("authorization", TestApplication.basic(application.id(), application.secret())));
  }

  private static JsonObject tokens(TestApplication application, String... changes) {
    HttpResponse<String> answer = ask(application, changes);
    assertEquals(200, answer.statusCode(), answer::body);
    assertEquals("no-store", answer.headers().firstValue("cache-control").orElse(""));
    return new JsonObject(answer.body());
  }

  private static JsonObject part(JsonObject tokens, int part) {
    return new JsonObject(
        Buffer.buffer(
            Base64.getUrlDecoder()
                .decode(tokens.getString("access_token").split("\\.", -1)[part])));
  }

  @Test
  void aTokenIsTheClientsOwnAndNothingElseComesWithIt() {
    JsonObject tokens = tokens(machine);
    assertEquals(Set.of("access_token", "token_type", "expires_in", "scope"), tokens.fieldNames());
    assertEquals(600, tokens.getInteger("expires_in"));
    assertEquals("at+jwt", part(tokens, 0).getString("typ"));
    JsonObject claims = part(tokens, 1);
    assertEquals(
        Set.of("iss", "sub", "aud", "client_id", "exp", "iat", "jti", "scope"),
        claims.fieldNames());
    assertEquals("machine", claims.getString("sub"));
    assertEquals("machine", claims.getString("client_id"));
    assertEquals(machine.issuer(), claims.getString("iss"));
    assertEquals(machine.endpoint("userinfo_endpoint").toString(), claims.getString("aud"));
    assertEquals(
        Set.of("devices.read", "devices.write"), Set.of(claims.getString("scope").split(" ", -1)));
    assertEquals(API, part(tokens(machine, "resource", API), 1).getString("aud"));
  }

  @Test
  void nothingIsStoredOrAsked() {
    Map<String, Long> before = world.broker().statements();
    for (int i = 0; i < 5; i++) {
      tokens(machine);
    }
    assertEquals(Map.of(), world.broker().statementsSince(before));
  }

  /** Core §5.3.1: userinfo is about a person, who is not there. */
  @Test
  void userinfoKnowsNobody() {
    Map<String, Long> before = world.broker().statements();
    HttpResponse<String> answer = machine.userinfo(tokens(machine).getString("access_token"));
    TestApplication.assertError(answer, 403, "insufficient_scope");
    assertTrue(
        answer
            .headers()
            .firstValue("www-authenticate")
            .orElse("")
            .contains("error=\"insufficient_scope\""));
    assertEquals(Map.of(), world.broker().statementsSince(before));
    TestApplication.assertError(
        machine.userinfo(tokens(machine, "resource", API).getString("access_token")),
        401,
        "invalid_token");
  }

  @Test
  void aClientThatIsNobodysScopeSaysNone() {
    TestApplication plain = world.application("plain-machine", "plain-machine-secret");
    JsonObject tokens = tokens(plain);
    assertEquals(Set.of("access_token", "token_type", "expires_in"), tokens.fieldNames());
    assertFalse(part(tokens, 1).containsKey("scope"));
  }

  @Test
  void scopesOfPersonsAreNeverAClients() {
    assertEquals("devices.read", tokens(both).getString("scope"));
    assertEquals(
        "devices.read",
        tokens(both, "scope", "openid profile devices.read groups offline_access unknown")
            .getString("scope"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "scope|openid|invalid_scope",
        "scope|profile email groups roles offline_access|invalid_scope",
        "scope|devices.write|invalid_scope",
        "scope|Devices.read|invalid_scope",
        "scope|\"|invalid_scope",
        "resource|https://api.example/v1|invalid_target",
        "resource|both|invalid_target",
        "grant_type|refresh_token|unauthorized_client",
        "grant_type|CLIENT_CREDENTIALS|unsupported_grant_type",
        "client_id|machine|invalid_client",
      })
  void aChangedParameterIsRefused(String name, String value, String error) {
    HttpResponse<String> answer = ask(both, name, value);
    TestApplication.assertError(answer, error.equals("invalid_client") ? 401 : 400, error);
  }

  @Test
  void whoIsNotRegisteredOrProvesNothingIsRefused() {
    TestApplication.assertError(ask(world.inventory()), 400, "unauthorized_client");
    TestApplication.assertError(
        ask(world.application("machine", "guessed")), 401, "invalid_client");
    TestApplication phone = world.application("phone", "");
    HttpResponse<String> open =
        phone.post(
            phone.endpoint("token_endpoint"),
            "grant_type=client_credentials&client_id=phone",
            Map.of());
    TestApplication.assertError(open, 400, "unauthorized_client");
  }

  @Test
  void aMachineLogsNobodyIn() {
    assertEquals(
        400, world.person().browser().open(machine.authorize("redirect_uri", null)).status());
  }

  @Test
  void discoverySaysSo() {
    JsonArray grants = machine.discovery().getJsonArray("grant_types_supported");
    assertTrue(grants.contains("client_credentials"));
    assertFalse(grants.contains("refresh_token"));
    assertFalse(machine.discovery().getJsonArray("scopes_supported").contains("offline_access"));
  }
}
