package io.tributary.broker.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real logins are recorded, and {@code mapping diff} and {@code recording} work on them. */
class MappingDiffIT {
  private static final String RECORDINGS =
      """
      recordings:
        - { upstream: okta, purpose: To try mappings, keep: 366d }
        - { upstream: authentik, purpose: To try mappings, keep: 366d, redact: [email, name] }
        - { upstream: local, purpose: To try mappings, keep: 366d }
      """;

  /** As the command's configuration says it; it calls nobody. */
  static final String RULES =
      """
      privileged_roles: [superusers, staff]
      upstreams:
        - { name: okta, preset: okta, issuer: "https://okta.example/oauth2/default", client_id: a,
            client_secret: b, may_grant: [superusers, staff] }
        - { name: authentik, preset: authentik, issuer: "https://authentik.example/application/o/a/",
            client_id: a, client_secret: b, may_grant: [staff] }
      """;

  private static World world;

  @TempDir private Path folder;
  private Operator operator;

  @BeforeAll
  static void start() {
    world = World.open("", World.UPSTREAMS + World.REST + RECORDINGS);
    TestApplication inventory = world.inventory();
    world.login(world.person(), inventory).code();
    Person bob = world.person();
    Person.arrival(
            bob.open(bob.openUntil(inventory.authorize("idp_hint", "authentik"), "/callback")))
        .code();
    awaitRecordings(2);
  }

  private static void awaitRecordings(long count) {
    awaitRecordings(world, count);
  }

  static void awaitRecordings(World world, long count) {
    for (int i = 0; i < 400 && recordings(world) < count; i++) {
      RunningBroker.pause();
    }
    assertEquals(count, recordings(world));
  }

  private static long recordings(World world) {
    return world.broker().query("SELECT count(*) FROM login_recording").get(0).getLong(0);
  }

  @AfterAll
  static void stop() {
    world.close();
  }

  @BeforeEach
  void listen() {
    operator = new Operator(world.broker(), folder, RULES + RECORDINGS);
  }

  @AfterEach
  void restore() {
    operator.close();
  }

  private Path roles(String from, String to) throws Exception {
    Path work = Files.createTempDirectory(folder, "work").resolve("roles");
    operator.does("mapping", "show", "roles", "--to", work.toString());
    Path script = work.resolve("roles.js");
    Files.writeString(script, Files.readString(script).replace(from, to));
    Files.deleteIfExists(work.resolve("roles.test.yaml"));
    return work;
  }

  private static long audited(String type) {
    List<Row> rows = world.broker().query("SELECT count(*) FROM audit_event WHERE type = $1", type);
    return rows.get(0).getLong(0);
  }

  @Test
  void aFolderThatNobodyDraftedIsCompared() throws Exception {
    Path work = roles("'netbox_staff'", "'netbox_crew'");
    long before = audited("recording.replayed");
    String said = operator.does("mapping", "diff", work.toString());
    assertTrue(said.startsWith("1 of 3 identities changes: 1 loses staff, "), said);
    assertTrue(said.contains("bob (authentik): -staff +netbox_staff"), said);
    assertTrue(said.contains("at inventory (recorded 20"), said);
    assertTrue(said.contains("Tried 2 recorded identities and 1 local account in"), said);
    assertTrue(
        said.contains("Publishing it needs --confirm-loss: 1 identity loses staff: bob."), said);
    assertEquals(before + 1, audited("recording.replayed"));
    assertEquals(
        3, operator.run("mapping", "diff", work.toString(), "--exit-code"), operator::complaint);
    assertEquals(0, operator.run("mapping", "diff", work.toString()));
    for (String filter : List.of("--upstream", "--client")) {
      assertEquals(
          4, operator.run("mapping", "diff", work.toString(), "--exit-code", filter, "mistyped"));
      assertEquals(0, operator.run("mapping", "diff", work.toString(), filter, "mistyped"));
    }
    assertEquals(
        0,
        operator.run("mapping", "diff", work + "/roles.js", "--exit-code", "--upstream", "okta"),
        "somebody was tried, and is not hit");
    assertTrue(
        operator
            .does("mapping", "diff", work + "/roles.js", "--upstream", "okta")
            .startsWith("None of 1 identity changes."));
    String some = operator.does("mapping", "diff", work.toString(), "--upstream", "authentik");
    assertTrue(some.contains("1 loses staff"), some);
    assertFalse(some.contains("Publishing it"), "who else is hit was not asked");
  }

