package io.tributary.broker.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.broker.mapping.MappingSource;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The API: by what tokens, what it refuses, and that it is as described. */
class ApiIT extends ApiScene {
  /** A person's tokens for the application that may ask for the API. */
  private static JsonObject desk(Person person, String upstream, String... changes) {
    TestApplication desk = application("desk", "desk-secret");
    String[] all =
        Stream.concat(
                Stream.of(
                    "idp_hint",
                    upstream,
                    "resource",
                    api(),
                    "scope",
                    "openid profile roles groups tributary:mappings tributary:recordings"),
                Stream.of(changes))
            .toArray(String[]::new);
    return desk.tokens(Person.arrival(person.open(desk.authorize(all))).code());
  }

  @Test
  void aPersonNeedsTheRoleToo() {
    Person alice = world.person();
    String token = desk(alice, "okta").getString("access_token");
    done(call("GET", "/mappings", token, ""));
    JsonObject saved = done(call("PUT", "/mappings/hers/draft", token, TEXTS.formatted(3)));
    assertEquals("alice@example.com", saved.getString("author"));
    // Staff: recordings, and not mappings, although the application may ask for both.
    String bobs = desk(world.person(), "authentik").getString("access_token");
    problem(call("GET", "/mappings", bobs, ""), 403, "insufficient_scope");
    problem(
        call("PUT", "/mappings/his/draft", bobs, TEXTS.formatted(4)), 403, "insufficient_scope");
  }

  @Test
  void whatIsTakenFromAPersonCountsAtOnce() {
    Person alice = world.person();
    String token = desk(alice, "okta").getString("access_token");
    done(call("GET", "/mappings", token, ""));
    world.broker().query("UPDATE account SET disabled_at = now()");
    try {
      problem(call("GET", "/mappings", token, ""), 401, "invalid_token");
    } finally {
      world.broker().query("UPDATE account SET disabled_at = NULL");
    }
    done(call("GET", "/mappings", token, ""));
    world
        .broker()
        .query(
            "UPDATE client_grant SET claims = jsonb_set(jsonb_set(claims, '{roles}', '[]'),"
                + " '{groups}', '[\"Everyone\"]') WHERE client_id = 'desk'");
    problem(call("GET", "/mappings", token, ""), 403, "insufficient_scope");
  }

  @Test
  void anEndedSessionEndsTheToken() {
    String token = desk(world.person(), "okta").getString("access_token");
    done(call("GET", "/mappings", token, ""));
    world.broker().query("UPDATE session SET ended_at = now()");
    problem(call("GET", "/mappings", token, ""), 401, "invalid_token");
  }

  @Test
  void noOtherTokenIsGoodHere() {
    Person alice = world.person();
    TestApplication desk = application("desk", "desk-secret");
    URI plain =
        desk.authorize(
            "idp_hint", "okta", "scope", "openid profile roles groups tributary:mappings");
    JsonObject forUserinfo = desk.tokens(Person.arrival(alice.open(plain)).code());
    problem(
        call("GET", "/mappings", forUserinfo.getString("access_token"), ""), 401, "invalid_token");
    problem(call("GET", "/mappings", forUserinfo.getString("id_token"), ""), 401, "invalid_token");
    String elsewhere =
        token(
            "ci",
            "ci-secret",
            "scope",
            "tributary:mappings",
            "resource",
            "https://other.example/api");
    problem(call("GET", "/mappings", elsewhere, ""), 401, "invalid_token");
    String traces = token("reader", "reader-secret", "tributary:traces");
    HttpResponse<String> refused = call("GET", "/mappings", traces, "");
    problem(refused, 403, "insufficient_scope");
    assertTrue(
        refused.headers().firstValue("www-authenticate").orElse("").contains("tributary:mappings"));
    problem(call("GET", "/mappings", "x", ""), 401, "invalid_token");
    problem(call("GET", "/mappings", ci + "x", ""), 401, "invalid_token");
  }

  @Test
  void whoReadsTracesReadsNothingElseAndChangesNothing() {
    String traces = token("reader", "reader-secret", "tributary:traces");
    for (String path : List.of("/mappings", "/mappings/roles", "/mappings/roles/draft")) {
      problem(call("GET", path, traces, ""), 403, "insufficient_scope");
    }
    problem(
        call("POST", "/mappings/roles/publish", traces, "{\"expect\":\"none\"}"),
        403,
        "insufficient_scope");
    assertEquals(0, world.broker().count("mapping_draft WHERE author = 'client:reader'"));
  }

