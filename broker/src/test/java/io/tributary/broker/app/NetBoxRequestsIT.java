package io.tributary.broker.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.platform.http.Page;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Character by character what NetBox's two login backends send, and what they rely on. */
class NetBoxRequestsIT {
  private static final String NONCE = "n".repeat(64);
  private static final String STATE = "s".repeat(32);

  private static World world;

  private final Person person = world.person();

  @BeforeAll
  static void start() {
    world =
        World.open(
            "",
            World.UPSTREAMS
                + World.REST
                + """
                  - id: netbox
                    secret: netbox-secret
                    pkce: false
                    claims_always: [groups, roles]
                    unverified_email: omit
                    redirect_uris: ["http://localhost:1/cb"]
                    issuers: [root, tributary]
                """);
  }

  @AfterAll
  static void stop() {
    world.close();
  }

  @ParameterizedTest
  @CsvSource({
    "tributary, application/o/tributary//.well-known/openid-configuration,"
        + " openid+profile+email+roles+openid+profile+email",
    "root, .well-known/openid-configuration?client_id=netbox, openid+profile+email"
  })
  void aLoginGoesThroughAndSaysWhatTheyNeed(String issuer, String discovery, String scope) {
    Map<String, Object> carol = new HashMap<>(World.ALICE);
    carol.put("groups", List.of());
    carol.put("email_verified", false);
    world.okta().user(carol);
    TestApplication netbox =
        issuer.equals("root")
            ? world.application("netbox", "netbox-secret")
            : world.application(issuer, "netbox", "netbox-secret");
    HttpResponse<String> found = netbox.send(HttpRequest.newBuilder(world.broker().at(discovery)));
    assertEquals(200, found.statusCode());
    assertEquals(netbox.issuer(), new JsonObject(found.body()).getString("issuer"));
    URI authorize =
        URI.create(
            netbox.endpoint("authorization_endpoint")
                + "?client_id=netbox&redirect_uri=http://localhost:1/cb&state="
                + STATE
                + "&response_type=code&nonce="
                + NONCE
                + "&scope="
                + scope
                + "&idp_hint=okta");
    Arrival arrival = Person.arrival(person.open(authorize));
    assertEquals(STATE, arrival.get("state"));
    HttpResponse<String> answer =
        netbox.post(
            netbox.endpoint("token_endpoint"),
            "grant_type=authorization_code&code="
                + arrival.code()
                + "&redirect_uri=http%3A%2F%2Flocalhost%3A1%2Fcb",
            Map.of("authorization", TestApplication.basic("netbox", "netbox-secret")));
    assertEquals(200, answer.statusCode(), answer::body);
    JsonObject tokens = new JsonObject(answer.body());
    JsonObject idToken = LoginIT.payload(tokens.getString("id_token"));
    assertEquals("RS256", TokenCalls.part(tokens.getString("id_token"), 0).getString("alg"));
    assertEquals(netbox.issuer(), idToken.getString("iss"));
    assertEquals(NONCE, idToken.getString("nonce"));
    assertEquals("netbox", idToken.getValue("aud"));
    HttpResponse<String> userinfo = netbox.userinfo(tokens.getString("access_token"));
    assertTrue(
        userinfo.headers().firstValue("content-type").orElse("").startsWith("application/json"));
    JsonObject claims = new JsonObject(userinfo.body());
    assertEquals(idToken.getString("sub"), claims.getString("sub"));
    assertEquals(new JsonArray(), claims.getJsonArray("groups"));
    assertEquals("alice@example.com", claims.getString("preferred_username"));
    assertFalse(claims.containsKey("email"), "associate_by_email does not look at email_verified");
    JsonArray keys =
        new JsonObject(netbox.send(HttpRequest.newBuilder(netbox.endpoint("jwks_uri"))).body())
            .getJsonArray("keys");
    keys.forEach(key -> assertTrue(((JsonObject) key).containsKey("kid"), key::toString));
    // LOGOUT_REDIRECT_URL: a plain GET.
    Page asked = person.open(netbox.endpoint("end_session_endpoint"));
    assertTrue(asked.text().contains("Sign out?"), asked::text);
    assertEquals(200, person.submit(asked.form().press("logout")).status());
    Person.arrival(person.open(URI.create(authorize + "&prompt=none"))).error("login_required");
  }
}
