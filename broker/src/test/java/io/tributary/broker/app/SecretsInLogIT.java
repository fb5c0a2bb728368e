package io.tributary.broker.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.platform.http.BrowserCookie;
import io.tributary.platform.http.Page;
import io.tributary.platform.relyingparty.FakeUpstream;
import io.tributary.platform.relyingparty.Fault;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Logins that work and that fail, and then a search for everything that must not be found. */
class SecretsInLogIT {
  private static final String PASSWORD = "marker-right-password";
  private static final String WRONG = "marker-wrong-password";

  private final Map<String, String> secrets = new LinkedHashMap<>();
  private World world;
  private TestApplication inventory;

  @Test
  void noSecretIsInTheLogTheMetricsOrTheDatabase() {
    String yaml =
        (World.UPSTREAMS + World.REST)
            .replace("password: demo, demo: true", "password: " + PASSWORD);
    try (World opened = World.open("", yaml)) {
      world = opened;
      inventory = world.inventory();
      secrets.put("secret of the application", "inventory-secret");
      secrets.put("secret at the upstream", "upstream-secret");
      secrets.put("password", PASSWORD);
      secrets.put("wrong password", WRONG);
      secrets.put("master key", "YSBtYXN0ZXIga2V5");
      secrets.put("unknown code", "marker-code");
      secrets.put("unknown token", "marker-token");
      secrets.put("verifier", "marker-verifier");
      throughTheUpstream();
      locally();
      wrongly();
      failingUpstream();
      world.broker().settled();
      search();
    }
  }

  private void remember(Person person) {
    person.session().ifPresent(cookie -> secrets.put("session cookie", cookie.value()));
    for (BrowserCookie attempt : person.attempts()) {
      secrets.put("attempt " + attempt.name(), attempt.value());
    }
  }

  private void throughTheUpstream() {
    Person person = world.person();
    URI callback = person.openUntil(inventory.authorize("idp_hint", "okta"), "/callback");
    remember(person);
    secrets.put("upstream code", Arrival.of(callback).get("code"));
    secrets.put("upstream state", Arrival.of(callback).get("state"));
    String code = Person.arrival(person.open(callback)).code();
    secrets.put("code", code);
    remember(person);
    JsonObject tokens = inventory.tokens(code);
    secrets.put("access token", tokens.getString("access_token"));
    secrets.put("id token", tokens.getString("id_token"));
    inventory.claims(tokens);
    person.open(
        URI.create(
            inventory.endpoint("end_session_endpoint")
                + "?id_token_hint="
                + tokens.getString("id_token")));
    for (FakeUpstream.Seen seen : world.okta().seen()) {
      for (String name : List.of("id_token_hint", "code_verifier", "code")) {
        if (seen.parameters().containsKey(name)) {
          secrets.put("upstream's " + name, seen.parameters().get(name));
        }
      }
    }
    assertTrue(
        secrets.containsKey("upstream's id_token_hint")
            && secrets.containsKey("upstream's code_verifier"));
  }

  private void locally() {
    Person person = world.person();
    Page page = person.open(inventory.authorize());
    Page again = person.password(page, "local", WRONG);
    assertEquals(400, again.status());
    person.password(person.open(inventory.authorize()), WRONG, PASSWORD);
    world.clock().advance(java.time.Duration.ofMinutes(5));
    Person.arrival(person.password(person.open(inventory.authorize()), "local", PASSWORD)).code();
    secrets.put("local session", person.session().orElseThrow().value());
  }

