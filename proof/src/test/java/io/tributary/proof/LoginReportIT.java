package io.tributary.proof;

import static io.tributary.platform.http.Await.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.broker.app.RunningBroker;
import io.tributary.broker.trace.LoginTrace;
import io.tributary.broker.trace.TraceText;
import io.tributary.inventory.app.Inventory;
import io.tributary.inventory.app.InventoryConfig;
import io.tributary.platform.config.ConfigFile;
import io.tributary.platform.db.DatabaseConfig;
import io.tributary.platform.db.TestDatabase;
import io.tributary.platform.http.Browser;
import io.tributary.platform.http.Page;
import io.tributary.platform.ops.Log;
import io.tributary.platform.relyingparty.TestClock;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole chain: what the inventory made of a login stands in the broker's trace of it. */
class LoginReportIT {
  private static final String BROKER_YAML =
      """
      mappings: ${MAPPINGS}
      privileged_roles: [superusers, staff]
      local_login: true
      users:
        - { username: local, password: demo, demo: true, groups: [netops, superusers] }
        - { username: shut, password: demo, demo: true, groups: [shut] }
      clients:
        - id: inventory
          name: Network inventory
          secret: inventory-secret %+/=
          redirect_uris: ["${INVENTORY}/oauth/complete/oidc/"]
          claims_always: [groups, roles]
          id_token_claims: all
      """;

  private static final String INVENTORY_YAML =
      """
      public_url: ${INVENTORY}
      listen:
        hosts: [127.0.0.1]
        port: ${PORT}
      management:
        port: 0
      database:
        host: ${DB_HOST}
        port: ${DB_PORT}
        name: ${DB_NAME}
        user: ${DB_USER}
        password: ${DB_PASSWORD}
      oidc: { issuer: "${BROKER}", client_id: inventory, client_secret: "inventory-secret %+/=" }
      """;

  private static final Vertx VERTX = Vertx.vertx();
  private static final ByteArrayOutputStream LOGGED = new ByteArrayOutputStream();
  private static RunningBroker broker;
  private static Inventory inventory;
  private static String address;

  @BeforeAll
  static void start(@TempDir Path folder) throws IOException {
    TestClock clock = new TestClock();
    // Attempts carry whole seconds, and the list of spent ones has just begun.
    clock.advance(Duration.ofSeconds(2));
    int port = RunningBroker.freePort();
    address = "http://localhost:" + port;
    broker =
        RunningBroker.start(
            VERTX,
            clock,
            RunningBroker.freePort(),
            "",
            BROKER_YAML,
            Map.of(
                "INVENTORY", address, "MAPPINGS", mappings(folder.resolve("mappings")).toString()));
    DatabaseConfig database = TestDatabase.config(Inventory.SCHEMA);
    Path file = Files.writeString(folder.resolve("inventory.yaml"), INVENTORY_YAML);
    InventoryConfig config =
        ConfigFile.read(
            file,
            Map.of(
                "INVENTORY", address,
                "PORT", Integer.toString(port),
                "BROKER", broker.config().publicUrl().toString(),
                "DB_HOST", database.host().orElseThrow(),
                "DB_PORT", Integer.toString(database.port()),
                "DB_NAME", database.name(),
                "DB_USER", database.user().orElseThrow(),
                "DB_PASSWORD", database.password().orElseThrow().reveal()),
            InventoryConfig::read);
    inventory =
        await(
            Inventory.start(VERTX, config, 1, TestDatabase.servers(), Log.to(LOGGED, "inventory")));
  }

  @AfterAll
  static void stop() {
    if (inventory != null) {
      await(inventory.close());
    }
    broker.close();
    await(VERTX.close());
  }

  /** Those of the quickstart, and one that denies. */
  private static Path mappings(Path folder) throws IOException {
    Files.createDirectory(folder);
    try (Stream<Path> files = Files.list(Path.of("../scripts/mappings"))) {
      for (Path file : files.toList()) {
        Files.copy(file, folder.resolve(file.getFileName()));
      }
    }
    Files.writeString(
        folder.resolve("door.js"),
        "if (request.user.groups.includes('shut')) throw new Error('closed'); return {};");
    Files.writeString(
        folder.resolve("door.yaml"),
        "{ scope: [roles, groups], order: 900, declares: { door: text }, on_failure: deny }");
    Files.writeString(
        folder.resolve("door.test.yaml"),
        "tests: [{ name: open, given: { claims: { groups: [a] } }, expect: {} }]");
    return folder;
  }

  private static Page login() {
    return login("local");
  }

  private static Page login(String username) {
    Browser browser = new Browser();
    Page form = browser.followAll(browser.open(address + "/oauth/login/oidc/"));
    return browser.followAll(
        browser.submit(form.formTo("/local").with("username", username).with("password", "demo")));
  }

  private static LoginTrace reported(int count) throws InterruptedException {
    for (int i = 0; i < 400; i++) {
      List<Row> rows =
          broker.query("SELECT id FROM login_trace WHERE outcome = 'reported' ORDER BY at DESC");
      if (rows.size() >= count) {
        return broker.traced(rows.get(0).getString(0)).orElseThrow();
      }
      Thread.sleep(25);
    }
    throw new AssertionError("nothing was reported:\n" + LOGGED);
  }

  @Test
  void whatTheInventoryDidStandsInTheTrace() throws InterruptedException {
    Page arrived = login();
    assertEquals(200, arrived.status(), arrived::text);
    LoginTrace trace = reported(1);
    JsonObject fact = trace.parts().get(trace.parts().size() - 1).fact("application").orElseThrow();
    assertEquals("accepted", fact.getString("outcome"));
    assertEquals("inventory", fact.getString("client"));
    assertEquals("local", fact.getString("account"));
    assertEquals(new JsonArray().add("superuser"), fact.getJsonArray("flags_set"));
    assertTrue(fact.getJsonArray("groups_joined").contains("superusers"), fact::encode);
    String text = String.join("\n", TraceText.lines(trace));
    assertTrue(
        text.indexOf("the application reported") > text.indexOf("the application was told"), text);

    login();
    JsonObject again = reported(2).parts().get(1).fact("application").orElseThrow();
    assertEquals(new JsonArray(), again.getJsonArray("flags_set"));
    assertEquals(new JsonArray(), again.getJsonArray("groups_joined"));
    assertFalse(again.getJsonArray("groups").isEmpty());
  }

  /** The person sees the inventory's page only; what it says is all that an administrator gets. */
  @Test
  void whatTheInventoryShowsOfADenialLeadsToItsTrace() {
    Page denied = login("shut");
    assertEquals(403, denied.status(), denied::text);
    Matcher shown = Pattern.compile("reference is ([A-Za-z0-9_-]{22})\\.").matcher(denied.text());
    assertTrue(shown.find(), denied::text);
    LoginTrace trace = broker.traced(shown.group(1)).orElseThrow();
    String text = String.join("\n", TraceText.lines(trace));
    assertTrue(text.contains("door"), text);
    String own = denied.header("X-Request-ID").orElseThrow();
    assertTrue(
        LOGGED
            .toString(StandardCharsets.UTF_8)
            .lines()
            .anyMatch(line -> line.contains(own) && line.contains(shown.group(1))),
        "the inventory's own id leads to the reference too");
  }
}
