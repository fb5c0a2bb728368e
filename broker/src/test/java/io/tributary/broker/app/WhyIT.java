package io.tributary.broker.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The question why somebody has a role, asked as an operator asks it. */
class WhyIT {
  private final PrintStream out = System.out;
  private final PrintStream err = System.err;
  private final ByteArrayOutputStream said = new ByteArrayOutputStream();
  private World world;
  private TestApplication inventory;

  @BeforeEach
  void start() {
    world = World.open();
    inventory = world.inventory();
    PrintStream here = new PrintStream(said, true, StandardCharsets.UTF_8);
    System.setOut(here);
    System.setErr(here);
  }

  @AfterEach
  void stop() {
    System.setOut(out);
    System.setErr(err);
    world.close();
  }

  private String ask(int status, String... line) {
    said.reset();
    assertEquals(
        status,
        world.broker().run(world.broker().environment(), line),
        () -> said.toString(StandardCharsets.UTF_8));
    return said.toString(StandardCharsets.UTF_8);
  }

  private void login(String upstream, Map<String, Object> who, Object... changes) {
    Map<String, Object> changed = new HashMap<>(who);
    for (int i = 0; i < changes.length; i += 2) {
      changed.put((String) changes[i], changes[i + 1]);
    }
    (upstream.equals("okta") ? world.okta() : world.authentik()).user(changed);
    world.tokens(world.person(), inventory, upstream);
    world.clock().advance(Duration.ofMinutes(1));
    world.broker().settled();
  }

  private JsonObject answer(String... line) {
    String[] json = java.util.Arrays.copyOf(line, line.length + 1);
    json[line.length] = "--json";
    JsonArray answers = new JsonObject(ask(0, json)).getJsonArray("answers");
    assertEquals(1, answers.size(), answers::encode);
    return answers.getJsonObject(0);
  }

  private String at(String login) {
    Row row = world.broker().query("SELECT at FROM login_trace WHERE id = $1", login).get(0);
    return row.getOffsetDateTime(0).toInstant().toString();
  }

  private static String chain(JsonObject answer) {
    return String.join("\n", answer.getJsonArray("chain").stream().map(String::valueOf).toList());
  }

  @Test
  void aRoleIsExplainedToItsFirstLogin() {
    login("okta", World.ALICE, "groups", List.of("Everyone"));
    login("okta", World.ALICE);
    String first =
        world
            .broker()
            .query("SELECT id FROM login_trace ORDER BY at DESC LIMIT 1")
            .get(0)
            .getString(0);
    login("okta", World.ALICE);
    JsonObject answer = answer("why", "alice@example.com", "superusers");
    assertTrue(answer.getBoolean("has"));
    assertEquals("inventory", answer.getString("client"));
    assertEquals(at(first), answer.getString("since"));
    assertFalse(answer.getBoolean("record_begins_later"));
    String chain = chain(answer);
    List<String> links =
        List.of(
            "okta said groups=[\"netbox_admin\",\"Everyone\"]",
            "normaliser:okta",
            "mapping roles version ",
            "may_grant of okta allows superusers",
            "in id_token and userinfo");
    int from = 0;
    for (String link : links) {
      int found = chain.indexOf(link, from);
      assertTrue(found >= from, () -> link + " is not in its place in\n" + chain);
      from = found;
    }
    String text = ask(0, "why", "alice@example.com", "superusers", "--client", "inventory");
    assertTrue(text.startsWith("alice@example.com has superusers in inventory since "), text);
    assertEquals(2, world.broker().count("audit_event WHERE type = 'trace.read'"));
  }

  private static final String TEAMS =
      """
      scope: [roles]
      order: 200
      declares: { teams: list of text, department: text, site: text }
      rules:
        - { claim: teams, from: groups, table: { netbox_admin: crew, Everyone: all } }
        - { claim: teams, deny: ["tmp-*"] }
        - { claim: department, rename: dept }
        - { claim: site, constant: vienna }
        - { claim: department, regex: '^([0-9]+)-' }
        - { claim: teams, allow: [crew, net-core, all] }
        - { claim: site, constant: graz, upstream: authentik }
      """;