  private void wrongly() {
    String code = world.login(world.person(), inventory).code();
    secrets.put("second code", code);
    inventory.exchange("marker-code");
    inventory.exchange(code, "code_verifier", "marker-verifier-marker-verifier-marker-verifier");
    inventory.exchange(code);
    inventory.exchange(code, "client_secret", "inventory-secret");
    inventory.userinfo("marker-token");
    inventory.userinfo("marker-token.marker-token.marker-token");
    inventory.post(
        inventory.endpoint("token_endpoint"),
        "client_id=inventory&client_secret=marker-token&grant_type=marker-code",
        Map.of());
    Person person = world.person();
    person.open(inventory.authorize("client_id", "marker-token"));
    person.open(inventory.authorize("redirect_uri", "http://marker-token/"));
    person.open(inventory.authorize("response_type", "marker-token"));
    person.open(inventory.authorize("prompt", "marker-token"));
    person.open(world.broker().at("federation/okta/callback?state=marker-token&code=marker-code"));
    person.open(
        world.broker().at("federation/marker-token/callback?state=marker-token&code=marker-code"));
    person.open(world.broker().at("login/marker-token?marker-code=%ff"));
    person.open(world.broker().at("marker-token/marker-code"));
    person.open(
        URI.create(inventory.endpoint("end_session_endpoint") + "?id_token_hint=marker-token"));
    person.open(world.broker().at("logout/root?request=marker-token"));
    person.open(world.broker().at("federation/okta/logout-callback?state=marker-token"));
  }

  private void failingUpstream() {
    for (Fault fault :
        List.of(
            Fault.AUTHORIZE_DENIED,
            Fault.AUTHORIZE_MARKUP_AS_ERROR,
            Fault.TOKEN_INVALID_CLIENT,
            Fault.TOKEN_GARBAGE,
            Fault.ID_TOKEN_WRONG_SIGNATURE,
            Fault.ID_TOKEN_WRONG_NONCE,
            Fault.ID_TOKEN_EXPIRED,
            Fault.USERINFO_OTHER_SUBJECT)) {
      world.okta().heal().fault(fault);
      Person person = world.person();
      person.open(inventory.authorize("idp_hint", "okta"));
    }
    world.okta().heal();
  }

  private void search() {
    Map<String, String> places = new LinkedHashMap<>();
    places.put("log", world.broker().log());
    places.put("metrics", world.broker().scrape());
    for (Row table :
        world
            .broker()
            .query(
                "SELECT table_name FROM information_schema.tables"
                    + " WHERE table_schema = 'public' AND table_type = 'BASE TABLE'")) {
      String name = table.getString(0);
      StringBuilder rows = new StringBuilder();
      world
          .broker()
          .query("SELECT row_to_json(t)::text FROM \"" + name + "\" t")
          .forEach(row -> rows.append(row.getString(0)).append('\n'));
      places.put("table " + name, rows.toString());
    }
    StringBuilder traces = new StringBuilder();
    world
        .broker()
        .query("SELECT DISTINCT id FROM login_trace")
        .forEach(row -> traces.append(world.broker().trace(row.getString(0))).append('\n'));
    // What a provider says of a refusal is for those who may read logs and traces, and stands
    // nowhere else.
    assertTrue(places.get("log").contains("\"provider_error_description\":\"marker-text\""));
    assertTrue(traces.indexOf("\"provider_error_description\":\"marker-text\"") >= 0);
    places.forEach(
        (place, text) -> assertTrue(place.equals("log") || !text.contains("marker-text"), place));
    places.put("traces", traces.toString());
    assertTrue(places.get("traces").contains("\"given\""));
    assertTrue(places.get("traces").contains("upstream_failure"));
    assertTrue(places.get("log").contains("login.completed"));
    assertTrue(places.get("table audit_event").contains("login.succeeded"));
    assertTrue(places.get("table session").contains("okta"));
    places.forEach(
        (place, text) ->
            secrets.forEach(
                (what, secret) ->
                    assertFalse(
                        text.contains(secret),
                        () -> what + " in " + place + " " + around(text, secret))));
  }

  private static String around(String text, String secret) {
    int at = text.indexOf(secret);
    return text.substring(Math.max(0, at - 300), Math.min(text.length(), at + 200));
  }
}
