package io.tributary.broker.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code on_failure: keep} at real logins: for a day, for this person, and never power. */
class KeptClaimsIT {
  @TempDir private Path mappings;
  private World world;
  private TestApplication inventory;

  @BeforeEach
  void start() {
    world =
        World.withMappings(
            mappings,
            "",
            "roles.js",
            """
            if (claims.broken) throw new Error('no');
            return { groups: request.user.groups, roles: request.user.groups };
            """,
            "roles.yaml",
            """
            scope: [roles, groups]
            order: 100
            declares: { groups: list of text, roles: list of text }
            on_failure: keep
            """,
            "roles.test.yaml",
            "tests: [{ name: t, given: { claims: { groups: [a] } }, expect: { groups: [a], roles: [a] } }]");
    inventory = world.inventory();
  }

  @AfterEach
  void stop() {
    world.close();
  }

  private URI okta(Map<String, Object> who, Object... changes) {
    Map<String, Object> said = new HashMap<>(who);
    for (int i = 0; i < changes.length; i += 2) {
      said.put((String) changes[i], changes[i + 1]);
    }
    world.okta().user(said);
    return inventory.authorize("idp_hint", "okta");
  }

  private JsonObject login(Map<String, Object> who, Object... changes) {
    URI authorize = okta(who, changes);
    return inventory.claims(
        inventory.tokens(Person.arrival(world.person().open(authorize)).code()));
  }

  private void isRefused(Map<String, Object> who) {
    Person.arrival(world.person().open(okta(who, "broken", true))).error("access_denied");
  }

  @Test
  void whatWasMadeBeforeStandsForADayWithoutPower() {
    login(World.ALICE, "groups", List.of("net", "superusers", "Staff"));
    world.clock().advance(Duration.ofHours(23));
    JsonObject kept = login(World.ALICE, "groups", List.of("changed"), "broken", true);
    assertEquals(new JsonArray().add("net"), kept.getJsonArray("roles"));
    assertEquals(new JsonArray().add("net"), kept.getJsonArray("groups"));
    assertTrue(world.broker().log().contains("\"policy\":\"keep\""));
    // Keeping makes nothing younger.
    world.clock().advance(Duration.ofHours(2));
    isRefused(World.ALICE);
    JsonObject again = login(World.ALICE, "groups", List.of("superusers"));
    assertEquals(new JsonArray().add("superusers"), again.getJsonArray("roles"));
  }

  @Test
  void withoutAGoodOneNobodyGetsIn() {
    isRefused(World.ALICE);
    assertEquals(0, world.broker().count("client_grant"));
    // What somebody else was given helps nobody.
    login(World.ALICE, "groups", List.of("net"));
    isRefused(with(World.ALICE, "00u2other"));
    assertFalse(
        world
            .broker()
            .query("SELECT claims::text FROM client_grant")
            .get(0)
            .getString(0)
            .contains("00u2other"));
    assertEquals(1, world.broker().count("client_grant"));
  }

  private static Map<String, Object> with(Map<String, Object> who, String sub) {
    Map<String, Object> other = new HashMap<>(who);
    other.put("sub", sub);
    other.put("preferred_username", "other@example.com");
    other.put("email", "other@example.com");
    return other;
  }
}
