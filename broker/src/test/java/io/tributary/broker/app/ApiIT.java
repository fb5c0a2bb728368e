package io.tributary.broker.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.broker.mapping.MappingSource;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The API: by what tokens, what it answers, and that two people do not publish at once. */
class ApiIT {
  private static final String CLIENTS =
      """
        - id: ci
          secret: ci-secret
          grant_types: [client_credentials]
          scopes: ["tributary:mappings"]
          resources: ["${PUBLIC_URL}/api/v1", "https://other.example/api"]
        - id: reader
          secret: reader-secret
          grant_types: [client_credentials]
          scopes: ["tributary:traces"]
          resources: ["${PUBLIC_URL}/api/v1"]
        - id: both
          secret: both-secret
          grant_types: [client_credentials]
          scopes: ["tributary:mappings", "tributary:recordings"]
          resources: ["${PUBLIC_URL}/api/v1"]
        - id: desk
          secret: desk-secret
          redirect_uris: ["http://localhost:1/cb"]
          scopes: [openid, profile, roles, groups, "tributary:mappings", "tributary:recordings"]
          resources: ["${PUBLIC_URL}/api/v1"]
      administration: { mappings: [superusers], traces: [superusers], recordings: [staff] }
      """;

  private static final String TEXTS =
      "{\"language\":\"js\",\"script\":\"return { nickname: 'x%1$s' };\","
          + "\"settings\":\"scope: profile\\norder: 7%1$s\\ndeclares: { nickname: text }\\n\","
          + "\"message\":\"A nickname\",\"replace\":true}";

  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static World world;
  private static String ci;

  @BeforeAll
  static void open() {
    world = World.open("", World.UPSTREAMS + World.REST + CLIENTS);
  }

  @BeforeEach
  void token() {
    ci = token("ci", "ci-secret", "tributary:mappings");
  }

  @AfterAll
  static void close() {
    world.close();
  }

  @AfterEach
  void refill() {
    // What may be called in a second is given back.
    world.clock().advance(Duration.ofSeconds(40));
  }

  private static String api() {
    return world.broker().config().publicUrl() + "/api/v1";
  }

  private static TestApplication application(String id, String secret) {
    return world.application(id, secret);
  }

  private static String token(String id, String secret, String scope) {
    return token(id, secret, "scope", scope, "resource", api());
  }

  private static String token(String id, String secret, String... form) {
    TestApplication application = application(id, secret);
    Map<String, String> all =
        TestApplication.changed(
            new LinkedHashMap<>(Map.of("grant_type", "client_credentials")), form);
    HttpResponse<String> answer =
        application.post(
            application.endpoint("token_endpoint"),
            TestApplication.encoded(all),
            Map.of("authorization", TestApplication.basic(id, secret)));
    assertEquals(200, answer.statusCode(), answer::body);
    return new JsonObject(answer.body()).getString("access_token");
  }

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

  private static HttpResponse<String> call(
      String method, String path, String token, String body, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(api() + path)).header("authorization", "Bearer " + token);
    if (!body.isEmpty()) {
      request.header("content-type", "application/json");
    }
    for (int i = 0; i < headers.length; i += 2) {
      request.header(headers[i], headers[i + 1]);
    }
    request.method(
        method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    return world.inventory().send(request);
  }

  private static JsonObject done(HttpResponse<String> answer) {
    assertEquals(200, answer.statusCode(), answer::body);
    assertEquals("no-store", answer.headers().firstValue("cache-control").orElse(""));
    return new JsonObject(answer.body());
  }

  private static JsonObject problem(HttpResponse<String> answer, int status, String code) {
    assertEquals(status, answer.statusCode(), answer::body);
    assertEquals(
        "application/problem+json", answer.headers().firstValue("content-type").orElse(""));
    assertEquals("no-store", answer.headers().firstValue("cache-control").orElse(""));
    JsonObject body = new JsonObject(answer.body());
    assertEquals(status, body.getInteger("status"));
    assertEquals(code, body.getString("code"), answer::body);
    assertFalse(body.getString("request_id").isEmpty());
    assertFalse(body.getString("detail").isEmpty());
    return body;
  }

