package io.tributary.broker.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.platform.config.Secret;
import io.tributary.platform.db.DatabaseConfig;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code keys} beside a running broker, on its database. */
class KeysCommandIT {
  private static World world;
  private static TestApplication inventory;

  private final PrintStream out = System.out;
  private final PrintStream err = System.err;
  private final ByteArrayOutputStream said = new ByteArrayOutputStream();
  private final ByteArrayOutputStream complained = new ByteArrayOutputStream();
  private Map<String, String> environment = world.broker().environment();

  @TempDir private Path folder;

  @BeforeAll
  static void start() {
    world = World.open();
    inventory = world.inventory();
  }

  @AfterAll
  static void stop() {
    world.close();
  }

  @BeforeEach
  void listen() throws Exception {
    DatabaseConfig database = world.broker().config().database();
    Files.writeString(
        folder.resolve("broker.yaml"),
        """
        public_url: %s
        data: "%s"
        database: { host: "%s", port: %d, name: %s, user: "%s", password: "%s" }
        issuers:
          - { layout: okta, name: default }
        """
            .formatted(
                world.broker().config().publicUrl(),
                folder,
                database.host().orElseThrow(),
                database.port(),
                database.name(),
                database.user().orElseThrow(),
                database.password().map(Secret::reveal).orElseThrow()));
    System.setOut(new PrintStream(said, true, StandardCharsets.UTF_8));
    System.setErr(new PrintStream(complained, true, StandardCharsets.UTF_8));
  }

  @AfterEach
  void restore() {
    System.setOut(out);
    System.setErr(err);
  }

  @Test
  void aRevokedKeyIsRefusedByTheRunningBrokerWithinSeconds() {
    JsonObject tokens = world.tokens(world.person(), inventory, "okta");
    inventory.claims(tokens);
    String kid = kid("RS256", "active");
    assertTrue(published().contains(kid));
    String told = run(0, "keys revoke " + kid + " --yes");
    assertTrue(told.contains("key.revoked    root         RS256  " + kid), told);
    assertTrue(told.contains("key.activated  root         RS256  "), told);

    until(() -> !published().contains(kid));
    TestApplication.assertError(
        inventory.userinfo(tokens.getString("access_token")), 401, "invalid_token");
    inventory.claims(world.tokens(world.person(), inventory, "okta"));
    assertTrue(run(0, "keys list --algorithm rs256").contains("revoked  " + kid));
    assertRefused("was revoked already", "keys revoke " + kid + " --yes");
    assertFalse(world.broker().audited("key.revoked").isEmpty());
  }

  @Test
  void theNextKeyIsPublishedByTheRunningBroker() {
    String active = kid("ES256", "active");
    assertTrue(run(0, "keys rotate --algorithm ES256 --issuer root").contains("key.published"));
    assertEquals(active, kid("ES256", "active"));
    String next = kid("ES256", "next");
    until(() -> published().contains(next));
    assertTrue(run(0, "keys rotate --algorithm es256 --issuer root").contains("Nothing to do"));
    String told = run(0, "keys rotate --algorithm ES256 --issuer root --now --yes");
    assertTrue(told.contains("key.activated  root         ES256  " + next), told);
    assertEquals(next, kid("ES256", "active"));
    until(() -> published().indexOf(next) < published().indexOf(active));
    assertNotEquals(active, next);
  }

  @Test
  void allKeysOfAnIssuerGoTogether() {
    String before = run(0, "keys list --issuer default");
    String told = run(0, "keys revoke --all --issuer default --yes");
    List<String> lost =
        before.lines().filter(line -> line.contains(" active ")).map(KeysCommandIT::kid).toList();
    assertEquals(4, lost.size(), before);
    lost.forEach(kid -> assertTrue(told.contains(kid), told));
    assertEquals(4, told.lines().filter(line -> line.startsWith("key.activated")).count(), told);
  }

  @Test
  void whatIsWrongIsOneSentenceAndChangesNothing() {
    String before = run(0, "keys list");
    String kid = kid("PS256", "active");
    assertRefused("Add --yes: there is no terminal", "keys revoke " + kid);
    assertRefused("Add --yes: there is no terminal", "keys rotate --now");
    assertRefused("There is no key nonsense", "keys revoke " + kid + " nonsense --yes");
    assertRefused("There is no issuer nowhere; there are", "keys list --issuer nowhere");
    assertRefused("There is no issuer nowhere", "keys rotate --issuer nowhere");
    assertRefused("There is no algorithm HS256", "keys rotate --algorithm HS256");
    assertRefused("There is no algorithm none", "keys revoke --all --algorithm none --yes");
    environment = Map.of();
    assertRefused("There is no master key at " + folder, "keys rotate");
    assertRefused("There is no master key at " + folder, "keys revoke " + kid + " --yes");
    assertFalse(Files.exists(folder.resolve("master.key")), "a command makes none");
    environment = Map.of("TRIBUTARY_MASTER_KEY", "YW5vdGhlciBrZXkgb2YgMzIgYnl0ZXMgbGVuZ3RoISE=");
    assertRefused("The master key does not open", "keys revoke " + kid + " --yes");
    environment = Map.of();
    assertEquals(before, run(0, "keys list"), "needs no master key");
  }

  @Test
  void wrongUsageIsTwo() {
    for (String line :
        List.of(
            "keys nonsense",
            "keys revoke",
            "keys revoke --yes",
            "keys revoke a --all --yes",
            "keys revoke a --issuer root --yes",
            "keys revoke --issuer root --yes",
            "keys rotate stray",
            "keys list --issuer")) {
      run(2, line);
    }
    assertTrue(complained.toString(StandardCharsets.UTF_8).contains("Name the keys"));
  }

  private String published() {
    return inventory
        .send(HttpRequest.newBuilder(URI.create(inventory.endpoint("jwks_uri").toString())))
        .body();
  }

  /** Of the root issuer. */
  private String kid(String algorithm, String state) {
    return run(0, "keys list --issuer root")
        .lines()
        .filter(line -> line.contains(" " + algorithm + " ") && line.contains(" " + state + " "))
        .map(KeysCommandIT::kid)
        .findFirst()
        .orElseThrow();
  }

  private static String kid(String line) {
    return line.split(" +", -1)[3];
  }

  private void assertRefused(String words, String line) {
    complained.reset();
    assertEquals("", run(1, line), line);
    String complaint = complained.toString(StandardCharsets.UTF_8);
    assertTrue(complaint.contains(words), complaint);
    assertFalse(complaint.contains("\tat "), complaint);
  }

  private String run(int status, String line) {
    said.reset();
    List<String> all = new ArrayList<>(List.of(line.split(" ")));
    all.addAll(List.of("--config", folder.resolve("broker.yaml").toString()));
    assertEquals(
        status,
        Commands.run(all.toArray(String[]::new), environment),
        () -> line + ": " + complained.toString(StandardCharsets.UTF_8));
    return said.toString(StandardCharsets.UTF_8);
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