  @Test
  void asLinesOfJson() throws Exception {
    Path work = roles("'netbox_staff'", "'netbox_crew'");
    List<JsonObject> lines =
        operator
            .does("mapping", "diff", work.toString(), "--json")
            .lines()
            .map(JsonObject::new)
            .toList();
    assertEquals(2, lines.size());
    assertEquals("identity", lines.get(0).getString("type"));
    assertEquals("bob", lines.get(0).getString("username"));
    assertEquals(List.of("staff"), lines.get(0).getJsonArray("lost").getList());
    assertEquals("summary", lines.get(1).getString("type"));
    assertEquals(2, lines.get(1).getInteger("recorded"));
  }

  @Test
  void publishingAsksBeforePowerIsLostAndRefusesTheLast() throws Exception {
    Path work = roles("'netbox_staff'", "'netbox_crew'");
    operator.does("mapping", "draft", "roles", "--from", work.toString(), "-m", "Crew");
    assertTrue(
        operator
            .refused("1 identity loses staff: bob.", "mapping", "publish", "roles")
            .contains("--confirm-loss"));
    String live = operator.does("mapping", "list");
    assertTrue(
        operator
            .does("mapping", "publish", "roles", "--confirm-loss")
            .contains("1 of 3 identities changes"));
    assertFalse(operator.does("mapping", "list").equals(live));
    operator.refused("There is no draft of roles", "mapping", "publish", "roles");
    operator.does("mapping", "rollback", "roles");

    work = roles("'superusers'", "'nobody'");
    Files.writeString(
        work.resolve("roles.js"),
        Files.readString(work.resolve("roles.js"))
            .replace(
                "return {",
                "groups.forEach(g => { if (g === 'superusers') throw new Error('no'); });\nreturn {"));
    operator.does("mapping", "draft", "roles", "--from", work.toString(), "-m", "None");
    operator.refused(
        "would be left with superusers", "mapping", "publish", "roles", "--confirm-loss");
    operator.does("mapping", "delete-draft", "roles");
  }

  @Test
  void whatIsNotThereIsASentence() throws Exception {
    operator.refused("There is no draft of nothing", "mapping", "diff", "nothing");
    operator.refused("no such file", "mapping", "diff", folder + "/nothing");
    operator.refused(
        "no mapping in", "mapping", "diff", Files.createTempDirectory(folder, "empty").toString());
    operator.refused("There is no account nobody", "recording", "show", "nobody");
    operator.refused("There is no account nobody", "recording", "purge", "--person", "nobody");
    operator.refused("There is no upstream oka", "recording", "purge", "--upstream", "oka");
    assertEquals(2, operator.run("recording", "purge"), "of whom has to be said");
    assertEquals(2, operator.run("mapping", "diff", "roles", "--timeout", "0"));
  }

  @Test
  void recordingsAreListedAndShownWithoutWhatIsRedactedAndThatIsAudited() {
    String list = operator.does("recording", "list");
    assertTrue(list.contains("okta") && list.contains("To try mappings"), list);
    long before = audited("recording.read");
    String bob = operator.does("recording", "show", "bob");
    assertEquals(before + 1, audited("recording.read"));
    assertTrue(bob.contains("netbox_staff") && bob.contains("redacted:"), bob);
    assertFalse(bob.contains("example.org") || bob.contains("Builder"), bob);
  }
}
