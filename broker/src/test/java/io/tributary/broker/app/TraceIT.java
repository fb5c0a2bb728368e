package io.tributary.broker.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.broker.trace.LoginTrace;
import io.tributary.broker.trace.TracePart.Outcome;
import io.tributary.platform.http.Page;
import io.tributary.platform.relyingparty.Fault;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every login and every denial is explained, and the id that a person sees leads there. */
class TraceIT {
  @TempDir private static Path mappings;
  private static World world;
  private static TestApplication inventory;

  @BeforeAll
  static void start() {
    world =
        World.withMappings(
            mappings,
            "",
            "doors.js",
            """
            if (claims.department) log('asked for ' + request.user.email);
            if (claims.department === 'closed') throw new Error('no ' + request.user.email);
            return {};
            """,
            "doors.yaml",
            "scope: [profile, roles]\norder: 5\ndeclares: { nickname: text }\n");
    inventory = world.inventory();
  }

  @AfterAll
  static void stop() {
    world.close();
  }

  /** Each way that a login can end. */
  @SuppressWarnings("ImmutableEnumChecker")
  private enum Kind {
    UPSTREAM("issued", "none", "request decision upstream link mapped given", world -> okta()),
    SESSION(
        "issued",
        "none",
        "request decision reused given",
        world -> {
          Person person = world.person();
          world.login(person, inventory);
          TraceIT.written();
          world.login(person, inventory);
        }),
    LOCAL("issued", "none", "request decision upstream mapped given", world -> local("demo")),
    WRONG_PASSWORD("refused", "wrong_password", "request", world -> local("wrong")),
    CONSENT(
        "issued",
        "none",
        "request decision consent mapped given",
        world -> consent(world, "allow")),
    NO_CONSENT(
        "refused", "access_denied", "request consent refused", world -> consent(world, "deny")),
    CANCELLED(
        "refused",
        "access_denied",
        "request refused",
        world -> {
          Page choice = world.person().open(inventory.authorize());
          world.person();
          cancel(world, choice);
        }),
    SILENT(
        "refused",
        "login_required",
        "request decision refused",
        world -> world.person().open(inventory.authorize("prompt", "none"))),
    BAD_SCOPE_RESPONSE(
        "refused",
        "unsupported_response_type",
        "refused",
        world -> world.person().open(inventory.authorize("response_type", "what"))),
    UNKNOWN_CLIENT(
        "refused",
        "unauthorized_client",
        "refused",
        world -> world.person().open(inventory.authorize("client_id", "nobody"))),
    UPSTREAM_DENIES(
        "refused",
        "access_denied",
        "request upstream_failure refused",
        fault(Fault.AUTHORIZE_DENIED)),
    UPSTREAM_LIES(
        "refused",
        "server_error",
        "request upstream_failure refused",
        fault(Fault.ID_TOKEN_WRONG_SIGNATURE)),
    UPSTREAM_AWAY(
        "refused",
        "temporarily_unavailable",
        "request upstream_failure refused",
        fault(Fault.TOKEN_DOWN)),
    ACCOUNT_OFF(
        "refused",
        "account_disabled",
        "request upstream link",
        world -> {
          world.authentik().user(with(World.BOB, "sub", "off", "preferred_username", "off"));
          world.tokens(world.person(), inventory, "authentik");
          world.broker().query("UPDATE account SET disabled_at = now() WHERE username = 'off'");
          TraceIT.written();
          world.person().open(inventory.authorize("idp_hint", "authentik"));
          world.authentik().user(World.BOB);
        }),
    MAPPING_FAILS(
        "refused",
        "access_denied",
        "request upstream mapped",
        world -> {
          world.okta().user(with(World.ALICE, "department", "closed"));
          world.person().open(inventory.authorize("idp_hint", "okta"));
          world.okta().user(World.ALICE);
        }),
    OVER(
        "refused",
        "invalid_request",
        "refused",
        world -> world.person().open(world.broker().at("login/gone")));

    private final Outcome outcome;
    private final String error;
    private final List<String> facts;
    private final Consumer<World> act;