  @Test
  void aClientDraftsPublishesAndGoesBack() {
    String name = "/mappings/first";
    problem(call("GET", name, ci, ""), 404, "not_found");
    HttpResponse<String> saved = call("PUT", name + "/draft", ci, TEXTS.formatted(1));
    String version = done(saved).getString("version");
    assertEquals("\"" + version + "\"", saved.headers().firstValue("etag").orElse(""));
    assertEquals("client:ci", done(call("GET", name + "/draft", ci, "")).getString("author"));
    problem(call("POST", name + "/publish", ci, "{}"), 428, "precondition_required");
    problem(call("POST", name + "/publish", ci, "{\"expect\":\"AAAAAAAAAAAA\"}"), 409, "conflict");
    problem(
        call("POST", name + "/publish", ci, "", "if-match", "\"AAAAAAAAAAAA\""), 412, "conflict");
    JsonObject published =
        done(call("POST", name + "/publish", ci, "", "if-match", "\"" + version + "\""));
    assertEquals(version, published.getString("version"));
    assertEquals("return { nickname: 'x1' };", done(call("GET", name, ci, "")).getString("script"));
    JsonArray all = done(call("GET", "/mappings", ci, "")).getJsonArray("mappings");
    assertTrue(
        all.stream()
            .map(JsonObject.class::cast)
            .anyMatch(one -> version.equals(one.getString("live")) && one.getBoolean("enabled")),
        all::encode);
    problem(
        call("POST", name + "/rollback", ci, "{\"message\":\"wrong\",\"expect\":\"AAAAAAAAAAAA\"}"),
        409,
        "conflict");
    done(
        call(
            "POST",
            name + "/rollback",
            ci,
            "{\"message\":\"wrong\",\"expect\":\"" + version + "\"}"));
    problem(call("GET", name, ci, ""), 404, "not_found");
    assertEquals(2, done(call("GET", name + "/history", ci, "")).getJsonArray("history").size());
  }

