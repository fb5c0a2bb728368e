package io.tributary.inventory.app;

import static io.tributary.platform.http.Await.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.platform.config.Secret;
import io.tributary.platform.db.Database;
import io.tributary.platform.db.DatabaseConfig;
import io.tributary.platform.db.Statement;
import io.tributary.platform.db.StatementTimings;
import io.tributary.platform.db.TestDatabase;
import io.tributary.platform.launch.ServeArguments;
import io.vertx.core.Vertx;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandsIT {
  private final PrintStream out = System.out;
  private final PrintStream err = System.err;
  private final InputStream in = System.in;
  private final ByteArrayOutputStream said = new ByteArrayOutputStream();
  private final ByteArrayOutputStream complained = new ByteArrayOutputStream();
  private DatabaseConfig database;
  private Map<String, String> variables = Map.of();

  @TempDir private Path folder;

  @BeforeEach
  void listen() throws Exception {
    database = TestDatabase.config(Inventory.SCHEMA);
    Files.writeString(
        folder.resolve("inventory.yaml"),
        """
        public_url: http://localhost:1
        listen: { hosts: [127.0.0.1] }
        database: { host: "%s", port: %d, name: %s, user: "%s", password: "%s" }
        """
            .formatted(
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
    System.setIn(in);
  }

  @Test
  void aUserIsMadeOnceAndGetsAToken() {
    assertEquals(0, run("a password of length", "user", "create", "kim", "--staff"));
    assertEquals(1, run("a password of length", "user", "create", "KIM"));
    assertTrue(complaint().contains("already"), complaint());
    said.reset();
    assertEquals(0, run("", "token", "create", "kim"));
    String token = said.toString(StandardCharsets.UTF_8).strip();
    assertTrue(token.matches("[0-9a-f]{40}"), token);
    assertEquals(1, count("SELECT count(*) AS n FROM api_token WHERE write_enabled"));
    assertEquals(0, run("", "token", "create", "kim", "--read-only", "--expires-in", "30"));
    assertEquals(
        1,
        count(
            "SELECT count(*) AS n FROM api_token WHERE NOT write_enabled"
                + " AND expires_at BETWEEN now() + interval '29 days' AND now() + interval '31 days'"));
  }

  @Test
  void mistakesAreOneSentence() {
    assertEquals(1, run("short", "user", "create", "kim"));
    assertEquals(1, run("a password of length", "user", "create", "k im"));
    assertEquals(1, run("", "token", "create", "nobody"));
    assertTrue(complaint().contains("no user named nobody"), complaint());
    assertEquals(1, run("", "token", "create", "nobody", "--expires-in", "0"));
    assertFalse(complaint().contains("\tat "), complaint());
    assertEquals(0, count("SELECT count(*) AS n FROM app_user"));
  }

  @Test
  void aPasswordComesFromAFileBeforeTheVariable() throws Exception {
    Path file = Files.writeString(folder.resolve("password"), "a password of length\n");
    variables = Map.of("INVENTORY_PASSWORD", "short");
    String[] named = {"user", "create", "kim", "--password-file", file.toString()};
    assertEquals(0, run("", named), this::complaint);
    variables = Map.of("INVENTORY_PASSWORD", "another of length");
    assertEquals(0, run("", "user", "create", "lee"), this::complaint);
    variables = Map.of("INVENTORY_PASSWORD", "");
    assertEquals(1, run("", "user", "create", "max"));
    assertTrue(complaint().contains("INVENTORY_PASSWORD is empty"), complaint());
    assertEquals(2, count("SELECT count(*) AS n FROM app_user"));
  }

  @Test
  void wrongUsageIsTwo() {
    for (String line :
        List.of(
            "nonsense",
            "token create",
            "serve --nonsense",
            "serve --config",
            "serve --config a --config b",
            "serve --config=a",
            "user create kim --password secret")) {
      assertEquals(2, Commands.run(line.split(" "), variables), line);
      assertTrue(ServeArguments.files(1, line.split(" ")).isEmpty(), line);
    }
  }

  @Test
  void theConfigurationIsCheckedAndHelpIsThere() {
    assertEquals(0, run("", "config", "check"));
    assertEquals(0, Commands.run(new String[] {"--help"}, variables));
    String help = said.toString(StandardCharsets.UTF_8);
    for (String command : new String[] {"serve", "config", "user", "token"}) {
      assertTrue(help.contains(command), help);
    }
    assertEquals(0, Commands.run(new String[] {"--version"}, variables));
    assertEquals(0, Commands.run(new String[] {"serve", "--help"}, variables));
  }

  private int run(String input, String... arguments) {
    System.setIn(new ByteArrayInputStream((input + "\n").getBytes(StandardCharsets.UTF_8)));
    List<String> all = new ArrayList<>(List.of(arguments));
    if (!input.isEmpty()) {
      all.addAll(List.of("--password-file", "-"));
    }
    all.addAll(List.of("--config", folder.resolve("inventory.yaml").toString()));
    return Commands.run(all.toArray(String[]::new), variables);
  }

  private String complaint() {
    return complained.toString(StandardCharsets.UTF_8);
  }

  private long count(String sql) {
    Vertx vertx = Vertx.vertx();
    Database opened =
        await(
            Database.open(
                vertx, database, Inventory.SCHEMA, TestDatabase.servers(), StatementTimings.NONE));
    long found =
        await(opened.relaxed().run(new Statement("test", sql))).iterator().next().getLong("n");
    await(opened.close());
    await(vertx.close());
    return found;
  }
}