    Kind(String outcome, String error, String facts, Consumer<World> act) {
      this.outcome = Outcome.valueOf(outcome.toUpperCase(java.util.Locale.ROOT));
      this.error = error;
      this.facts = Arrays.asList(facts.split(" "));
      this.act = act;
    }
  }

  private static void okta() {
    world.login(world.person(), inventory);
  }

  private static void local(String password) {
    Person person = world.person();
    person.password(person.open(inventory.authorize()), "local", password);
  }

  private static void cancel(World world, Page choice) {
    Person person = world.person();
    Page page = person.open(inventory.authorize());
    assertEquals(choice.status(), page.status());
    person.submit(page.formTo("/cancel"));
  }

  private static void consent(World world, String decision) {
    Person person = world.person();
    TestApplication asks = world.application("asks", "asks-secret");
    Page page = person.open(asks.authorize("idp_hint", "okta"));
    person.submit(page.form().press(decision));
  }

  private static Consumer<World> fault(Fault fault) {
    return world -> {
      world.okta().heal().fault(fault);
      world.person().open(inventory.authorize("idp_hint", "okta"));
      world.okta().heal();
    };
  }

  private static Map<String, Object> with(Map<String, Object> person, Object... changes) {
    Map<String, Object> changed = new HashMap<>(person);
    for (int i = 0; i < changes.length; i += 2) {
      changed.put((String) changes[i], changes[i + 1]);
    }
    return changed;
  }

  /** Waits until what has happened is written; gives the number of rows. */
  private static long written() {
    return world.broker().settled().count("login_trace");
  }

  private static LoginTrace last() {
    written();
    Row row = world.broker().query("SELECT id FROM login_trace ORDER BY at DESC LIMIT 1").get(0);
    return world.broker().traced(row.getString(0)).orElseThrow();
  }

