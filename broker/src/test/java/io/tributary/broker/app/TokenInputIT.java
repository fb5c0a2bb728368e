package io.tributary.broker.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.platform.proof.Proves;
import io.tributary.platform.protocol.Pkce;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What comes from an application and is wrong: at the token endpoint and at userinfo. */
class TokenInputIT {
  private static World world;
  private static TestApplication inventory;
  private static TestApplication phone;

  private final Person person = world.person();

  @BeforeAll
  static void start() {
    world = World.open();
    inventory = world.inventory();
    phone = world.application("phone", "");
  }

  @AfterAll
  static void stop() {
    world.close();
  }

  private String code() {
    return world.login(person, inventory).code();
  }

  private static HttpResponse<String> post(String form, String... headers) {
    Map<String, String> all = new java.util.HashMap<>();
    for (int i = 0; i < headers.length; i += 2) {
      all.put(headers[i], headers[i + 1]);
    }
    return inventory.post(inventory.endpoint("token_endpoint"), form, all);
  }

  private static String[] change(String name, String value) {
    return new String[] {
      name, value.isEmpty() ? null : value.startsWith("LONG") ? "x".repeat(9000) : value
    };
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "grant_type|''|invalid_request",
        "grant_type|password|unsupported_grant_type",
        "grant_type|refresh_token|unauthorized_client",
        "grant_type|client_credentials|unauthorized_client",
        "grant_type|AUTHORIZATION_CODE|unsupported_grant_type",
        "grant_type|LONG|unsupported_grant_type",
        "code|''|invalid_request",
        "code|unknown|invalid_grant",
        "code|LONG|invalid_grant",
        "redirect_uri|''|invalid_request",
        "redirect_uri|http://localhost:1/cb/|invalid_grant",
        "redirect_uri|http://localhost:1/other?x=1|invalid_grant",
        "redirect_uri|LONG|invalid_grant",
        "code_verifier|''|invalid_grant",
        "code_verifier|short|invalid_grant",
        "code_verifier|LONG|invalid_grant",
        "code_verifier|wrong-verifier-wrong-verifier-wrong-verifier-12|invalid_grant",
        "client_id|phone|invalid_client",
        "client_secret|inventory-secret %+/=|invalid_request",
        "client_assertion|eyJhbGciOiJub25lIn0.e30.|invalid_request",
      })
  void aChangedParameterIsRefused(String name, String value, String error) {
    HttpResponse<String> answer = inventory.exchange(code(), change(name, value));
    TestApplication.assertError(answer, error.equals("invalid_client") ? 401 : 400, error);
    assertEquals("no-store", answer.headers().firstValue("cache-control").orElse(""));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"grant_type", "code", "redirect_uri", "code_verifier", "scope", "unknown"})
  @Proves("RFC6749-3.2")
  void aParameterTwiceIsRefused(String name) {
    String form =
        TestApplication.encoded(inventory.exchangeForm(code(), "scope", "openid", "unknown", "1"));
    HttpResponse<String> answer =
        post(form + "&" + name + "=x", "authorization", basic(inventory.id(), inventory.secret()));
    TestApplication.assertError(answer, 400, "invalid_request");
  }

  private static String basic(String id, String secret) {
    return TestApplication.basic(TestApplication.encode(id), TestApplication.encode(secret));
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  @Proves("RFC6749-5.2")
  void credentialsThatProveNothingAreRefusedInTheSameWords() {
    String form = TestApplication.encoded(inventory.exchangeForm(code()));
    for (String header :
        List.of(
            basic("inventory", "wrong"),
            basic("inventory", ""),
            basic("nobody", "inventory-secret %+/="),
            basic("phone", "inventory-secret %+/="),
            basic("phone", ""),
            basic("INVENTORY", "inventory-secret %+/="),
            "Basic " + base64("inventory"),
            "Basic " + base64(":"),
            "Basic !!!",
            "Basic",
            "Bearer x",
            "Basic " + base64("inventory:" + "x".repeat(5000)))) {
      HttpResponse<String> answer = post(form, "authorization", header);
      TestApplication.assertError(answer, 401, "invalid_client");
      assertTrue(
          answer.headers().firstValue("www-authenticate").orElse("").startsWith("Basic"), header);
    }
    for (String more :
        List.of(
            "",
            "&client_id=inventory",
            "&client_id=nobody",
            "&client_id=inventory&client_secret=wrong",
            "&client_id=phone&client_secret=x",
            "&client_secret=inventory-secret")) {
      HttpResponse<String> answer = post(form + more);
      TestApplication.assertError(answer, 401, "invalid_client");
      assertTrue(answer.headers().firstValue("www-authenticate").isEmpty(), more);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"application/json", "text/plain", "multipart/form-data; boundary=x"})
  void onlyFormsAreRead(String type) {
    HttpResponse<String> answer =
        inventory.send(
            HttpRequest.newBuilder(inventory.endpoint("token_endpoint"))
                .header("content-type", type)
                .header("authorization", basic(inventory.id(), inventory.secret()))
                .POST(
                    BodyPublishers.ofString(TestApplication.encoded(inventory.exchangeForm("x")))));
    assertTrue(answer.statusCode() == 400 || answer.statusCode() == 415, answer::body);
  }

  @ParameterizedTest
  @ValueSource(strings = {"code=%zz", "code=%f", "code=%ff", "code=%00", "code=é", "%"})
  @Proves("OIDCC-13.2")
  void brokenEncodingIsRefused(String pair) {
    HttpResponse<String> answer =
        post(
            "grant_type=authorization_code&" + pair,
            "authorization",
            basic(inventory.id(), inventory.secret()));
    TestApplication.assertError(answer, 400, "invalid_request");
  }

  @Test
  @Proves("RFC6749-3.2")
  void oversizedFormsAndOtherMethodsAreRefused() {
    assertEquals(413, post("x=" + "y".repeat(70_000)).statusCode());
    URI token = inventory.endpoint("token_endpoint");
    assertEquals(405, inventory.send(HttpRequest.newBuilder(token)).statusCode());
    // Not even with everything right, when it stands in the query.
    HttpResponse<String> query =
        inventory.post(
            URI.create(token + "?" + TestApplication.encoded(inventory.exchangeForm(code()))),
            "",
            Map.of("authorization", basic(inventory.id(), inventory.secret())));
    TestApplication.assertError(query, 400, "invalid_request");
  }

  @Test
  @Proves({"RFC7636-4.6", "RFC6749-10.5"})
  void aWrongVerifierUsesTheCodeUp() {
    String code = code();
    String other = "another-verifier-another-verifier-another-12345";
    assertTrue(Pkce.isVerifier(other));
    TestApplication.assertError(
        inventory.exchange(code, "code_verifier", other), 400, "invalid_grant");
    TestApplication.assertError(inventory.exchange(code), 400, "invalid_grant");
  }

  @Test
  @Proves({"RFC6749-4.1.2", "RFC6749-10.5"})
  void aSecondUseRevokesWhatTheFirstGave() {
    String code = code();
    JsonObject first = inventory.tokens(code);
    inventory.claims(first);
    TestApplication.assertError(inventory.exchange(code), 400, "invalid_grant");
    TestApplication.assertError(
        inventory.userinfo(first.getString("access_token")), 401, "invalid_token");
    Row event = world.broker().audited("code.replayed").get(0);
    assertEquals("inventory", event.getString("client"));
    // The session lives on: the next request gets a new grant.
    inventory.claims(inventory.tokens(Person.arrival(person.open(inventory.authorize())).code()));
  }

  @Test
  @Proves({"RFC6749-4.1.3", "OIDCC-3.1.3.2"})
  void anotherClientCannotUseACodeNorUseItUp() {
    String code = code();
    HttpResponse<String> stolen =
        phone.post(
            phone.endpoint("token_endpoint"),
            TestApplication.encoded(inventory.exchangeForm(code, "client_id", "phone")),
            Map.of());
    TestApplication.assertError(stolen, 400, "invalid_grant");
    inventory.claims(inventory.tokens(code));
  }

  @Test
  @Proves("RFC6749-4.1.2")
  void anExpiredCodeIsRefused() {
    String code = code();
    world.broker().query("UPDATE authorization_code SET expires_at = now() - interval '1 second'");
    TestApplication.assertError(inventory.exchange(code), 400, "invalid_grant");
  }

  @Test
  void aCodeOfASessionThatEndedIsRefused() {
    String code = code();
    world.broker().query("UPDATE session SET ended_at = now() WHERE ended_at IS NULL");
    TestApplication.assertError(inventory.exchange(code), 400, "invalid_grant");
  }

  @Test
  void aCodeOfAnAccountThatWasDisabledIsRefusedAndSoAreItsTokens() {
    String code = code();
    JsonObject tokens = inventory.tokens(Person.arrival(person.open(inventory.authorize())).code());
    world.broker().query("UPDATE account SET disabled_at = now()");
    try {
      TestApplication.assertError(inventory.exchange(code), 400, "invalid_grant");
      TestApplication.assertError(
          inventory.userinfo(tokens.getString("access_token")), 401, "invalid_token");
      Person.arrival(person.open(inventory.authorize("prompt", "none"))).error("login_required");
    } finally {
      world.broker().query("UPDATE account SET disabled_at = NULL");
    }
  }

  @Test
  @Proves({"OIDCC-5.3.3", "RFC6750-3.1", "RFC9068-4", "RFC8725-3.12"})
  void userinfoRefusesWhatIsNoLiveAccessTokenOfOurs() {
    JsonObject tokens = inventory.tokens(code());
    String good = tokens.getString("access_token");
    String[] parts = good.split("\\.", -1);
    String otherKey =
        world
            .tokens(world.person(), inventory, "authentik")
            .getString("access_token")
            .split("\\.", -1)[2];
    for (String bad :
        List.of(
            "x",
            tokens.getString("id_token"),
            good + "x",
            parts[0] + "." + parts[1] + ".",
            parts[0] + "." + parts[1] + "." + otherKey,
            base64("{\"alg\":\"none\"}").replace("=", "") + "." + parts[1] + ".",
            parts[1],
            good.replace(".", ".."),
            "x".repeat(20_000))) {
      HttpResponse<String> answer = inventory.userinfo(bad);
      TestApplication.assertError(answer, 401, "invalid_token");
      assertEquals(
          "Bearer error=\"invalid_token\"",
          answer.headers().firstValue("www-authenticate").orElse(""));
      assertFalse(answer.body().contains(parts[2]));
    }
    inventory.claims(tokens);
  }

  @Test
  @Proves({"RFC6750-2", "RFC6750-2.3", "RFC6750-3"})
  void userinfoWantsTheTokenOnceAndNotInTheQuery() {
    String token = inventory.tokens(code()).getString("access_token");
    URI userinfo = inventory.endpoint("userinfo_endpoint");
    HttpResponse<String> none = inventory.send(HttpRequest.newBuilder(userinfo));
    assertEquals(401, none.statusCode());
    assertEquals("Bearer", none.headers().firstValue("www-authenticate").orElse(""));
    assertEquals(
        401,
        inventory
            .send(HttpRequest.newBuilder(URI.create(userinfo + "?access_token=" + token)))
            .statusCode());
    TestApplication.assertError(
        inventory.post(
            userinfo, "access_token=" + token, Map.of("authorization", "Bearer " + token)),
        400,
        "invalid_request");
    TestApplication.assertError(
        inventory.post(userinfo, "access_token=" + token + "&access_token=" + token, Map.of()),
        400,
        "invalid_request");
    for (List<String> both : List.of(List.of(token, "x"), List.of("x", token))) {
      HttpRequest.Builder twice = HttpRequest.newBuilder(userinfo);
      both.forEach(one -> twice.header("authorization", "Bearer " + one));
      TestApplication.assertError(inventory.send(twice), 400, "invalid_request");
    }
    assertEquals(
        401,
        inventory
            .send(
                HttpRequest.newBuilder(userinfo).header("authorization", "Basic " + base64("a:b")))
            .statusCode());
    assertEquals(200, inventory.post(userinfo, "access_token=" + token, Map.of()).statusCode());
  }

  @Test
  void anExpiredAccessTokenIsRefused() {
    JsonObject tokens = inventory.tokens(code());
    world.clock().advance(Duration.ofMinutes(12));
    TestApplication.assertError(
        inventory.userinfo(tokens.getString("access_token")), 401, "invalid_token");
  }
}
