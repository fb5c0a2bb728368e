package io.tributary.broker.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.platform.http.Page;
import io.tributary.platform.proof.Proves;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Three layouts under a public URL with a path and a slash, and what must not cross between them.
 */
class IssuersIT {
  private static final String SECRET = "inventory-secret %+/=";

  private static World world;

  @BeforeAll
  static void start() {
    world = World.open("/sso/", World.UPSTREAMS + World.REST);
  }

  @AfterAll
  static void stop() {
    world.close();
  }

  private static HttpResponse<String> get(String path) {
    URI uri = URI.create("http://localhost:" + world.broker().broker().port() + path);
    return inventory("root").send(HttpRequest.newBuilder(uri));
  }

  private static TestApplication inventory(String issuer) {
    return world.application(issuer, "inventory", SECRET);
  }

  @ParameterizedTest
  @CsvSource({
    "native,/sso/.well-known/openid-configuration",
    "native,/sso/.well-known/oauth-authorization-server",
    "native,/.well-known/oauth-authorization-server/sso",
    "native,/sso//.well-known/openid-configuration",
    "native,/sso/.well-known/openid-configuration?client_id=inventory",
    "okta,/sso/oauth2/default/.well-known/openid-configuration",
    "okta,/sso/oauth2/default/.well-known/oauth-authorization-server",
    "okta,/.well-known/oauth-authorization-server/sso/oauth2/default",
    "okta,/sso/oauth2/default/.well-known/openid-configuration?client_id=nobody&client_id=x",
    "authentik,/sso/application/o/tributary/.well-known/openid-configuration",
    "authentik,/sso/application/o/tributary/.well-known/oauth-authorization-server",
    "authentik,/.well-known/oauth-authorization-server/sso/application/o/tributary",
  })
  @Proves({"DISCOVERY-3", "DISCOVERY-4.1", "RFC8414-3", "RFC8414-3.1"})
  void discoveryIsAsPinned(String golden, String path) throws IOException {
    HttpResponse<String> answer = get(path);
    assertEquals(200, answer.statusCode(), answer::body);
    String port = Integer.toString(world.broker().broker().port());
    String found =
        new JsonObject(answer.body().replace("localhost:" + port, "localhost:8080"))
            .encodePrettily();
    try (InputStream pinned =
        IssuersIT.class.getResourceAsStream("/discovery/" + golden + ".json")) {
      assertEquals(new String(pinned.readAllBytes(), StandardCharsets.UTF_8).strip(), found);
    }
    assertEquals("*", answer.headers().firstValue("access-control-allow-origin").orElse(""));
    assertTrue(answer.headers().firstValue("location").isEmpty());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/.well-known/openid-configuration",
        "/oauth2/v1/keys",
        "/sso/oauth2/other/.well-known/openid-configuration",
        "/sso/application/o/default/.well-known/openid-configuration",
        "/sso/oauth2/tributary/v1/keys",
        "/.well-known/oauth-authorization-server",
      })
  void whatIsNotThereIsNotThere(String path) {
    assertEquals(404, get(path).statusCode());
  }

  @ParameterizedTest
  @ValueSource(strings = {"root", "default", "tributary"})
  void aLoginWorksAtEach(String issuer) {
    TestApplication app = inventory(issuer);
    Person person = world.person();
    Arrival arrival = world.login(person, app);
    assertEquals(app.issuer(), arrival.get("iss"));
    JsonObject tokens = app.tokens(arrival.code());
    JsonObject idToken = LoginIT.payload(tokens.getString("id_token"));
    JsonObject access = LoginIT.payload(tokens.getString("access_token"));
    assertEquals(app.issuer(), idToken.getString("iss"));
    assertEquals(app.issuer(), access.getString("iss"));
    assertEquals(app.endpoint("userinfo_endpoint").toString(), access.getString("aud"));
    assertEquals(idToken.getString("sub"), app.claims(tokens).getString("sub"));
    assertEquals(List.of(), person.browser().cookies().rejected());
    assertTrue(person.session().orElseThrow().path().startsWith("/sso"));
  }

  @Test
  void eachHasKeysOfItsOwnButTheSamePeople() {
    String root = get("/sso/oauth2/v1/keys").body();
    String okta = get("/sso/oauth2/default/v1/keys").body();
    assertNotEquals(root, okta);
    assertTrue(!root.contains("\"d\"") && !okta.contains("\"d\""));
    assertEquals(sub("root"), sub("default"));
    assertEquals(sub("root"), sub("tributary"));
  }

  private static String sub(String issuer) {
    TestApplication app = inventory(issuer);
    return app.claims(world.tokens(world.person(), app, "okta")).getString("sub");
  }

  @ParameterizedTest
  @CsvSource({
    "root,default",
    "root,tributary",
    "default,root",
    "default,tributary",
    "tributary,root",
    "tributary,default",
  })
  void nothingOfOneIsGoodAtAnother(String issuer, String elsewhere) {
    TestApplication app = inventory(issuer);
    TestApplication other = inventory(elsewhere);
    Person person = world.person();
    String code = world.login(person, app).code();
    HttpResponse<String> exchanged =
        app.post(
            other.endpoint("token_endpoint"),
            TestApplication.encoded(app.exchangeForm(code)),
            Map.of("authorization", TestApplication.basic("inventory", SECRET)));
    TestApplication.assertError(exchanged, 400, "invalid_grant");
    // Refused, not used up.
    JsonObject tokens = app.tokens(code);
    TestApplication.assertError(
        other.userinfo(tokens.getString("access_token")), 401, "invalid_token");
    Page page =
        person.open(
            URI.create(
                other.endpoint("end_session_endpoint")
                    + "?id_token_hint="
                    + tokens.getString("id_token")));
    Person.assertFailurePage(page, 400, "invalid_request", world.broker().log());
    app.claims(tokens);
  }

  @Test
  void aClientIsNotReachableUnderAnIssuerThatItDoesNotList() {
    TestApplication second = world.application("second", "at-second", "at-second-secret");
    for (String issuer : List.of("root", "default")) {
      TestApplication other = inventory(issuer);
      Person person = world.person();
      Page page =
          person.open(
              URI.create(
                  other.endpoint("authorization_endpoint")
                      + "?"
                      + TestApplication.encoded(second.request())));
      assertEquals(400, page.status(), page::text);
      assertTrue(page.text().contains("not registered at this issuer"), page::text);
      TestApplication.assertError(
          other.post(
              other.endpoint("token_endpoint"),
              TestApplication.encoded(second.exchangeForm("x")),
              Map.of("authorization", TestApplication.basic("at-second", "at-second-secret"))),
          400,
          "unauthorized_client");
    }
  }

  @Test
  void atASharedAddressTheHomeIssuerOfTheClientDecides() {
    TestApplication second = world.application("second", "at-second", "at-second-secret");
    Arrival arrival = world.login(world.person(), second);
    assertEquals(second.issuer(), arrival.get("iss"));
    JsonObject tokens = second.tokens(arrival.code());
    assertEquals(second.issuer(), LoginIT.payload(tokens.getString("id_token")).getString("iss"));
    assertEquals("alice@example.com", second.claims(tokens).getString("preferred_username"));
    // The hint of one of its neighbours, at its own address.
    Page page =
        world
            .person()
            .open(
                URI.create(
                    inventory("tributary").endpoint("end_session_endpoint")
                        + "?id_token_hint="
                        + tokens.getString("id_token")));
    assertEquals(400, page.status());
  }
}