  private static LoginTrace.Part end(LoginTrace trace) {
    return trace.parts().get(trace.parts().size() - 1);
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void everyEndIsExplained(Kind kind) {
    long before = written();
    kind.act.accept(world);
    assertTrue(written() > before, "nothing was written");
    LoginTrace.Part end = end(last());
    assertEquals(kind.outcome, end.outcome());
    assertEquals(kind.error, end.error());
    String kinds =
        end.facts().stream().map(fact -> fact.getString("kind")).collect(Collectors.joining(" "));
    kind.facts.forEach(fact -> assertTrue(kinds.contains(fact), () -> fact + " not in " + kinds));
    assertTrue(end.subject().isPresent() || kind.outcome == Outcome.REFUSED);
  }

  /** Somebody who only asks is nobody: they write nothing. */
  @Test
  void whoOnlyLooksLeavesNoTrace() {
    long before = written();
    Person person = world.person();
    person.open(inventory.authorize());
    person.openUntil(inventory.authorize("idp_hint", "okta"), "/callback");
    assertEquals(before, written());
  }

  private static List<String> requests(LoginTrace trace) {
    return world
        .broker()
        .query(
            "SELECT DISTINCT request_id FROM login_trace_request"
                + " WHERE id = $1 AND request_id NOT LIKE 'sid:%'",
            trace.id())
        .stream()
        .map(row -> row.getString(0))
        .toList();
  }

  @Test
  void everyRequestOfALoginLeadsToIt() {
    Person person = world.person();
    TestApplication asks = world.application("asks", "asks-secret");
    Page page = person.open(asks.authorize("idp_hint", "okta"));
    Page back = person.submit(page.form().press("allow"));
    asks.tokens(Person.arrival(back).code());
    LoginTrace trace = last();
    assertEquals(2, trace.parts().size());
    assertEquals(Outcome.WAITING, trace.parts().get(0).outcome());
    assertTrue(trace.parts().get(0).fact("upstream").isPresent());
    List<String> ids = requests(trace);
    // authorize, callback, the consent page, its form, and the code's exchange
    assertEquals(5, ids.size(), ids::toString);
    ids.forEach(id -> assertEquals(trace.id(), world.broker().traced(id).orElseThrow().id()));
    assertEquals(
        trace.id(),
        world
            .broker()
            .query("SELECT trace_id FROM client_grant ORDER BY created_at DESC LIMIT 1")
            .get(0)
            .getString(0));
  }

  @Test
  void theExchangeOfALaterLoginInTheSameSessionLeadsToThatLogin() {
    Person person = world.person();
    TestApplication asks = world.application("asks", "asks-secret");
    Page page = person.open(asks.authorize("idp_hint", "okta"));
    asks.tokens(Person.arrival(person.submit(page.form().press("allow"))).code());
    LoginTrace first = last();
    asks.tokens(Person.arrival(person.open(asks.authorize())).code());
    LoginTrace later = last();
    assertNotEquals(first.id(), later.id());
    assertEquals(2, requests(later).size(), "authorize and the code's exchange");
    assertEquals(5, requests(first).size());
  }

  @Test
  void theIdOnAnErrorPageLeadsThere() {
    Page page = world.person().open(inventory.authorize("redirect_uri", "http://localhost:1/evil"));
    assertEquals(400, page.status());
    String id = page.body().replaceAll("(?s).*<p class=\"id\"><code>([^<]+)</code>.*", "$1");
    LoginTrace.Part part = world.broker().traced(id).orElseThrow().parts().get(0);
    assertEquals(Outcome.REFUSED, part.outcome());
    assertFalse(part.fact("refused").orElseThrow().getString("description").isBlank());
    assertFalse(world.broker().audited("trace.read").isEmpty());
  }

  @Test
  void theWayOfTheClaimsIsToldToItsEnd() {
    okta();
    LoginTrace.Part part = last().parts().get(0);
    JsonObject said = part.fact("upstream").orElseThrow();
    assertEquals(
        new JsonArray().add("netbox_admin").add("Everyone"),
        said.getJsonObject("claims").getJsonArray("groups"));
    JsonObject mapped = part.fact("mapped").orElseThrow();
    JsonObject roles =
        mapped.getJsonArray("mappings").stream()
            .map(JsonObject.class::cast)
            .filter(one -> one.getString("name").equals("roles"))
            .findFirst()
            .orElseThrow();
    assertTrue(roles.getJsonObject("outputs").getJsonArray("roles").contains("superusers"));
    assertEquals(22, roles.getString("version").length());
    assertTrue(
        mapped.getJsonArray("allowed").stream()
            .anyMatch(right -> ((JsonObject) right).getString("name").equals("superusers")));
    JsonObject given = part.fact("given").orElseThrow();
    assertTrue(given.getJsonArray("id_token").contains("roles"));
    assertTrue(given.getJsonArray("userinfo").contains("roles"));
    assertEquals(
        "known",
        said == null
            ? ""
            : part.fact("link").orElseThrow().getString("result").replace("created", "known"));
  }

  /** By default how to reach a person is not kept; wherever a mapping may have carried it. */
  @Test
  void whatIsRedactedStandsNowhere() {
    okta();
    String text = last().toJson().encode();
    assertFalse(text.contains("alice@example.com"), text);
    assertTrue(text.contains("redacted:"));
  }

  /** What a script says of a person, in its log or as its failure; in trace and log alike. */
  @Test
  void whatAScriptSaysIsRedactedAlike() {
    world.okta().user(with(World.ALICE, "department", "sales"));
    okta();
    String said = last().toJson().encode();
    assertTrue(said.contains("asked for redacted:"), said);
    world.okta().user(with(World.ALICE, "department", "closed"));
    world.person().open(inventory.authorize("idp_hint", "okta"));
    world.okta().user(World.ALICE);
    String failed = last().toJson().encode();
    assertTrue(failed.contains("no redacted:"), failed);
    String log =
        world
            .broker()
            .log()
            .lines()
            .filter(line -> line.contains("mapping.failed"))
            .collect(Collectors.joining());
    assertTrue(log.contains("no redacted:"), log);
    for (String text : List.of(said, failed, log)) {
      assertFalse(text.contains("alice@example.com"), text);
    }
  }

  @Test
  void hostileClaimsAreBoundedAndNoted() {
    String many = "g".repeat(90);
    List<String> groups = java.util.stream.IntStream.range(0, 400).mapToObj(i -> many + i).toList();
    world
        .okta()
        .user(
            with(
                World.ALICE,
                "groups",
                groups,
                "note",
                "<script>alert(1)</script>\u001b[31m",
                "access_token",
                "marker-token",
                "nested",
                Map.of("client_secret", "marker-secret")));
    okta();
    world.okta().user(World.ALICE);
    LoginTrace.Part part = last().parts().get(0);
    String text = part.content().orElseThrow().encode();
    assertTrue(text.length() < 300_000, () -> "is " + text.length());
    assertFalse(part.cut().isEmpty(), () -> text.substring(0, Math.min(3000, text.length())));
    assertTrue(part.cut().getString("groups").contains("left out"), () -> part.cut().encode());
    assertFalse(text.contains("marker-token"));
    assertFalse(text.contains("marker-secret"));
    assertTrue(text.contains("<script>"), "JSON keeps what was said");
  }

  @Test
  void aForgottenPersonCannotBeReadAnyMore() {
    world.authentik().user(with(World.BOB, "sub", "gone", "preferred_username", "gone"));
    world.tokens(world.person(), inventory, "authentik");
    world.authentik().user(World.BOB);
    LoginTrace before = last();
    assertTrue(before.parts().get(0).content().isPresent());
    world.broker().command("user", "delete", "gone");
    LoginTrace after = world.broker().traced(before.id()).orElseThrow();
    assertTrue(after.parts().stream().allMatch(part -> part.content().isEmpty()));
  }

  @Test
  void aMovedRowOpensNowhere() {
    okta();
    LoginTrace mine = last();
    world.broker().query("UPDATE login_trace SET id = 'other' WHERE id = $1", mine.id());
    assertTrue(world.broker().traced("other").orElseThrow().parts().get(0).content().isEmpty());
  }

  @Test
  void daysAreMadeAheadAndDropped() {
    String days =
        "pg_inherits WHERE inhparent = 'login_trace'::regclass AND inhrelid::regclass::text ~ '[0-9]{8}$'";
    long made = world.broker().count(days);
    assertTrue(made >= 3, () -> "only " + made);
    long rows = written();
    assertEquals(0, world.broker().count("login_trace_default"));
    java.time.LocalDate today = java.time.LocalDate.now(world.clock());
    assertEquals(0, dropped(today.plusDays(89)));
    assertEquals(rows, world.broker().count("login_trace"));
    assertTrue(dropped(today.plusDays(95)) > 0);
    assertEquals(0, world.broker().count("login_trace"));
    dropped(today);
    okta();
    assertTrue(written() > 0);
  }

  @Test
  void auditEventsHaveTheirDaysFromTheStartOn() {
    String days =
        "pg_inherits WHERE inhparent = 'audit_event'::regclass AND inhrelid::regclass::text ~ '[0-9]{8}$'";
    assertTrue(world.broker().count(days) >= 3);
    okta();
    written();
    assertTrue(world.broker().count("audit_event") > 0);
    assertEquals(0, world.broker().count("audit_event_default"));
  }

  private static int dropped(java.time.LocalDate today) {
    return world
        .broker()
        .query(
            "SELECT partition_days('login_trace', $1, 2, 90)"
                + " + partition_days('login_trace_request', $1, 2, 90)",
            today)
        .get(0)
        .getInteger(0);
  }

  /** A row that came while its day had no partition is put into its place. */
  @Test
  void whatLiesInTheDefaultIsMoved() {
    java.time.LocalDate day = java.time.LocalDate.now(world.clock()).plusDays(20);
    world
        .broker()
        .query(
            "INSERT INTO login_trace VALUES ('moved', $1::date, NULL, 'u', 'c', 'refused', 'e', '')",
            day);
    assertEquals(1, world.broker().count("login_trace_default WHERE id = 'moved'"));
    dropped(day);
    assertEquals(0, world.broker().count("login_trace_default WHERE id = 'moved'"));
    assertEquals(1, world.broker().count("login_trace WHERE id = 'moved'"));
    world.broker().query("DELETE FROM login_trace WHERE id = 'moved'");
  }
}
