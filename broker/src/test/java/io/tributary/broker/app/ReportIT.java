package io.tributary.broker.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.broker.trace.LoginTrace;
import io.tributary.broker.trace.TracePart.Outcome;
import io.tributary.broker.trace.TraceText;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an application says it did with a login, and whose login it can say that of. */
class ReportIT {
  private static final String ENDPOINT = TestApplication.LOGIN_REPORT;
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

  private static String sid(JsonObject tokens) {
    return TokenCalls.part(tokens.getString("id_token"), 1).getString("sid");
  }

  /** A login of a new session, and the {@code sid} that the application has of it. */
  private static String login(TestApplication application) {
    return sid(world.tokens(world.person(), application, "okta"));
  }

  private static JsonObject report(String sid, String message) {
    return new JsonObject()
        .put("sid", sid)
        .put("outcome", "accepted")
        .put("account", "alice")
        .put("groups", new JsonArray().add("superusers"))
        .put("flags_set", new JsonArray().add("superuser"))
        .put("message", message);
  }

  private static HttpResponse<String> send(TestApplication application, JsonObject report) {
    return TokenCalls.post(application, ENDPOINT, Map.of("report", report.encode()));
  }

  private static void taken(HttpResponse<String> answer) {
    assertEquals(202, answer.statusCode(), answer::body);
    assertEquals("", answer.body());
    assertEquals("no-store", answer.headers().firstValue("cache-control").orElse(""));
  }

  private static long reports() {
    return world.broker().count("login_trace WHERE outcome = 'reported'");
  }

  /** The trace of the login whose report has this message, as soon as it is there. */
  private static LoginTrace told(String message) {
    for (int i = 0; i < 400; i++) {
      List<Row> rows =
          world
              .broker()
              .query("SELECT id FROM login_trace WHERE outcome = 'reported' ORDER BY at DESC");
      for (Row row : rows) {
        LoginTrace trace = world.broker().traced(row.getString(0)).orElseThrow();
        if (message.equals(fact(trace).map(fact -> fact.getString("message")).orElse(""))) {
          return trace;
        }
      }
      RunningBroker.pause();
    }
    throw new AssertionError("no report " + message);
  }

  private static Optional<JsonObject> fact(LoginTrace trace) {
    LoginTrace.Part last = trace.parts().get(trace.parts().size() - 1);
    return last.fact("application");
  }

  /** It comes before the trace is written, which is done in batches: it must find it anyway. */
  @Test
  void itStandsInTheTraceOfItsLogin() {
    taken(send(inventory, report(login(inventory), "as it should be")));
    LoginTrace trace = told("as it should be");
    assertEquals(2, trace.parts().size());
    assertEquals(Outcome.ISSUED, trace.parts().get(0).outcome());
    LoginTrace.Part part = trace.parts().get(1);
    assertEquals(Outcome.REPORTED, part.outcome());
    assertEquals("inventory", part.client());
    assertEquals(trace.parts().get(0).subject(), part.subject());
    JsonObject fact = part.fact("application").orElseThrow();
    assertEquals("accepted", fact.getString("outcome"));
    assertEquals("inventory", fact.getString("client"));
    assertEquals("alice", fact.getString("account"));
    assertTrue(fact.getString("at").startsWith("20"), fact::encode);
    String text = String.join("\n", TraceText.lines(trace));
    assertTrue(text.contains("the application reported"), text);
    assertTrue(text.contains("groups: [\"superusers\"]"), text);
  }

  @Test
  void aDenialIsOneToo() {
    JsonObject report =
        new JsonObject()
            .put("sid", login(inventory))
            .put("outcome", "denied")
            .put("message", "switched off here");
    taken(send(inventory, report));
    LoginTrace trace = told("switched off here");
    assertEquals("denied", trace.parts().get(1).error());
  }

  @Test
  void theFirstOneCountsAndARepetitionChangesNothing() {
    String sid = login(inventory);
    taken(send(inventory, report(sid, "the first")));
    told("the first");
    long before = reports();
    for (String message : List.of("the first", "another", "a third")) {
      taken(send(inventory, report(sid, message)));
    }
    // Reports are written in their order: once this is there, those are done.
    taken(send(inventory, report(login(inventory), "after the repetition")));
    told("after the repetition");
    assertEquals(before + 1, reports());
    told("the first");
  }