  /** Value, and the link that has to name what gave or took it; none: no rule did. */
  private static final List<List<String>> GIVEN_BY =
      List.of(
          List.of("superusers", "mapping roles version ", " read request.user.groups and made "),
          List.of("crew", "rule 1 (table, teams.yaml line 5) gave crew to teams"),
          List.of("netbox_admin", "rule 1 (table, teams.yaml line 5) took netbox_admin from teams"),
          List.of("tmp-1", "rule 2 (deny, teams.yaml line 6) took tmp-1 from teams"),
          List.of(
              "42-net",
              "rule 3 (rename, teams.yaml line 7) gave 42-net to department",
              "rule 5 (regex, teams.yaml line 9) took 42-net from department"),
          List.of("42", "rule 5 (regex, teams.yaml line 9) gave 42 to department"),
          List.of("vienna", "rule 4 (constant, teams.yaml line 8) gave vienna to site"),
          List.of("other", "rule 6 (allow, teams.yaml line 10) took other from teams"),
          List.of("net-core"),
          List.of("graz"));

  @Test
  void whatGaveAValueIsNamed(@TempDir Path mappings) {
    world.close();
    world = World.withMappings(mappings, "", "teams.yaml", TEAMS);
    inventory = world.inventory();
    login(
        "okta",
        World.ALICE,
        "dept",
        "42-net",
        "groups",
        List.of("netbox_admin", "Everyone", "tmp-1", "net-core", "other"));
    for (List<String> row : GIVEN_BY) {
      String chain = chain(answer("why", "alice@example.com", row.get(0)));
      row.subList(1, row.size())
          .forEach(link -> assertTrue(chain.contains(link), () -> link + " is not in\n" + chain));
      if (!chain.isEmpty() && row.stream().noneMatch(link -> link.startsWith("rule "))) {
        assertFalse(chain.contains("rule "), chain);
      }
    }
  }

  /**
   * What mappings made of other claims is no part of the answer, and what is alike is said once.
   */
  @Test
  void whatHasNothingToDoWithItIsNotSaid(@TempDir Path mappings) {
    world.close();
    world = World.withMappings(mappings, "", "teams.yaml", TEAMS);
    inventory = world.inventory();
    login("okta", World.ALICE, "dept", "42-net", "groups", List.of("Everyone", "netbox_staff"));
    String first = chain(answer("why", "alice@example.com", "superusers"));
    assertTrue(first.contains("okta did not say superusers anywhere"), first);
    assertTrue(first.contains("mapping roles version "), first);
    for (String other : List.of("mapping teams", "department", "vienna", "rule ")) {
      assertFalse(first.contains(other), () -> other + " is in\n" + first);
    }
    String named = chain(answer("why", "alice@example.com", "department"));
    assertTrue(named.contains("mapping teams version "), named);
  }

  @Test
  void aRoleThatIsGoneIsExplainedToo() {
    login("okta", World.ALICE);
    String had =
        world
            .broker()
            .query("SELECT id FROM login_trace ORDER BY at DESC LIMIT 1")
            .get(0)
            .getString(0);
    login("okta", World.ALICE, "groups", List.of("Everyone"));
    JsonObject answer = answer("why", "alice@example.com", "superusers");
    assertFalse(answer.getBoolean("has"));
    assertEquals(at(had), answer.getString("last_had"));
    assertTrue(chain(answer).contains("okta said groups=[\"Everyone\"]"), chain(answer));
  }

  @Test
  void whatTheUpstreamMayNotGrantIsSaid() {
    login("authentik", World.BOB, "groups", List.of("netbox_admin", "netbox_staff"));
    JsonObject answer = answer("why", "bob", "superusers");
    assertFalse(answer.getBoolean("has"));
    assertTrue(
        chain(answer).contains("may_grant of authentik does not allow it: dropped from roles"),
        chain(answer));
    assertTrue(answer("why", "bob", "staff").getBoolean("has"));
  }

  /**
   * A session's later logins run no mapping: what made the claims is looked up where it happened.
   */
  @Test
  void aLoginOfASessionIsExplainedByTheOneThatMadeItsClaims() {
    Person person = world.person();
    world.login(person, inventory);
    world.clock().advance(Duration.ofMinutes(1));
    world.login(person, inventory);
    world.clock().advance(Duration.ofMinutes(1));
    world.login(person, inventory);
    world.broker().settled();
    JsonObject answer = answer("why", "alice@example.com", "superusers");
    assertTrue(answer.getBoolean("has"));
    assertTrue(answer.getBoolean("record_begins_later"));
    assertTrue(chain(answer).contains("mapping roles version "), chain(answer));
    assertTrue(chain(answer).contains("okta said groups="), chain(answer));
  }

