package io.tributary.broker.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.platform.http.Page;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Recordings of real logins over the API: by whose tokens, what is told, and what stays hidden. */
class RecordingApiIT {
  private static final String SETTINGS =
      """
        - id: desk
          secret: desk-secret
          grant_types: [client_credentials]
          scopes: ["tributary:recordings", "tributary:mappings"]
          resources: ["${PUBLIC_URL}/api/v1"]
          issuers: [root, default]
      recordings:
        - { upstream: okta, purpose: To try mappings, keep: 30d, redact: [email, preferred_username] }
        - { upstream: authentik, purpose: To try mappings, keep: 30d, redact: [name] }
      administration: { recordings: [staff] }
      """;

  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static World world;
  private static String token;

  @BeforeAll
  static void open() {
    world = World.open("", World.UPSTREAMS + World.REST + SETTINGS);
    TestApplication inventory = world.inventory();
    world.login(world.person(), inventory).code();
    world.tokens(world.person(), inventory, "authentik");
    MappingDiffIT.awaitRecordings(world, 2);
    token = token(world.application("desk", "desk-secret"), "tributary:recordings");
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

  private static String token(TestApplication desk, String scopes) {
    HttpResponse<String> answer =
        desk.post(
            desk.endpoint("token_endpoint"),
            TestApplication.encoded(
                Map.of("grant_type", "client_credentials", "scope", scopes, "resource", api())),
            Map.of("authorization", TestApplication.basic("desk", "desk-secret")));
    assertEquals(200, answer.statusCode(), answer::body);
    return new JsonObject(answer.body()).getString("access_token");
  }

  private static HttpResponse<String> get(String path, String bearer) {
    return world
        .inventory()
        .send(
            HttpRequest.newBuilder(URI.create(api() + path))
                .header("authorization", "Bearer " + bearer));
  }

  private static JsonObject list(String query) {
    HttpResponse<String> answer = get("/recordings" + query, token);
    assertEquals(200, answer.statusCode(), answer::body);
    return new JsonObject(answer.body());
  }

  private static JsonObject one(String query) {
    JsonArray rows = list(query).getJsonArray("recordings");
    assertEquals(1, rows.size(), rows::encode);
    return rows.getJsonObject(0);
  }

  /** When everything that was said is written. */
  private static long audited(String where) {
    String events = "audit_event WHERE type = 'recording.read'" + where;
    return world.broker().settled().count(events);
  }

  @Test
  void aRecordedLoginIsGivenWithoutWhatIsRedacted() {
    JsonObject alice = one("?upstream=okta");
    assertEquals("inventory", alice.getString("client"));
    assertEquals(
        new JsonArray().add("email").add("preferred_username"), alice.getJsonArray("redacted"));
    JsonObject identity = alice.getJsonObject("identity");
    assertTrue(identity.encode().contains("netbox_admin"), identity::encode);
    assertTrue(identity.encode().contains("redacted:"), identity::encode);
    assertFalse(alice.encode().contains("alice@example.com"), alice::encode);
    JsonObject bob = one("?upstream=authentik");
    assertTrue(bob.encode().contains("netbox_staff"), bob::encode);
    assertFalse(bob.encode().contains("Bob Builder"), bob::encode);
  }

  @Test
  void pagesGoOnAndFiltersHold() {
    JsonObject first = list("?limit=1");
    JsonObject second = list("?limit=1&after=" + first.getLong("next"));
    assertEquals(1, first.getJsonArray("recordings").size());
    assertEquals(1, second.getJsonArray("recordings").size());
    assertFalse(first.getJsonArray("recordings").equals(second.getJsonArray("recordings")));
    JsonObject end = list("?limit=1&after=" + second.getLong("next"));
    assertEquals(new JsonArray(), end.getJsonArray("recordings"));
    assertNull(end.getValue("next"));
    assertEquals(new JsonArray(), list("?client=asks").getJsonArray("recordings"));
    String subject = one("?upstream=okta").getString("subject");
    assertEquals("okta", one("?subject=" + subject).getString("upstream"));
  }

  @Test
  void eachPersonReadOfStandsInTheAudit() {
    String subject = one("?upstream=okta").getString("subject");
    long all = audited("");
    long hers = audited(" AND subject = '" + subject + "'");
    one("?upstream=okta");
    list("?client=asks");
    assertEquals(hers + 1, audited(" AND subject = '" + subject + "'"));
    assertEquals(all + 1, audited(""), "nobody was read of by the second call");
  }

  @Test
  void whatCannotBeAuditedIsNotShown() {
    world.broker().query("ALTER TABLE audit_event RENAME TO audit_event_away");
    try {
      HttpResponse<String> answer = get("/recordings", token);
      assertTrue(answer.statusCode() >= 500, () -> answer.statusCode() + answer.body());
      assertFalse(answer.body().contains("alice"), answer::body);
    } finally {
      world.broker().query("ALTER TABLE audit_event_away RENAME TO audit_event");
    }
    assertEquals(200, get("/recordings", token).statusCode());
  }

  @Test
  void whoHasNotTheScopeOrTheRoleSeesNothing() {
    String mappings = token(world.application("desk", "desk-secret"), "tributary:mappings");
    assertEquals(403, get("/recordings", mappings).statusCode());
    assertEquals(401, get("/recordings", "x").statusCode());
  }

  /** The same client, keys and broker: only the issuer is another one. */
  @Test
  void aTokenOfAnotherIssuerOfTheSameBrokerIsNotGood() {
    String other =
        token(world.application("default", "desk", "desk-secret"), "tributary:recordings");
    HttpResponse<String> refused = get("/recordings", other);
    assertEquals(401, refused.statusCode(), refused::body);
    assertEquals("invalid_token", new JsonObject(refused.body()).getString("code"));
    assertEquals(200, get("/recordings", token).statusCode());
  }

  @Test
  void aForgottenPersonsRecordingIsUnreadable() {
    Map<String, Object> gone =
        Map.of("sub", "gone", "preferred_username", "gone", "groups", List.of("netbox_staff"));
    world.authentik().user(gone);
    world.tokens(world.person(), world.inventory(), "authentik");
    world.authentik().user(World.BOB);
    MappingDiffIT.awaitRecordings(world, 3);
    String subject =
        world
            .broker()
            .query("SELECT subject FROM account WHERE username = 'gone'")
            .get(0)
            .getString(0);
    assertEquals("authentik", one("?subject=" + subject).getString("upstream"));
    // As in a backup: the row is there again, and the key is not.
    world.broker().query("DELETE FROM account_data_key WHERE subject = $1", subject);
    JsonObject after = list("?subject=" + subject);
    assertEquals(new JsonArray(), after.getJsonArray("recordings"));
    assertEquals(1, after.getInteger("unreadable"));
    world.broker().query("DELETE FROM login_recording WHERE subject = $1", subject);
  }

  /** Two comparisons keep all threads of the laboratory; who asks for a third is told to wait. */
  @Test
  void whoComparesWhileOthersDoIsToldToWait() {
    world
        .broker()
        .query(
            "INSERT INTO account (subject, username) SELECT 'p' || i, 'p' || i"
                + " FROM generate_series(1, 60000) i");
    world
        .broker()
        .query(
            "INSERT INTO local_credential (subject, hash)"
                + " SELECT 'p' || i, 'none' FROM generate_series(1, 60000) i");
    String both =
        token(world.application("desk", "desk-secret"), "tributary:recordings tributary:mappings");
    HttpResponse<String> saved =
        world
            .inventory()
            .send(
                HttpRequest.newBuilder(URI.create(api() + "/mappings/slow/draft"))
                    .header("authorization", "Bearer " + both)
                    .header("content-type", "application/json")
                    .PUT(
                        BodyPublishers.ofString(
                            "{\"language\":\"js\",\"script\":\"return {nickname: 'x'};\","
                                + "\"settings\":\"scope: [roles, profile]\\ndeclares: {nickname: text}\\n\","
                                + "\"message\":\"m\"}")));
    assertEquals(200, saved.statusCode(), saved::body);
    HttpRequest diff =
        HttpRequest.newBuilder(URI.create(api() + "/mappings/slow/diff"))
            .header("authorization", "Bearer " + both)
            .header("content-type", "application/json")
            .POST(BodyPublishers.ofString("{}"))
            .build();
    List<HttpResponse<String>> answers =
        IntStream.range(0, 6)
            .mapToObj(i -> HTTP.sendAsync(diff, BodyHandlers.ofString()))
            .toList()
            .stream()
            .map(CompletableFuture::join)
            .toList();
    List<Integer> statuses = answers.stream().map(HttpResponse::statusCode).sorted().toList();
    assertEquals(List.of(200, 200, 503, 503, 503, 503), statuses, () -> answers.get(0).body());
    HttpResponse<String> busy =
        answers.stream().filter(answer -> answer.statusCode() == 503).findFirst().orElseThrow();
    assertEquals("2", busy.headers().firstValue("retry-after").orElse(""));
    assertEquals("busy", new JsonObject(busy.body()).getString("code"));
    // While they did, somebody logged in; and there is room again.
    Page page = world.person().open(world.inventory().authorize("idp_hint", "okta"));
    Person.arrival(page).code();
    assertEquals(
        200, world.inventory().send(HttpRequest.newBuilder(diff, (n, v) -> true)).statusCode());
  }
}