  @Test
  void ofTwoWhoPublishAtOnceOneHasAConflict() throws Exception {
    String version =
        done(call("PUT", "/mappings/race/draft", ci, TEXTS.formatted(2))).getString("version");
    HttpRequest publish =
        HttpRequest.newBuilder(URI.create(api() + "/mappings/race/publish"))
            .header("authorization", "Bearer " + ci)
            .header("if-match", "\"" + version + "\"")
            .POST(BodyPublishers.noBody())
            .build();
    List<CompletableFuture<HttpResponse<String>>> both =
        Stream.of(1, 2).map(i -> HTTP.sendAsync(publish, BodyHandlers.ofString())).toList();
    List<Integer> statuses =
        both.stream().map(CompletableFuture::join).map(HttpResponse::statusCode).sorted().toList();
    assertEquals(List.of(200, 412), statuses);
    assertEquals(1, world.broker().count("mapping_publication WHERE name = 'race'"));
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
    HttpResponse<String> last = null;
    for (int i = 0; i < 15; i++) {
      last = call("POST", "/mappings/bad/publish", ci, "{\"expect\":\"none\"}");
    }
    problem(last, 429, "too_many");
    assertEquals("2", last.headers().firstValue("retry-after").orElse(""));
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

  /** A role can be named after anything that a draft reads. */
  @Test
  void aDraftTellsNothingOfRecordingsByTheNamesOfItsRoles() {
    done(
        call(
            "PUT",
            "/mappings/leak/draft",
            ci,
            new JsonObject()
                .put("language", "js")
                .put("script", "return { roles: ['leak-' + request.user.name] };")
                .put(
                    "settings",
                    "scope: [roles, profile]\norder: 7777\ndeclares: { roles: list of text }\n")
                .put("message", "A role")
                .encode()));
    try {
      JsonObject diff = done(call("POST", "/mappings/leak/diff", ci, "{}"));
      assertEquals(1, diff.getJsonObject("gained").getInteger("others"), diff::encode);
      assertFalse(diff.encode().contains("leak-"), diff::encode);
    } finally {
      done(call("DELETE", "/mappings/leak/draft", ci, ""));
    }
  }

  /** Who may see mappings learns how many; who they are is a recording. */
  @Test
  void whomADraftHitsIsToldByNameOnlyToWhoReadsRecordings() {
    done(
        call(
            "PUT",
            "/mappings/nick/draft",
            ci,
            TEXTS.formatted(5).replace("profile", "[roles, profile]")));
    try {
      JsonObject diff = done(call("POST", "/mappings/nick/diff", ci, "{}"));
      assertEquals(1, diff.getJsonObject("outcomes").getInteger("changed"), diff::encode);
      assertTrue(diff.containsKey("people") && diff.getValue("people") == null, diff::encode);
      assertFalse(diff.encode().contains("Local Person"), diff::encode);
      problem(call("POST", "/mappings/nick/diff", ci, "{\"limit\":1001}"), 400, "malformed");
      problem(call("POST", "/mappings/none/diff", ci, "{}"), 404, "not_found");
    } finally {
      done(call("DELETE", "/mappings/nick/draft", ci, ""));
    }
  }

  @Test
  void whatADraftWouldDoIsToldLineByLine() {
    done(
        call(
            "PUT",
            "/mappings/lines/draft",
            ci,
            TEXTS.formatted(6).replace("profile", "[roles, profile]")));
    try {
      HttpResponse<String> answer =
          call("POST", "/mappings/lines/diff", ci, "{}", "accept", "application/x-ndjson");
      assertEquals(200, answer.statusCode(), answer::body);
      assertEquals("application/x-ndjson", answer.headers().firstValue("content-type").orElse(""));
      assertEquals("no-store", answer.headers().firstValue("cache-control").orElse(""));
      List<JsonObject> lines = answer.body().lines().map(JsonObject::new).toList();
      assertEquals("progress", lines.get(0).getString("type"));
      assertEquals("summary", lines.get(lines.size() - 1).getString("type"));
      assertEquals(1, lines.get(lines.size() - 1).getJsonObject("outcomes").getInteger("changed"));
      // Who they are is a recording.
      assertFalse(answer.body().contains("\"identity\""), answer::body);
      assertFalse(answer.body().contains("Local Person"), answer::body);
      String both = token("both", "both-secret", "tributary:mappings tributary:recordings");
      HttpResponse<String> named =
          call("POST", "/mappings/lines/diff", both, "{}", "accept", "application/x-ndjson");
      List<JsonObject> people =
          named
              .body()
              .lines()
              .map(JsonObject::new)
              .filter(line -> line.getString("type").equals("identity"))
              .toList();
      assertEquals(1, people.size(), named::body);
      assertEquals("local", people.get(0).getString("username"));
      assertFalse(
          call(
                  "POST",
                  "/mappings/lines/diff",
                  both,
                  "{\"limit\":0}",
                  "accept",
                  "application/x-ndjson")
              .body()
              .contains("\"identity\""));
      // Before the first line it is refused as any other call.
      problem(
          call("POST", "/mappings/none/diff", ci, "{}", "accept", "application/x-ndjson"),
          404,
          "not_found");
      String traces = token("reader", "reader-secret", "tributary:traces");
      problem(
          call("POST", "/mappings/lines/diff", traces, "{}", "accept", "application/x-ndjson"),
          403,
          "insufficient_scope");
    } finally {
      done(call("DELETE", "/mappings/lines/draft", ci, ""));
    }
  }

  @Test
  void testsOfADraftAreRunAndRemarksAreToldWhenItIsSaved() {
    JsonObject body =
        new JsonObject(TEXTS.formatted(7))
            .put("script", "return {};")
            .put(
                "tests",
                "tests:\n  - name: one\n    given: { claims: {} }\n    expect: { nickname: x }\n");
    JsonObject saved = done(call("PUT", "/mappings/tried/draft", ci, body.encode()));
    assertTrue(
        saved.getJsonArray("findings").encode().contains("nickname is declared"), saved::encode);
    JsonObject ran = done(call("POST", "/mappings/tried/draft/tests", ci, ""));
    assertEquals(1, ran.getInteger("failed"), ran::encode);
    assertEquals(0, world.broker().count("mapping_live WHERE name = 'tried'"));
    problem(call("POST", "/mappings/tried/publish", ci, expecting(saved)), 422, "refused");
    // Written over what is not live any more.
    problem(
        call("PUT", "/mappings/tried/draft", ci, body.put("base", "AAAAAAAAAAAA").encode()),
        409,
        "conflict");
    done(call("PUT", "/mappings/tried/draft", ci, body.put("base", "none").encode()));
    done(call("DELETE", "/mappings/tried/draft", ci, ""));
    problem(call("POST", "/mappings/tried/draft/tests", ci, ""), 404, "not_found");
  }

  private static String expecting(JsonObject draft) {
    return new JsonObject().put("expect", draft.getString("version")).encode();
  }

  @Test
  void aCanaryIsStartedReadAndStopped() {
    String canary = "/mappings/bird/canary";
    problem(call("PUT", canary, ci, "{\"share\":\"5%\"}"), 404, "not_found");
    done(call("PUT", "/mappings/bird/draft", ci, TEXTS.formatted(8)));
    for (String wrong :
        List.of(
            "{}",
            "{\"share\":\"500%\"}",
            "{\"share\":\"x\"}",
            "{\"share\":\"1%\",\"for\":\"1y\"}")) {
      problem(call("PUT", canary, ci, wrong), 422, "invalid");
    }
    problem(call("PUT", canary, ci, "{\"users\":\"alice\"}"), 400, "malformed");
    problem(call("PUT", canary, ci, "{\"users\":[\"nobody-of-ours\"]}"), 404, "not_found");
    world.clock().advance(Duration.ofSeconds(40));
    done(call("PUT", canary, ci, "{\"share\":\"0.5%\",\"for\":\"2h\"}"));
    world
        .broker()
        .query(
            "INSERT INTO mapping_canary_difference (name, at, request_id, subject, client, changes)"
                + " VALUES ('bird', now(), 'req1', 'some-subject', 'inventory', '[\"loses staff\"]')");
    JsonObject found = done(call("GET", canary, ci, ""));
    assertEquals(0.5, found.getDouble("percent"), found::encode);
    assertFalse(found.encode().contains("some-subject"), found::encode);
    String traces = token("reader", "reader-secret", "tributary:traces");
    problem(call("GET", canary, traces, ""), 403, "insufficient_scope");
    problem(call("DELETE", canary, traces, ""), 403, "insufficient_scope");
    done(call("DELETE", canary, ci, ""));
    problem(call("GET", canary, ci, ""), 404, "not_found");
    problem(call("DELETE", canary, ci, ""), 404, "not_found");
    done(call("DELETE", "/mappings/bird/draft", ci, ""));
  }
}