  @Test
  void whoIsNotThereAndWhatIsNotRecordedIsSaid() {
    assertTrue(ask(1, "why", "nobody", "staff").contains("There is no account nobody."));
    assertEquals("There is no account n.", ask(1, "why", "n", "staff").strip());
    assertEquals("There is no account %.", ask(1, "why", "%", "staff").strip());
    assertTrue(ask(1, "why", "local", "staff").contains("Nothing is recorded"));
    assertTrue(ask(1, "trace", "nonsense").contains("Nothing is recorded of nonsense"));
    login("okta", World.ALICE);
    for (String meant : List.of("alice", "Alice", "alice@elsewhere.example")) {
      assertEquals(
          "There is no account " + meant + ". Did you mean alice@example.com?",
          ask(1, "why", meant, "superusers").strip());
    }
    assertTrue(ask(1, "why", "ali%", "staff").endsWith("no account ali%.\n"));
    String none = ask(1, "why", "alice@example.com", "staff", "--client", "asks");
    assertTrue(none.contains("has not logged in to asks"), none);
    JsonObject answer = answer("why", "alice@example.com", "no-such-role");
    assertFalse(answer.getBoolean("has"));
    assertFalse(answer.containsKey("last_had") && answer.getString("last_had") != null);
  }

  @Test
  void aTraceIsReadByTheIdOfAnErrorPage() {
    var page = world.person().open(inventory.authorize("response_mode", "what"));
    var denied =
        world.person().open(inventory.authorize("redirect_uri", "http://localhost:1/evil"));
    assertEquals(400, denied.status(), () -> String.valueOf(page.status()));
    String id = denied.body().replaceAll("(?s).*<p class=\"id\"><code>([^<]+)</code>.*", "$1");
    world.broker().settled();
    String text = ask(0, "trace", id);
    assertTrue(text.contains("refused"), text);
    assertTrue(text.contains("invalid_request"), text);
    JsonObject json = new JsonObject(ask(0, "trace", id, "--json"));
    assertEquals("refused", json.getJsonArray("parts").getJsonObject(0).getString("outcome"));
  }

  /** Of the newest login only, and as the last fact. */
  @Test
  void whatTheApplicationReportedEndsTheChain() {
    login("okta", World.ALICE);
    world.okta().user(World.ALICE);
    JsonObject tokens = world.tokens(world.person(), inventory, "okta");
    JsonObject report =
        new JsonObject()
            .put("sid", TokenCalls.part(tokens.getString("id_token"), 1).getString("sid"))
            .put("outcome", "accepted")
            .put("account", "alice-there")
            .put("roles", new JsonArray().add("superusers"));
    TokenCalls.post(inventory, TestApplication.LOGIN_REPORT, Map.of("report", report.encode()));
    String reported = "login_trace WHERE outcome = 'reported'";
    for (int i = 0; i < 400 && world.broker().count(reported) == 0; i++) {
      RunningBroker.pause();
    }
    JsonArray chain = answer("why", "alice@example.com", "superusers").getJsonArray("chain");
    assertEquals(
        "inventory reported roles=[superusers] (account alice-there)",
        chain.getString(chain.size() - 1));
    assertFalse(chain(answer("why", "alice@example.com", "no-such-role")).contains("reported"));
    String id = world.broker().query("SELECT id FROM " + reported).get(0).getString(0);
    String text = ask(0, "trace", id);
    assertTrue(text.contains("the application reported"), text);
    assertTrue(text.contains("account: alice-there"), text);
    login("okta", World.ALICE);
    assertFalse(chain(answer("why", "alice@example.com", "superusers")).contains("alice-there"));
  }

  /** What a provider said must not speak to the terminal of whoever reads it. */
  @Test
  void foreignTextDoesNothingToATerminal() {
    login("okta", World.ALICE, "groups", List.of("netbox_admin", "\u001b]0;owned\u0007\u202e"));
    String id =
        world
            .broker()
            .query("SELECT id FROM login_trace ORDER BY at DESC LIMIT 1")
            .get(0)
            .getString(0);
    String text = ask(0, "trace", id) + ask(0, "why", "alice@example.com", "superusers");
    assertTrue(text.contains("owned"), text);
    assertTrue(text.chars().noneMatch(c -> c == 0x1b || c == 0x07 || c == 0x202e), text);
  }
}