  @Test
  void aRevokedTokenOfAClientIsNothing() {
    String token = token("ci", "ci-secret", "tributary:mappings");
    done(call("GET", "/mappings", token, ""));
    TestApplication application = application("ci", "ci-secret");
    application.post(
        application.endpoint("revocation_endpoint"),
        TestApplication.encoded(Map.of("token", token)),
        Map.of("authorization", TestApplication.basic("ci", "ci-secret")));
    problem(call("GET", "/mappings", token, ""), 401, "invalid_token");
  }

  /** Neither the console's cookies nor a token in the address or a form. */
  @Test
  void aBrowserCannotBeMadeToCall() {
    Person alice = world.person();
    Person.arrival(alice.open(world.inventory().authorize("idp_hint", "okta")));
    alice.open(world.broker().at("console/mappings"));
    String cookies =
        alice.browser().cookies().all().stream()
            .map(one -> one.name() + "=" + one.value())
            .reduce((one, other) -> one + "; " + other)
            .orElseThrow();
    HttpResponse<String> answer =
        world
            .inventory()
            .send(
                HttpRequest.newBuilder(URI.create(api() + "/mappings")).header("cookie", cookies));
    problem(answer, 401, "invalid_token");
    assertEquals("Bearer", answer.headers().firstValue("www-authenticate").orElse(""));
    problem(
        world
            .inventory()
            .send(HttpRequest.newBuilder(URI.create(api() + "/mappings?access_token=" + ci))),
        401,
        "invalid_token");
    assertTrue(answer.headers().firstValue("access-control-allow-origin").isEmpty());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "PUT|/mappings/bad/draft|[]|400|malformed",
        "PUT|/mappings/bad/draft|{|400|malformed",
        "PUT|/mappings/bad/draft|{\"message\":\"a\",\"message\":\"b\"}|400|malformed",
        "PUT|/mappings/bad/draft|{\"message\":1}|400|malformed",
        "PUT|/mappings/bad/draft|{\"message\":\"a\\u0000b\"}|400|malformed",
        "POST|/mappings/bad/rollback|{\"expect\":\"x\",\"to\":\"a\\u0000b\"}|400|malformed",
        "PUT|/mappings/bad/draft|{\"message\":\"m\",\"author\":\"root\"}|400|malformed",
        "PUT|/mappings/bad/draft|{\"message\":\"m\",\"replace\":\"yes\"}|400|malformed",
        "PUT|/mappings/bad/draft|{\"message\":\"m\",\"remove\":true,\"script\":\"\"}|400|malformed",
        "PUT|/mappings/bad/draft|{\"message\":\"\",\"script\":\"x\"}|422|invalid",
        "PUT|/mappings/bad/draft|{\"message\":\"m\",\"language\":\"js\",\"script\":\"return {\",\"settings\":\"scope: x\"}|422|invalid_mapping",
        "PUT|/mappings/bad/draft|{\"message\":\"m\",\"remove\":true}|404|not_found",
        "DELETE|/mappings/bad/draft||404|not_found",
        "POST|/mappings/bad/publish|{\"expect\":\"none\"}|409|conflict",
        "POST|/mappings/bad/publish|{}|428|precondition_required",
        "POST|/mappings/bad/rollback|{\"message\":\"m\",\"expect\":\"none\"}|404|not_found",
        "GET|/mappings/Bad||404|not_found",
        "GET|/mappings/a%7Cb||404|not_found",
        "GET|/mappings/roles/versions/x||404|not_found",
        "GET|/mappings?a=1&a=2||400|invalid_request",
        "GET|/nothing||404|not_found",
        "POST|/mappings|{}|405|method_not_allowed"
      })
  void whatIsWrongIsSaid(String method, String path, String body, int status, String code) {
    problem(call(method, path, ci, body == null ? "" : body), status, code);
    world.clock().advance(Duration.ofSeconds(5));
  }

  @Test
  void aBodyThatIsTooLongIsRefused() {
    String long1 = "{\"message\":\"" + "x".repeat(1_100_000) + "\"}";
    JsonObject refused = problem(call("PUT", "/mappings/bad/draft", ci, long1), 413, "too_large");
    assertTrue(refused.getString("detail").endsWith(MappingSource.LIMITS), refused::encode);
    String script = "{\"message\":\"m\",\"script\":\"" + "x".repeat(1_000_000) + "\"}";
    JsonObject problem =
        problem(call("PUT", "/mappings/bad/draft", ci, script), 422, "invalid_mapping");
    assertTrue(
        problem.encode().contains("has more than 65536 characters: 1000000; shorten it"),
        problem::encode);
    JsonObject place = problem.getJsonArray("problems").getJsonObject(0);
    assertTrue(place.containsKey("line") && place.getValue("line") == null, place::encode);
    assertTrue(place.containsKey("column") && place.getValue("column") == null, place::encode);
    assertEquals(0, world.broker().count("mapping_draft WHERE name = 'bad'"));
  }

  @Test
  void aBodyThatIsNotUtf8IsRefused() {
    byte[] body = "{\"message\":\"m\",\"script\":\"return {}; // ?\"}".getBytes(UTF_8);
    body[body.length - 3] = (byte) 0xff;
    HttpResponse<String> answer =
        world
            .inventory()
            .send(
                HttpRequest.newBuilder(URI.create(api() + "/mappings/bad/draft"))
                    .header("authorization", "Bearer " + ci)
                    .header("content-type", "application/json")
                    .PUT(BodyPublishers.ofByteArray(body)));
    problem(answer, 400, "malformed");
    assertEquals(0, world.broker().count("mapping_draft WHERE name = 'bad'"));
  }

  /** The listener refuses them before any route sees them. */
  @ParameterizedTest
  @ValueSource(strings = {"/mappings/..%2fetc", "/mappings/%2e%2e", "/mappings/%00"})
  void aPathThatClimbsIsRefused(String path) {
    assertEquals(400, call("GET", path, ci, "").statusCode());
  }

  @Test
  void aFormIsNoJson() {
    HttpResponse<String> answer =
        call(
            "POST",
            "/mappings/roles/publish",
            ci,
            "",
            "content-type",
            "application/x-www-form-urlencoded");
    problem(answer, 428, "precondition_required");
  }

  @Test
  void whoCallsTooOftenWaits() {
    // These run no script; they must neither be counted nor be refused as if they did.
    for (int i = 0; i < 15; i++) {
      problem(call("DELETE", "/mappings/bad/draft", ci, ""), 404, "not_found");
      problem(call("DELETE", "/mappings/bad/canary", ci, ""), 404, "not_found");
    }
    HttpResponse<String> last = null;
    for (int i = 0; i < 15; i++) {
      last = call("POST", "/mappings/bad/publish", ci, "{\"expect\":\"none\"}");
    }
    problem(last, 429, "too_many");
    assertEquals("2", last.headers().firstValue("retry-after").orElse(""));
    problem(call("DELETE", "/mappings/bad/draft", ci, ""), 404, "not_found");
  }

  /** Every operation that is described is served, behind its scope; and nothing else is. */
  @Test
  void theDescriptionIsWhatIsServed() {
    JsonObject document =
        new JsonObject(
            world
                .inventory()
                .send(HttpRequest.newBuilder(URI.create(api() + "/openapi.json")))
                .body());
    assertEquals(api(), document.getJsonArray("servers").getJsonObject(0).getString("url"));
    int operations = 0;
    for (String path : document.getJsonObject("paths").fieldNames()) {
      JsonObject methods = document.getJsonObject("paths").getJsonObject(path);
      for (String method : List.of("get", "put", "post", "delete", "patch")) {
        String at = path.replace("{version}", "AAAAAAAAAAAA").replaceAll("\\{[a-z]+\\}", "unknown");
        HttpRequest request =
            HttpRequest.newBuilder(URI.create(api() + at))
                .method(method.toUpperCase(Locale.ROOT), BodyPublishers.noBody())
                .build();
        HttpResponse<String> answer = HTTP.sendAsync(request, BodyHandlers.ofString()).join();
        if (methods.containsKey(method)) {
          problem(answer, 401, "invalid_token");
          assertTrue(methods.getJsonObject(method).getJsonObject("responses").containsKey("401"));
          operations++;
        } else {
          problem(answer, 405, "method_not_allowed");
        }
      }
    }
    assertTrue(operations >= 9, Integer.toString(operations));
  }

  @Test
  void tracesAreReadBehindTheirOwnScope() {
    Person alice = world.person();
    world.login(alice, world.inventory());
    String traces = token("reader", "reader-secret", "tributary:traces");
    JsonObject why =
        done(call("GET", "/why?person=alice%40example.com&value=superusers", traces, ""));
    assertEquals("superusers", why.getString("value"));
    problem(call("GET", "/why?person=nobody&value=x", traces, ""), 404, "not_found");
    problem(call("GET", "/why?person=alice", traces, ""), 400, "malformed");
    problem(call("GET", "/traces/unknown-id", traces, ""), 404, "not_found");
    problem(call("GET", "/traces/unknown-id", ci, ""), 403, "insufficient_scope");
    problem(call("GET", "/why?person=a&value=b", ci, ""), 403, "insufficient_scope");
    assertEquals(
        1,
        world
            .broker()
            .count("audit_event WHERE type = 'trace.read' AND details->>'by' = 'client:reader'"));
  }
}