  @Test
  void atTheSameTimeOneCountsToo() {
    String sid = login(inventory);
    long before = reports();
    List<Thread> threads =
        java.util.stream.IntStream.range(0, 8)
            .mapToObj(i -> new Thread(() -> taken(send(inventory, report(sid, "racing")))))
            .toList();
    threads.forEach(Thread::start);
    threads.forEach(ReportIT::join);
    told("racing");
    taken(send(inventory, report(login(inventory), "after the race")));
    told("after the race");
    assertEquals(before + 2, reports());
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Neither by its answer nor by what it leaves can a client tell a login that is not its own. */
  @Test
  void anothersLoginIsNeitherWrittenNorTold() {
    String sid = login(inventory);
    TestApplication other = world.application("okta-only", "okta-only-secret");
    // Once it is written it would be found at once.
    taken(send(inventory, report(login(inventory), "before the others")));
    told("before the others");
    HttpResponse<String> foreign = send(other, report(sid, "foreign"));
    HttpResponse<String> unknown = send(other, report("u".repeat(43), "unknown"));
    HttpResponse<String> elsewhere =
        send(
            world.application("default", "inventory", inventory.secret()),
            report(sid, "at another issuer"));
    taken(foreign);
    assertEquals(shape(unknown), shape(foreign));
    assertEquals(shape(unknown), shape(elsewhere));
    // Had one of them been believed, the owner's own would come too late.
    taken(send(inventory, report(sid, "the owner's")));
    LoginTrace trace = told("the owner's");
    assertEquals("inventory", fact(trace).orElseThrow().getString("client"));
    assertFalse(world.broker().log().contains("foreign"));
  }

  private static Map<String, List<String>> shape(HttpResponse<String> answer) {
    Map<String, List<String>> shape = new TreeMap<>(answer.headers().map());
    shape.remove("date");
    shape.remove("x-request-id");
    shape.put("status", List.of(Integer.toString(answer.statusCode())));
    shape.put("body", List.of(answer.body()));
    return shape;
  }

  /** The same session has another name at each client: what one sees helps no other. */
  @Test
  void theSameSessionAtTwoClientsHasTwoReports() {
    Person person = world.person();
    String mine = sid(world.tokens(person, inventory, "okta"));
    TestApplication other = world.application("okta-only", "okta-only-secret");
    String theirs = sid(world.tokens(person, other, "okta"));
    taken(send(inventory, report(mine, "of the inventory")));
    taken(send(other, report(theirs, "of the other")));
    assertEquals("okta-only", fact(told("of the other")).orElseThrow().getString("client"));
    assertEquals("inventory", fact(told("of the inventory")).orElseThrow().getString("client"));
  }

  @Test
  void whoCannotProveThemselvesIsRefused() {
    String sid = login(inventory);
    Map<String, String> form = Map.of("report", report(sid, "not proven").encode());
    TestApplication liar = world.application("inventory", "wrong");
    TestApplication.assertError(TokenCalls.post(liar, ENDPOINT, form), 401, "invalid_client");
    TestApplication phone = world.application("phone", "");
    TestApplication.assertError(TokenCalls.post(phone, ENDPOINT, form), 401, "invalid_client");
    TestApplication nobody = world.application("nobody", "secret");
    TestApplication.assertError(TokenCalls.post(nobody, ENDPOINT, form), 401, "invalid_client");
    TestApplication.assertError(
        inventory.post(inventory.endpoint(ENDPOINT), TestApplication.encoded(form), Map.of()),
        401,
        "invalid_client");
    TestApplication.assertError(
        inventory.post(
            inventory.endpoint(ENDPOINT),
            TestApplication.encoded(form),
            Map.of("authorization", "Bearer " + "t".repeat(40))),
        401,
        "invalid_client");
    Map<String, String> both = new LinkedHashMap<>(form);
    both.put("client_secret", inventory.secret());
    TestApplication.assertError(TokenCalls.post(inventory, ENDPOINT, both), 400, "invalid_request");
    assertTrue(
        world
            .broker()
            .query("SELECT 1 FROM login_trace_request WHERE request_id = $1", sid)
            .isEmpty());
  }

  @Test
  void byPostedSecretItWorksAsAtTheTokenEndpoint() {
    Map<String, String> form = new LinkedHashMap<>();
    form.put("client_id", "inventory");
    form.put("client_secret", inventory.secret());
    form.put("report", report(login(inventory), "by post").encode());
    taken(inventory.post(inventory.endpoint(ENDPOINT), TestApplication.encoded(form), Map.of()));
    told("by post");
  }

  @Test
  void atEachIssuerItHasItsOwnAddress() {
    for (String issuer : List.of("default", "tributary")) {
      TestApplication there = world.application(issuer, "inventory", inventory.secret());
      assertTrue(
          there.endpoint(ENDPOINT).getPath().contains("/" + issuer + "/"),
          () -> there.endpoint(ENDPOINT).toString());
      taken(send(there, report(login(there), "at " + issuer)));
      told("at " + issuer);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "nothing",
        "[]",
        "{}",
        "{\"sid\":\"SID\"}",
        "{\"sid\":\"SID\",\"outcome\":\"accepted\"} {}",
        "{\"sid\":\"SID\",\"outcome\":\"denied\",\"outcome\":\"accepted\"}",
        "{\"sid\":\"SID\",\"outcome\":\"accepted\",\"client\":\"other\"}",
        "{\"sid\":\"SID\",\"outcome\":\"accepted\",\"account\":\"a\\u202eb\"}",
        "{\"sid\":\"SID\",\"outcome\":\"accepted\",\"message\":\"a\\nb\"}",
        "{\"sid\":\"SID\",\"outcome\":\"accepted\",\"groups\":[[[[[[[[[[[[[[]]]]]]]]]]]]]]}",
        "{\"sid\":\"SID\",\"outcome\":\"accepted\",\"message\":\"LONG\"}"
      })
  void aBadReportIsRefused(String written) {
    String report = written.replace("SID", "s".repeat(43)).replace("LONG", "l".repeat(20_000));
    TestApplication.assertError(
        TokenCalls.post(inventory, ENDPOINT, Map.of("report", report)), 400, "invalid_request");
    assertFalse(world.broker().log().contains("\u202e"));
  }

  @Test
  void onlyAFormThatIsPostedIsRead() {
    int got = inventory.send(HttpRequest.newBuilder(inventory.endpoint(ENDPOINT))).statusCode();
    assertTrue(got == 404 || got == 405, () -> "GET answered " + got);
    HttpResponse<String> json =
        inventory.send(
            HttpRequest.newBuilder(inventory.endpoint(ENDPOINT))
                .header("content-type", "application/json")
                .header("authorization", TestApplication.basic("inventory", inventory.secret()))
                .POST(HttpRequest.BodyPublishers.ofString(report("s".repeat(43), "").encode())));
    assertTrue(json.statusCode() >= 400, () -> "JSON answered " + json.statusCode());
    HttpResponse<String> twice =
        inventory.post(
            inventory.endpoint(ENDPOINT),
            "report=%7B%7D&report=%7B%7D",
            Map.of("authorization", TestApplication.basic("inventory", inventory.secret())));
    TestApplication.assertError(twice, 400, "invalid_request");
  }

  @Test
  void ofALoginOfLongAgoNothingMoreIsSaid() {
    String sid = login(inventory);
    taken(send(inventory, report(login(inventory), "of the same minute")));
    told("of the same minute");
    world.clock().advance(Duration.ofMinutes(11));
    taken(send(inventory, report(sid, "too late")));
    taken(send(inventory, report(login(inventory), "in time")));
    told("in time");
    assertEquals(
        0,
        world.broker().query("SELECT id FROM login_trace WHERE outcome = 'reported'").stream()
            .map(row -> world.broker().traced(row.getString(0)).orElseThrow())
            .filter(trace -> fact(trace).map(JsonObject::encode).orElse("").contains("too late"))
            .count());
  }

  @Test
  void whoReportsTooOftenIsToldToWait() {
    TestApplication noisy = world.application("okta-only", "okta-only-secret");
    HttpResponse<String> last = send(noisy, report("u".repeat(43), "noise"));
    for (int i = 0; i < 2_000 && last.statusCode() != 503; i++) {
      last = send(noisy, report("u".repeat(43), "noise"));
    }
    TestApplication.assertError(last, 503, "temporarily_unavailable");
    assertEquals("1", last.headers().firstValue("retry-after").orElse(""));
    // Others are not kept from it.
    taken(send(inventory, report(login(inventory), "beside the noise")));
    told("beside the noise");
    world.clock().advance(Duration.ofSeconds(60));
  }

  /** The application is told the address; the trace does not keep it. */
  @Test
  void whatIsRedactedInTheTraceIsSoInTheReport() {
    JsonObject report =
        report(login(inventory), "redacted one").put("account", "alice@example.com");
    taken(send(inventory, report));
    LoginTrace trace = told("redacted one");
    assertFalse(trace.toJson().encode().contains("alice@example.com"), trace.toJson()::encode);
    assertTrue(fact(trace).orElseThrow().getString("account").startsWith("redacted:"));
    assertFalse(world.broker().log().contains("redacted one"));
  }

  @Test
  void aForgottenPersonsReportOpensNoMore() {
    Map<String, Object> leaving = new HashMap<>(World.BOB);
    leaving.put("sub", "leaving");
    leaving.put("preferred_username", "leaving");
    world.authentik().user(leaving);
    String sid = sid(world.tokens(world.person(), inventory, "authentik"));
    world.authentik().user(World.BOB);
    taken(send(inventory, report(sid, "of one who leaves")));
    LoginTrace before = told("of one who leaves");
    world.broker().command("user", "delete", "leaving");
    LoginTrace after = world.broker().traced(before.id()).orElseThrow();
    assertEquals(2, after.parts().size());
    assertTrue(after.parts().stream().allMatch(part -> part.content().isEmpty()));
  }

  @Test
  void switchedOffThereIsNoAddressAndNobodyIsHeard() {
    try (World off =
        World.open(
            "", "application_reports: { enabled: false }\n" + World.UPSTREAMS + World.REST)) {
      TestApplication there = off.inventory();
      assertFalse(there.discovery().containsKey(ENDPOINT));
      int status =
          there
              .post(
                  off.broker().at("oauth2/v1/login-report"),
                  TestApplication.encoded(Map.of("report", report("s".repeat(43), "").encode())),
                  Map.of("authorization", TestApplication.basic("inventory", there.secret())))
              .statusCode();
      assertEquals(404, status);
      off.tokens(off.person(), there, "okta");
      assertEquals(0, off.broker().count("login_trace_request WHERE request_id LIKE 'sid:%'"));
    }
  }
}
