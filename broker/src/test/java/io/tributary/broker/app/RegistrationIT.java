package io.tributary.broker.app;

import static io.tributary.broker.app.TestApplication.assertError;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.platform.http.Page;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Open registration over HTTP, and what a client that registered can do (RFC 7591, RFC 7592). */
class RegistrationIT {
  private static World world;

  @BeforeAll
  static void open() {
    world = World.open("", World.UPSTREAMS + World.REST + "registration: { policy: open }\n");
  }

  @AfterAll
  static void close() {
    world.close();
  }

  private final RegistrationCalls calls = new RegistrationCalls(world.broker());

  private static JsonObject metadata(Object... changes) {
    return RegistrationCalls.metadata(changes);
  }

  @Test
  void aClientRegistersAndLogsPeopleInAfterAskingThem() {
    JsonObject client = calls.register(metadata("client_name", "My application"));
    assertEquals(0, client.getLong("client_secret_expires_at"));
    assertTrue(client.getString("client_secret").matches("[A-Za-z0-9_-]{43}"));
    assertTrue(client.getString("client_id").matches("[A-Za-z0-9_-]{22}"));
    assertEquals("client_secret_basic", client.getString("token_endpoint_auth_method"));
    assertEquals(new JsonArray(List.of("code")), client.getJsonArray("response_types"));
    assertFalse(client.containsKey("unknown_member"));

    TestApplication application =
        world.application(client.getString("client_id"), client.getString("client_secret"));
    Person person = world.person();
    Page consent = person.open(application.authorize("idp_hint", "okta"));
    assertTrue(consent.body().contains("My application"), consent::body);
    JsonObject tokens =
        application.tokens(
            Person.arrival(person.submit(consent.formTo("/consent").press("Allow"))).code());
    assertEquals(200, application.userinfo(tokens.getString("access_token")).statusCode());

    // RFC 7592 §2.3: its tokens die with it, at once.
    assertEquals(204, calls.delete(client).statusCode());
    assertError(application.userinfo(tokens.getString("access_token")), 401, "invalid_token");
    assertError(calls.read(client), 401, "invalid_token");
    assertEquals(
        0, world.broker().count("registered_client WHERE id = $1", client.getString("client_id")));
    assertEquals(
        0,
        world
            .broker()
            .count(
                "client_grant WHERE client_id = $1 AND revoked_at IS NULL",
                client.getString("client_id")));
    assertEquals(1, world.broker().audited("client.deleted").size());
  }

  /** A refresh token lives for weeks: what the client may not have any more must not live in it. */
  @Test
  void refreshTokensDoNotOutliveTheScopesOfTheirClient() {
    Object[] wide = {
      "grant_types",
      new JsonArray(List.of("authorization_code", "refresh_token")),
      "scope",
      "openid email profile offline_access"
    };
    JsonObject client = calls.register(metadata(wide));
    TestApplication application = world.application(id(client), client.getString("client_secret"));
    Person person = world.person();
    Page consent =
        person.open(
            application.authorize(
                "idp_hint",
                "okta",
                "prompt",
                "consent",
                "scope",
                "openid profile offline_access",
                "claims",
                "{\"userinfo\":{\"email\":null},\"id_token\":{\"email\":null}}"));
    JsonObject tokens =
        application.tokens(
            Person.arrival(person.submit(consent.formTo("/consent").press("Allow"))).code());
    assertEquals("alice@example.com", application.claims(tokens).getString("email"));

    wide[3] = "openid offline_access";
    HttpResponse<String> narrowed =
        calls.update(client, metadata(wide).put("client_id", id(client)));
    assertEquals(200, narrowed.statusCode(), narrowed::body);
    HttpResponse<String> answer =
        application.post(
            application.endpoint("token_endpoint"),
            TestApplication.encoded(
                Map.of(
                    "grant_type",
                    "refresh_token",
                    "refresh_token",
                    tokens.getString("refresh_token"))),
            Map.of("authorization", TestApplication.basic(application.id(), application.secret())));
    assertEquals(200, answer.statusCode(), answer::body);
    JsonObject later = new JsonObject(answer.body());
    assertEquals("openid offline_access", later.getString("scope"));
    assertEquals(Set.of("sub"), application.claims(later).fieldNames());
    assertFalse(LoginIT.payload(later.getString("id_token")).containsKey("email"));
  }

  @Test
  void whatIsRegisteredCanBeReadAndReplaced() {
    JsonObject client =
        calls.register(metadata("client_name", "Before", "policy_uri", "https://app.example/p"));
    HttpResponse<String> read = calls.read(client);
    assertEquals(200, read.statusCode());
    assertEquals("application/json", read.headers().firstValue("content-type").orElse(""));
    assertEquals("Before", new JsonObject(read.body()).getString("client_name"));
    assertFalse(read.body().contains("\"client_secret\""), read::body);

    HttpResponse<String> changed =
        calls.update(client, metadata("client_name", "After", "client_id", id(client)));
    assertEquals(200, changed.statusCode(), changed::body);
    JsonObject after = new JsonObject(calls.read(client).body());
    assertEquals("After", after.getString("client_name"));
    assertFalse(after.containsKey("policy_uri"), "left out: deleted (RFC 7592 §2.2)");
  }

