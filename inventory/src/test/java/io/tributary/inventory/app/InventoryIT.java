package io.tributary.inventory.app;

import static io.tributary.platform.http.Await.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.platform.db.TestDatabase;
import io.tributary.platform.http.Browser;
import io.tributary.platform.http.Page;
import io.tributary.platform.ops.Log;
import io.tributary.platform.ops.StartupException;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class InventoryIT {
  private static Scene scene;

  @BeforeAll
  static void start() {
    scene = Scene.open();
  }

  @AfterAll
  static void stop() {
    scene.close();
  }

  @Test
  void healthAndMetricsTellOfLogins() {
    scene.account(
        Map.of("sub", "m", "preferred_username", "m", "groups", List.of("staff", "netops")));
    scene.logIn(new Browser(), "admin", "wrong", "/");
    assertEquals("ready", new JsonObject(management("/health/ready")).getString("status"));
    String metrics = management("/metrics");
    for (String line :
        List.of(
            "inventory_logins_total{method=\"sso\",outcome=\"success\"} 1.0",
            "inventory_logins_total{method=\"local\",outcome=\"denied\"} 1.0",
            "inventory_logins_total{method=\"local\",outcome=\"throttled\"} 0.0",
            "inventory_sso_groups_changed_total{change=\"added\"} 2.0",
            "inventory_sso_accounts_total{how=\"created\"} 1.0",
            "inventory_sessions ",
            "inventory_provider_seconds_count{operation=\"token\",outcome=\"ok\"} 1",
            "inventory_database_seconds_count{outcome=\"ok\",statement=\"session.begin\"}")) {
      assertTrue(metrics.contains(line), line);
    }
  }

  @Test
  void usersOfTheConfigurationAreNeverOverwritten() {
    scene.sql(
        "UPDATE app_user SET is_superuser = false, password = 'changed' WHERE username = 'vic'");
    // Another port: the first one is still in use.
    InventoryConfig config = scene.config();
    InventoryConfig other =
        new InventoryConfig(
            config.publicUrl(),
            new io.tributary.platform.http.WebServerConfig(
                List.of("127.0.0.1"), 0, 100, 65_536, List.of()),
            config.management(),
            config.database(),
            config.oidc(),
            config.users(),
            config.sessions(),
            true,
            false,
            java.util.Optional.empty());
    Log log = Log.to(new ByteArrayOutputStream(), "inventory");
    Inventory second = await(Inventory.start(scene.vertx(), other, 1, TestDatabase.servers(), log));
    await(second.close());
    assertEquals(
        "changed",
        scene
            .sql("SELECT password FROM app_user WHERE username = 'vic'")
            .get(0)
            .getString("password"));
    assertEquals(4, scene.count("dcim_site"), "demo data");
    Inventory third = await(Inventory.start(scene.vertx(), other, 1, TestDatabase.servers(), log));
    await(third.close());
    assertEquals(4, scene.count("dcim_site"), "only into an empty inventory");
    log.close();
  }

  @Test
  void aTakenPortIsOneSentenceAndLeavesNothing() {
    Log log = Log.to(new ByteArrayOutputStream(), "inventory");
    StartupException taken =
        assertThrows(
            StartupException.class,
            () ->
                await(
                    Inventory.start(
                        scene.vertx(), scene.config(), 1, TestDatabase.servers(), log)));
    assertTrue(taken.getMessage().contains("already in use"), taken.getMessage());
    log.close();
  }

  @Test
  void failuresArePagesForPeopleAndJsonForPrograms() {
    Browser browser = new Browser();
    Page page = browser.open(scene.url("/nothing/here/"));
    assertEquals(404, page.status());
    assertTrue(page.contentType().startsWith("text/html"));
    assertTrue(page.text().contains(page.header("X-Request-ID").orElseThrow()));
    Page api = browser.open(scene.url("/api/nothing/"));
    assertEquals(404, api.status());
    assertEquals("application/json", api.contentType());
    Page slashed = browser.open(scene.url("/dcim/sites?q=a"));
    assertEquals(302, slashed.status());
    assertEquals("/dcim/sites/?q=a", slashed.header("location").orElseThrow());
    for (String away : List.of("//evil.example", "/\\evil.example/x", "/%2fevil.example")) {
      Page answer = browser.open(scene.url("/").replaceFirst("/$", "") + away.replace("\\", "%5C"));
      assertTrue(
          answer.header("location").orElse("/").matches("/(?![/\\\\]).*|/"), answer.toString());
    }
  }

  private static String management(String path) {
    return new Browser()
        .open("http://127.0.0.1:" + scene.inventory().managementPort() + path)
        .body();
  }
}
