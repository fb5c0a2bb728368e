package io.tributary.broker.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonArray;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A draft that runs beside what is live, at real logins. */
class MappingCanaryIT {
  private static final JsonArray AS_LIVE = new JsonArray(List.of("superusers"));

  @TempDir private Path folder;
  private World world;
  private Operator operator;

  @BeforeEach
  void start() throws Exception {
    world = World.open();
    operator = new Operator(world.broker(), folder, "");
    operator.does("mapping", "show", "roles", "--to", folder + "/work");
    Files.delete(folder.resolve("work/roles.test.yaml"));
  }

  @AfterEach
  void stop() {
    operator.close();
    world.close();
  }

  private void draft(String script) throws Exception {
    Files.writeString(folder.resolve("work/roles.js"), script);
    operator.does("mapping", "draft", "roles", "--from", folder + "/work", "-m", "Try");
  }

  private void canary(String... options) {
    String before = world.broker().metric("broker_mapping_revision");
    String[] all = new String[3 + options.length];
    System.arraycopy(new String[] {"mapping", "canary", "roles"}, 0, all, 0, 3);
    System.arraycopy(options, 0, all, 3, options.length);
    operator.does(all);
    until(() -> !world.broker().metric("broker_mapping_revision").equals(before));
  }

  private Object roles() {
    TestApplication inventory = world.inventory();
    return inventory.claims(world.tokens(world.person(), inventory, "okta")).getValue("roles");
  }

  private String report() {
    return operator.does("mapping", "canary", "roles");
  }

  @Test
  void peopleGetWhatIsLiveAndTheDifferenceIsNoted() throws Exception {
    draft("return { groups: request.user.groups, roles: ['staff', 'of-' + request.user.name] };");
    canary("--share", "100%");
    assertEquals(AS_LIVE, roles());
    until(() -> report().contains(" 1 different"));
    String report = report();
    assertTrue(report.contains("alice@example.com"), report);
    assertTrue(report.contains("roles +2 -1 gains staff loses superusers"), report);
    assertFalse(report.contains("Alice Example"), report);
    String log = world.broker().log();
    assertTrue(log.contains("mapping.canary.different"), log);
    assertFalse(log.contains("of-Alice"), "values of a person are not logged");
    assertTrue(
        world
            .broker()
            .metric("broker_mapping_canary_logins_total", "roles", "different")
            .endsWith(" 1.0"));
    String rows =
        world
            .broker()
            .query("SELECT changes::text FROM mapping_canary_difference")
            .get(0)
            .getString(0);
    assertFalse(rows.contains("Alice"), rows);

    // What is published is what people get, and the canary is over.
    operator.does("mapping", "publish", "roles");
    operator.refused("There is no canary of roles", "mapping", "canary", "roles");
  }

  @Test
  void aDraftThatFailsOrNeverEndsDeniesNobody() throws Exception {
    draft("throw 'no';");
    canary("--share", "100%");
    assertEquals(AS_LIVE, roles());
    until(() -> report().contains(" 1 denied by the draft"));
    assertTrue(report().contains("denied: mapping roles fails (thrown, line 1)"), report());
    draft("for (;;) {}");
    canary("--share", "100%");
    assertEquals(AS_LIVE, roles());
    until(() -> report().contains(" 1 denied by the draft"));
    assertEquals(0, world.broker().count("audit_event WHERE type = 'mapping.failed'"));
    assertEquals(0, world.broker().count("audit_event WHERE type = 'login.refused'"));
  }

  @Test
  void onlyThoseWhoAreNamedAreCompared() throws Exception {
    roles();
    draft("return { groups: [], roles: [] };");
    canary("--users", "alice@example.com", "--for", "2h");
    assertTrue(report().contains("0% of the people and 1 by name"), report());
    world.okta().user(Map.of("sub", "00u2", "preferred_username", "carol", "groups", List.of()));
    roles();
    world.okta().user(World.ALICE);
    assertEquals(AS_LIVE, roles());
    until(() -> report().contains(" 1 different"));
    assertTrue(report().startsWith("Draft "), report());
    assertTrue(report().contains("0 logins the same, 1 different"), report());
    String ended = operator.does("mapping", "canary", "roles", "--stop");
    assertTrue(
        ended.contains(" 1 different") && ended.contains("Ended; the draft is still"), ended);
    operator.refused("There is no canary", "mapping", "canary", "roles", "--stop");
  }

  @Test
  void badInputIsASentence() throws Exception {
    operator.refused("There is no draft of roles", "mapping", "canary", "roles", "--share", "5%");
    operator.refused("There is no canary of roles", "mapping", "canary", "roles");
    draft("return { groups: [], roles: [] };");
    operator.refused("more than 0 %", "mapping", "canary", "roles", "--share", "0%");
    operator.refused("more than 0 %", "mapping", "canary", "roles", "--share", "101%");
    operator.refused("no account nobody", "mapping", "canary", "roles", "--users", "nobody");
    operator.refused(
        "a minute to 30 days", "mapping", "canary", "roles", "--share", "5%", "--for", "31d");
    for (String line :
        List.of(
            "--share 5",
            "--share -5%",
            "--share five",
            "--share 5% --for soon",
            "--share 5% --stop",
            "--for 2h",
            "--limit 0")) {
      assertEquals(2, operator.run(("mapping canary roles " + line).split(" ")), line);
    }
    assertEquals(0, world.broker().count("mapping_canary"));
  }

  private static void until(BooleanSupplier condition) {
    for (int i = 0; i < 400; i++) {
      if (condition.getAsBoolean()) {
        return;
      }
      RunningBroker.pause();
    }
    throw new AssertionError("never");
  }
}