  @Test
  void anUpdateChoosesNeitherNameNorSecretNorToken() {
    JsonObject client = calls.register(metadata());
    JsonObject other = calls.register(metadata());
    for (JsonObject bad :
        List.of(
            metadata(),
            metadata("client_id", id(other)),
            metadata("client_id", id(client), "client_secret", "mine"),
            metadata("client_id", id(client), "client_secret", 1),
            metadata("client_id", id(client), "registration_access_token", "x"),
            metadata("client_id", id(client), "registration_client_uri", "https://x.example"),
            metadata("client_id", id(client), "client_id_issued_at", 1),
            metadata("client_id", id(client), "client_secret_expires_at", 0))) {
      assertError(calls.update(client, bad), 400, "invalid_client_metadata");
    }
    HttpResponse<String> same =
        calls.update(
            client,
            metadata("client_id", id(client), "client_secret", client.getString("client_secret")));
    assertEquals(200, same.statusCode(), same::body);
  }

  @Test
  void theTokenOfOneClientOpensNoOther() {
    JsonObject mine = calls.register(metadata());
    JsonObject other = calls.register(metadata());
    JsonObject crossed =
        other.copy().put("registration_access_token", mine.getString("registration_access_token"));
    assertError(calls.read(crossed), 401, "invalid_token");
    assertError(calls.update(crossed, metadata("client_id", id(other))), 401, "invalid_token");
    assertError(calls.delete(crossed), 401, "invalid_token");
    assertEquals(200, calls.read(other).statusCode());
    // Nor does it at another issuer's address.
    JsonObject elsewhere =
        mine.copy()
            .put(
                "registration_client_uri",
                world.broker().at("oauth2/default/v1/register/" + id(mine)).toString());
    assertError(calls.read(elsewhere), 401, "invalid_token");
    for (String authorization : List.of("", "Basic eDp5", "Bearer ", "Bearer x")) {
      HttpResponse<String> refused =
          calls.send(
              "GET", URI.create(mine.getString("registration_client_uri")), null, authorization);
      assertError(refused, 401, "invalid_token");
      assertTrue(refused.headers().firstValue("www-authenticate").orElse("").startsWith("Bearer"));
    }
  }

  @Test
  void aMethodThatNeedsTheSecretItselfForcesANewOne() {
    JsonObject client = calls.register(metadata());
    String first = client.getString("client_secret");
    HttpResponse<String> switched =
        calls.update(
            client,
            metadata("client_id", id(client), "token_endpoint_auth_method", "client_secret_jwt"));
    assertEquals(200, switched.statusCode(), switched::body);
    String second = new JsonObject(switched.body()).getString("client_secret");
    assertNotEquals(first, second);
    assertEquals(43, second.length());
    assertEquals(
        1,
        world
            .broker()
            .count("registered_client WHERE id = $1 AND secret_sealed IS NOT NULL", id(client)));
    // And back: the sealed one can be checked as a hash too.
    HttpResponse<String> back = calls.update(client, metadata("client_id", id(client)));
    assertFalse(new JsonObject(back.body()).containsKey("client_secret"), back::body);
    // Public: no secret stays behind.
    calls.update(client, metadata("client_id", id(client), "token_endpoint_auth_method", "none"));
    assertEquals(
        1,
        world
            .broker()
            .count("registered_client WHERE id = $1 AND secret_hash IS NULL", id(client)));
  }

  @Test
  void secretsAndTokensAreNowhereInTheDatabaseOrTheLog() {
    JsonObject client = calls.register(metadata());
    String row =
        world
            .broker()
            .query("SELECT r::text FROM registered_client r WHERE id = $1", id(client))
            .get(0)
            .getString(0);
    for (String secret : List.of("client_secret", "registration_access_token")) {
      assertFalse(row.contains(client.getString(secret)), secret);
      assertFalse(world.broker().log().contains(client.getString(secret)), secret);
    }
  }

  @Test
  void everyLayoutHasItsOwnAddressAndClients() {
    for (String issuer : List.of("default", "tributary")) {
      String address = world.broker().config().issuers().find(issuer).orElseThrow().identifier();
      TestApplication any = world.application(issuer, "inventory", "x");
      URI endpoint = any.endpoint("registration_endpoint");
      JsonObject client =
          new JsonObject(calls.send("POST", endpoint, metadata().encode(), "").body());
      assertTrue(client.getString("registration_client_uri").startsWith(endpoint.toString()));
      assertEquals(200, calls.read(client).statusCode(), address);
      TestApplication registered =
          world.application(issuer, id(client), client.getString("client_secret"));
      assertEquals(200, world.person().open(registered.authorize()).status(), address);
      // At the root issuer it is not known: an authorization request there is a page.
      TestApplication atRoot = world.application(id(client), client.getString("client_secret"));
      assertEquals(400, world.person().open(atRoot.authorize()).status(), address);
    }
  }

  @Test
  void bodiesThatAreNoMetadataAreRefused() {
    URI endpoint = world.broker().at("oauth2/v1/register");
    String big = "{\"redirect_uris\":[\"https://app.example/" + "a".repeat(70_000) + "\"]}";
    for (String body :
        List.of(
            "",
            "[]",
            "null",
            "{",
            "{}{}",
            "{\"redirect_uris\":[\"https://a.example\"],\"redirect_uris\":[\"https://b.example\"]}",
            "{\"client_name\":\"\\u0000\",\"redirect_uris\":[\"https://a.example\"]}",
            "{\"client_name\":\"\\ud800\",\"redirect_uris\":[\"https://a.example\"]}",
            "{\"jwks\":{\"\\u0000\":1},\"redirect_uris\":[\"https://a.example\"]}",
            "[".repeat(10_000),
            big)) {
      assertError(calls.send("POST", endpoint, body, ""), 400, "invalid_client_metadata");
    }
  }

  private static String id(JsonObject client) {
    return client.getString("client_id");
  }
}
