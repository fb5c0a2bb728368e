package io.tributary.broker.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.platform.http.Page;
import io.tributary.platform.proof.Proves;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A client is changed while somebody logs in for it: what it may not have any more it never gets.
 */
class ChangedClientIT {
  private static final Map<String, Object> WIDE =
      Map.of(
          "response_types", array("code", "id_token"),
          "grant_types", array("authorization_code", "implicit"),
          "redirect_uris", array(World.CALLBACK, "http://localhost:1/second"),
          "application_type", "native",
          "scope", "openid email profile");

  private static World world;

  private final Person person = world.person();
  private final RegistrationCalls calls = new RegistrationCalls(world.broker());

  @BeforeAll
  static void start() {
    world =
        World.open(
            "",
            "response_types: [code, id_token]\n"
                + World.UPSTREAMS
                + World.REST
                + "registration: { policy: open }\n");
  }

  @AfterAll
  static void stop() {
    world.close();
  }

  private static JsonArray array(String... values) {
    return new JsonArray(List.of(values));
  }

  private JsonObject registered() {
    JsonObject metadata = RegistrationCalls.metadata();
    WIDE.forEach(metadata::put);
    return calls.register(metadata);
  }

  private void change(JsonObject client, String member, Object value) {
    JsonObject metadata =
        RegistrationCalls.metadata(
            "client_id", client.getString("client_id"),
            "client_secret", client.getString("client_secret"));
    WIDE.forEach(metadata::put);
    metadata.put(member, value);
    if (member.equals("response_types")) {
      metadata.put("grant_types", array("authorization_code"));
    }
    assertEquals(200, calls.update(client, metadata).statusCode());
  }

  private static TestApplication application(JsonObject client) {
    return world.application(client.getString("client_id"), client.getString("client_secret"));
  }

  /** Away at the upstream, with everything still allowed. */
  private URI away(TestApplication application) {
    return person.openUntil(
        application.authorize(
            "response_type", "id_token", "idp_hint", "okta", "scope", "openid email"),
        "/authorize");
  }

  private void refused(Page page) {
    Person.assertFailurePage(page, 400, "invalid_request", world.broker().log());
    assertFalse(page.body().contains("id_token"), page::body);
    assertFalse(page.body().contains("localhost:1"), page::body);
  }

  @Test
  void unchangedItGetsItsAnswer() {
    JsonObject client = registered();
    Page consent = person.open(away(application(client)));
    Page answer = person.submit(consent.formTo("/consent").press("Allow"));
    assertTrue(answer.location().getRawFragment().contains("id_token="), answer::text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"response_types", "redirect_uris", "scope"})
  @Proves({"RFC6749-10.15", "OIDCC-3.2.2.1"})
  void atTheCallbackNothingIsGiven(String member) {
    JsonObject client = registered();
    URI upstream = away(application(client));
    change(
        client,
        member,
        Map.of(
                "response_types", array("code"),
                "redirect_uris", array("http://localhost:1/second"),
                "scope", "openid profile")
            .get(member));
    refused(person.open(upstream));
  }

  @Test
  void atTheConsentNothingIsGiven() {
    JsonObject client = registered();
    Page consent = person.open(away(application(client)));
    change(client, "response_types", array("code"));
    refused(person.submit(consent.formTo("/consent").press("Allow")));
  }

  @Test
  void aClientThatIsGoneGetsNothing() {
    JsonObject client = registered();
    URI upstream = away(application(client));
    assertEquals(204, calls.delete(client).statusCode());
    refused(person.open(upstream));
  }
}
