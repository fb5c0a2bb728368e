package io.tributary.broker.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.broker.trace.LoginTrace;
import io.tributary.broker.trace.TraceText;
import io.tributary.platform.http.Page;
import io.tributary.platform.relyingparty.Fault;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What an upstream says of a refusal, which may be a broker like this one: for the administrator of
 * this broker, not for the visitor or the application.
 */
class UpstreamRefusalIT {
  private static final String ID = "s5iFUGYM0rYyBz6SN6ZnEQ";
  private static final String[] FIELDS = {
    "provider_error", "provider_error_description", "provider_reference"
  };

  private static World world;
  private static TestApplication inventory;

  @BeforeAll
  static void start() {
    world = World.open();
    inventory = world.inventory();
  }

  @AfterAll
  static void stop() {
    world.close();
  }

  @AfterEach
  void heal() {
    world.okta().heal();
  }

  /** A refused login: what was told, logged and traced of it. */
  private record Refused(Arrival told, JsonObject logged, LoginTrace trace) {
    JsonObject fact() {
      return trace.parts().get(trace.parts().size() - 1).fact("upstream_failure").orElseThrow();
    }
  }

  private static Refused refused(Fault fault, String description) {
    world.okta().fault(fault).describes(description);
    Page page = world.person().open(inventory.authorize("idp_hint", "okta"));
    Arrival told = Person.arrival(page).error("access_denied");
    String id = told.get("error_description").replaceFirst(".*; reference ", "");
    world.broker().settled();
    return new Refused(told, logged(id), world.broker().traced(id).orElseThrow());
  }

  private static JsonObject logged(String request) {
    return world
        .broker()
        .log()
        .lines()
        .filter(line -> line.contains(request) && line.contains("\"request.refused\""))
        .map(JsonObject::new)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void theReferenceOfABrokerBehindIsInLogAndTrace() {
    Refused refused = refused(Fault.AUTHORIZE_DENIED, "Not for (mapping door); reference " + ID);
    for (JsonObject place : new JsonObject[] {refused.logged(), refused.fact()}) {
      assertEquals("access_denied", place.getString("provider_error"));
      assertEquals("Not for (mapping door)", place.getString("provider_error_description"));
      assertEquals(ID, place.getString("provider_reference"));
    }
    String text = String.join("\n", TraceText.lines(refused.trace()));
    assertTrue(text.contains("provider_reference: " + ID), text);
    String told = refused.told().get("error_description");
    assertFalse(told.contains(ID) || told.contains("door"), told);
  }

  @Test
  void aLongDescriptionIsCutAndKeepsIt() {
    Refused refused = refused(Fault.AUTHORIZE_DENIED, "x".repeat(400) + "; reference " + ID);
    for (JsonObject place : new JsonObject[] {refused.logged(), refused.fact()}) {
      assertEquals("x".repeat(300), place.getString("provider_error_description"));
      assertEquals(ID, place.getString("provider_reference"));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<script>alert(1)</script>; reference <b>" + ID,
        "two\r\nlines\",\"level\":\"fatal; reference " + ID + "\n",
        "\u001b[2J\u202e\u0007\\; reference s5iFUGYM0rYyBz6SN6ZnEQ\u0007"
      })
  void hostileTextIsNoReferenceAndStaysOneCleanLine(String hostile) {
    Refused refused = refused(Fault.AUTHORIZE_CANCELLED, hostile);
    for (JsonObject place : new JsonObject[] {refused.logged(), refused.fact()}) {
      assertEquals("user_cancelled_login", place.getString("provider_error"));
      assertEquals(
          hostile.replaceAll("[^\\x20-\\x7E]|[\"\\\\]", "?"),
          place.getString("provider_error_description"));
      assertFalse(place.containsKey("provider_reference"));
    }
    assertEquals("info", refused.logged().getString("level"));
    String told = refused.told().get("error_description");
    assertTrue(told.matches("[A-Za-z ]+; reference [A-Za-z0-9_-]{22}"), told);
  }

  /** No words of a provider, so no fields; the rest is told as before. */
  @Test
  void aFailureWithoutWordsHasNoSuchFields() {
    world.okta().fault(Fault.TOKEN_DOWN).describes("planted; reference " + ID);
    Page page = world.person().open(inventory.authorize("idp_hint", "okta"));
    Person.arrival(page).error("temporarily_unavailable");
    world.broker().settled();
    String id = page.header("X-Request-ID").orElseThrow();
    LoginTrace trace = world.broker().traced(id).orElseThrow();
    JsonObject fact =
        trace.parts().get(trace.parts().size() - 1).fact("upstream_failure").orElseThrow();
    assertEquals("unavailable", fact.getString("outcome"));
    for (String field : FIELDS) {
      assertFalse(fact.containsKey(field), field);
      assertFalse(logged(id).containsKey(field), field);
    }
  }

  /** Anybody can send a browser to our callback with any text. */
  @ParameterizedTest
  @ValueSource(strings = {"no state", "unknown state", "other upstream", "wrong issuer", "used"})
  void anAnswerThatIsOfNoLoginWritesNoText(String how) {
    String planted = "planted-" + how.replace(' ', '-');
    String words =
        "error=" + planted + "&error_description=" + encoded(planted + "\n<b>; reference " + ID);
    Person person = world.person();
    URI callback = person.openUntil(inventory.authorize("idp_hint", "okta"), "/callback");
    String state = "&state=" + encoded(Arrival.of(callback).get("state"));
    if (how.equals("used")) {
      person.open(callback);
    }
    String query =
        switch (how) {
          case "no state" -> "federation/okta/callback?" + words;
          case "unknown state" -> "federation/okta/callback?" + words + "&state=x.y";
          case "other upstream" -> "federation/authentik/callback?" + words + state;
          case "wrong issuer" ->
              "federation/okta/callback?" + words + state + "&iss=https://evil.example";
          default -> "federation/okta/callback?" + words + state;
        };
    Page page = person.open(world.broker().at(query));
    assertEquals(400, page.status(), page::text);
    String id = page.header("X-Request-ID").orElseThrow();
    world.broker().settled();
    assertFalse(page.body().contains(planted) || page.body().contains(ID), page::body);
    assertFalse(world.broker().log().contains(planted), planted);
    assertFalse(
        world.broker().traced(id).map(trace -> trace.toJson().encode()).orElse("").contains(ID));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
