package io.tributary.broker.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.platform.config.ConfigException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two brokers on one database, and somebody who publishes. */
class MappingNodesIT {
  private static final String NEW_ROLES =
      """
      return { groups: request.user.groups, roles: ['staff', 'of-' + request.user.name] };
      """;

  @TempDir private Path folder;
  private World world;
  private RunningBroker second;
  private Operator operator;

  @BeforeEach
  void start() {
    world = World.open();
    second = world.broker().beside();
    operator = new Operator(world.broker(), folder, "");
  }

  @AfterEach
  void stop() {
    operator.close();
    second.close();
    world.close();
  }

  private Object roles(Person person) {
    TestApplication inventory = world.inventory();
    return inventory.claims(world.tokens(person, inventory, "okta")).getValue("roles");
  }

  private String revision(RunningBroker broker) {
    return broker.metric("broker_mapping_revision").replaceAll(".* ", "");
  }

  /** Waits until both run something else than before. */
  private void bothTakeUp(String before) {
    for (RunningBroker broker : List.of(world.broker(), second)) {
      until(() -> !revision(broker).equals(before));
    }
    assertEquals(revision(world.broker()), revision(second));
  }

  @Test
  void aPublishedMappingRunsOnBothWithoutARestart() throws Exception {
    assertEquals(new JsonArray(List.of("superusers")), roles(world.person()));
    String before = revision(world.broker());
    assertEquals(before, revision(second));
    operator.does("mapping", "show", "roles", "--to", folder + "/work");
    Files.writeString(folder.resolve("work/roles.js"), NEW_ROLES);
    Files.delete(folder.resolve("work/roles.test.yaml"));
    operator.does("mapping", "draft", "roles", "--from", folder + "/work", "-m", "Try");
    operator.does("mapping", "publish", "roles");
    bothTakeUp(before);

    Person person = world.person();
    assertEquals(new JsonArray(List.of("staff", "of-Alice Example")), roles(person));
    for (RunningBroker broker : List.of(world.broker(), second)) {
      assertTrue(broker.log().contains("mapping.loaded"), broker.log());
    }
    String versions =
        world
            .broker()
            .query(
                "SELECT mapping_versions::text FROM client_grant ORDER BY created_at DESC LIMIT 1")
            .get(0)
            .getString(0);
    String live = operator.does("mapping", "list").replaceAll("(?s).*roles +live (\\S+).*", "$1");
    assertEquals(live, new JsonObject(versions).getString("roles"));

    String published = revision(world.broker());
    operator.does("mapping", "rollback", "roles");
    bothTakeUp(published);
    assertEquals(new JsonArray(List.of("superusers")), roles(world.person()));
  }

  @Test
  void discoveryAndUserinfoFollow() throws Exception {
    assertFalse(claimsSupported(second).contains("badge_number"));
    Path work = Files.createDirectories(folder.resolve("work"));
    Files.writeString(work.resolve("badge.js"), "return { badge_number: 'B-7' };");
    Files.writeString(
        work.resolve("badge.yaml"), "scope: profile\norder: 5\ndeclares: { badge_number: text }\n");
    String before = revision(second);
    operator.does("mapping", "draft", "badge", "--from", work.toString(), "-m", "Badges");
    operator.does("mapping", "publish", "badge");
    bothTakeUp(before);
    assertTrue(claimsSupported(second).contains("badge_number"));
    assertTrue(claimsSupported(world.broker()).contains("badge_number"));
    TestApplication inventory = world.inventory();
    JsonObject claims = inventory.claims(world.tokens(world.person(), inventory, "okta"));
    assertEquals("B-7", claims.getString("badge_number"));
  }

  @Test
  void whatCannotBeLoadedStopsNobodyWhoRunsAndNobodyElseStarts() {
    assertEquals(new JsonArray(List.of("superusers")), roles(world.person()));
    // As if somebody had written to the table, to give themselves a role.
    world
        .broker()
        .query("UPDATE mapping_version SET script = 'return { roles: [\"superusers\"] };'");
    world.broker().query("UPDATE mapping_live SET since = now()");
    until(() -> second.log().contains("mapping.load.failed"));
    until(() -> world.broker().log().contains("mapping.load.failed"));
    assertTrue(second.metric("broker_mapping_stale").endsWith(" 1.0"));
    assertEquals(new JsonArray(List.of("superusers")), roles(world.person()), "as before");
    AssertionError refused =
        org.junit.jupiter.api.Assertions.assertThrows(
            AssertionError.class, () -> world.broker().beside());
    ConfigException why = assertInstanceOf(ConfigException.class, refused.getCause());
    assertTrue(why.getMessage().contains("somebody wrote to the table"), why.getMessage());
  }

  @Test
  void whileNobodyCanBeHeardTheNumberIsLookedAt() {
    String before = revision(second);
    // The connections for notices are gone, and come back only after a while.
    world
        .broker()
        .query(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname ="
                + " current_database() AND application_name LIKE '% notices'");
    world.broker().query("ALTER TABLE mapping_live DISABLE TRIGGER ALL");
    world.broker().query("UPDATE mapping_revision SET revision = revision + 1");
    bothTakeUp(before);
    assertNotEquals(before, revision(second));
  }

  private static String claimsSupported(RunningBroker broker) throws Exception {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(
                    URI.create(
                        "http://127.0.0.1:"
                            + broker.broker().port()
                            + "/.well-known/openid-configuration"))
                .build(),
            BodyHandlers.ofString())
        .body();
  }

  private static void until(BooleanSupplier condition) {
    for (int i = 0; i < 1200; i++) {
      if (condition.getAsBoolean()) {
        return;
      }
      RunningBroker.pause();
    }
    throw new AssertionError("never");
  }
}
