package io.tributary.platform.db;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.platform.ops.StartupException;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import io.vertx.pgclient.PgConnection;
import io.vertx.sqlclient.Tuple;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
class EmbeddedServersIT {
  private Path root;
  private Path folder;
  private EmbeddedServers servers;

  @BeforeEach
  void folder() throws IOException {
    root = TestDatabase.reachableFolder("tributary-embedded-");
    folder = root.resolve("data");
    servers = EmbeddedKit.servers(root, true);
  }

  @AfterEach
  void delete() throws IOException {
    servers.close();
    FileTree.delete(root);
  }

  @Test
  void isPrivateDurableAndAsksForThePassword(Vertx vertx) throws Exception {
    Database database = open(vertx, "broker");
    assertEquals("on", EmbeddedKit.show(database.durable(), "fsync"));
    assertEquals("on", EmbeddedKit.show(database.durable(), "full_page_writes"));
    assertEquals("on", EmbeddedKit.show(database.durable(), "synchronous_commit"));
    assertEquals("off", EmbeddedKit.show(database.relaxed(), "synchronous_commit"));
    assertEquals("force_generic_plan", EmbeddedKit.show(database.durable(), "plan_cache_mode"));
    assertEquals("on", EmbeddedKit.show(database.durable(), "data_checksums"));
    assertEquals("", EmbeddedKit.show(database.durable(), "listen_addresses"));
    assertEquals("scram-sha-256", EmbeddedKit.show(database.durable(), "password_encryption"));
    assertEquals(
        "on",
        Await.result(
            database.transaction(
                connection ->
                    connection
                        .query("SHOW synchronous_commit")
                        .execute()
                        .map(rows -> rows.iterator().next().getString(0)))));
    checkPasswords(vertx);
    checkFiles();
    checkProcess();
    Await.result(database.close());
    assertTrue(Postmaster.on(dataFolder()).isEmpty(), "the last close stops the server");
  }

  private void checkPasswords(Vertx vertx) throws Exception {
    ServerAddress address = ServerAddress.of(connectionFile());
    Await.result(PgConnection.connect(vertx, address.options("postgres", Map.of()))).close();
    for (String wrong : List.of("wrong", "", "tributary")) {
      var options = EmbeddedKit.withPassword(address, wrong).options("postgres", Map.of());
      Await.failure(PgConnection.connect(vertx, options));
    }
    String rules = Files.readString(dataFolder().data().resolve("pg_hba.conf"));
    assertFalse(rules.lines().anyMatch(line -> !line.startsWith("#") && line.contains("trust")));
  }

  private void checkFiles() throws IOException {
    assertEquals("rw-------", mode(folder.resolve("connection")));
    assertEquals("rw-------", mode(folder.resolve("server.log")));
    assertEquals("rwx------", mode(folder.resolve("postgres")));
    assertEquals("rwx------", mode(folder.resolve("socket")));
    assertEquals("---", mode(folder).substring(6), "nothing for the world");
    assertFalse(Files.exists(folder.resolve("initial-password")));
    assertFalse(Files.readString(folder.resolve("server.log")).contains(password()));
  }

  private void checkProcess() throws IOException {
    long pid = Postmaster.on(dataFolder()).orElseThrow().pid();
    assertNotEquals(0, Processes.uid(pid), "never as root");
    assertEquals(ServerUser.current().uid(), Processes.uid(pid));
    String environment = Files.readString(Path.of("/proc/" + pid + "/environ"));
    assertFalse(environment.contains("HOME="), "our environment may hold secrets");
    assertFalse(Processes.commandLine(pid).toString().contains(password()));
  }

  @Test
  void severalDatabasesShareOneServerUntilTheLastCloses(Vertx vertx) throws Exception {
    Vertx other = Vertx.vertx();
    Database broker = open(vertx, "broker");
    Database inventory = EmbeddedKit.open(other, EmbeddedKit.attach(folder, "inventory"), servers);
    Await.result(broker.durable().run(EmbeddedKit.INSERT, Tuple.of(1, "one")));
    assertEquals(0, EmbeddedKit.count(inventory));
    Await.result(broker.close());
    assertEquals(0, EmbeddedKit.count(inventory), "the other still has its server");
    Await.failure(broker.relaxed().run(EmbeddedKit.COUNT));
    Await.result(inventory.close());
    assertTrue(Postmaster.on(dataFolder()).isEmpty());
    Await.result(other.close());
    Database again = open(vertx, "broker");
    assertEquals(1, EmbeddedKit.count(again), "rows survive a restart");
    Await.result(again.close());
  }

  @Test
  void adoptsTheServerOfAKilledOwner(Vertx vertx) throws Exception {
    try (var child = EmbeddedKit.serveInAnotherJvm(root, folder, "broker")) {
      assertEquals("ready", child.firstWord());
      long pid = Postmaster.on(dataFolder()).orElseThrow().pid();
      try (EmbeddedServers second = EmbeddedKit.servers(root, true)) {
        String refusal = refusal(vertx, EmbeddedKit.embedded(folder, "broker"), second);
        assertTrue(refusal.contains("already running"), refusal);
        assertTrue(refusal.contains("pid " + child.process().pid()), refusal);
        StartupException fresh = assertThrows(StartupException.class, () -> second.fresh(folder));
        assertTrue(fresh.getMessage().contains("is running"), fresh.getMessage());
      }
      child.killHard();
      Database database = open(vertx, "broker");
      assertEquals(pid, Postmaster.on(dataFolder()).orElseThrow().pid(), "adopted, not restarted");
      assertEquals(1, EmbeddedKit.count(database));
      Await.result(database.close());
      assertTrue(Postmaster.on(dataFolder()).isEmpty(), "the adopter stops it");
    }
  }

  @Test
  void stopsAnOrphanThatRunsWithOtherSettings(Vertx vertx) throws Exception {
    EmbeddedServers careless = EmbeddedKit.servers(root, true, List.of("fsync=off"));
    EmbeddedKit.open(vertx, EmbeddedKit.embedded(folder, "broker"), careless);
    long pid = Postmaster.on(dataFolder()).orElseThrow().pid();
    Files.delete(folder.resolve("owner")); // as if its owner had died
    Files.move(folder.resolve("owner.lock"), folder.resolve("lock.of.the.dead"));
    Database database = open(vertx, "broker");
    assertEquals("on", EmbeddedKit.show(database.durable(), "fsync"));
    assertNotEquals(pid, Postmaster.on(dataFolder()).orElseThrow().pid());
    Await.result(database.close());
    careless.close();
  }

  @Test
  void oneOfTwoProcessesThatStartAtOnceServes() throws Exception {
    try (var one = EmbeddedKit.serveInAnotherJvm(root, folder, "broker");
        var two = EmbeddedKit.serveInAnotherJvm(root, folder, "broker")) {
      List<String> words = List.of(one.firstWord(), two.firstWord());
      assertTrue(words.contains("ready"), words::toString);
      String other = words.get(0).equals("ready") ? words.get(1) : words.get(0);
      assertTrue(other.startsWith("refused: Tributary is already running"), other);
      assertEquals(1, one.end() + two.end(), "exit codes 0 and 1");
    }
    assertTrue(Postmaster.on(dataFolder()).isEmpty());
  }

  @Test
  void commandsUseALivingOwnersServerOrRunItThemselves(Vertx vertx) throws Exception {
    EmbeddedServers command = EmbeddedKit.servers(root, false);
    Database alone = EmbeddedKit.open(vertx, EmbeddedKit.attach(folder, "broker"), command);
    assertEquals(0, EmbeddedKit.count(alone));
    Await.result(alone.close());
    assertTrue(Postmaster.on(dataFolder()).isEmpty(), "only for its own duration");
    try (var child = EmbeddedKit.serveInAnotherJvm(root, folder, "broker")) {
      assertEquals("ready", child.firstWord());
      for (DatabaseConfig config :
          List.of(EmbeddedKit.attach(folder, "broker"), EmbeddedKit.embedded(folder, "broker"))) {
        Database beside = EmbeddedKit.open(vertx, config, command);
        assertEquals(1, EmbeddedKit.count(beside));
        Await.result(beside.close());
      }
      assertTrue(Postmaster.on(dataFolder()).isPresent(), "the owner's server goes on");
      assertEquals(0, child.end());
    }
    command.close();
  }

  @Test
  void servingBesideAnAbsentOwnerGivesUpWithASentence(Vertx vertx) throws Exception {
    String refusal = refusal(vertx, EmbeddedKit.attach(folder, "inventory"), servers);
    assertTrue(refusal.startsWith("No running broker owns the database in"), refusal);
    assertFalse(Files.exists(folder.resolve("postgres")), "it makes no server of its own");
  }

  @Test
  void refusesDataOfAnotherMajorAndStaysQuietAboutStalePidFiles(Vertx vertx) throws Exception {
    Await.result(open(vertx, "broker").close());
    Path data = folder.resolve("postgres");
    String shell = ProcessHandle.current().pid() + "\n" + data + "\n1\n5432\n/tmp\n\n\nready\n";
    Files.writeString(data.resolve("postmaster.pid"), shell);
    assertTrue(Postmaster.on(dataFolder()).isEmpty(), "this JVM is no server");
    Files.writeString(data.resolve("postmaster.pid"), shell.replaceFirst("[0-9]+", "4194303"));
    Await.result(open(vertx, "broker").close());
    Files.writeString(data.resolve("PG_VERSION"), "17\n");
    String refusal = refusal(vertx, EmbeddedKit.embedded(folder, "broker"), servers);
    assertTrue(refusal.contains("made by PostgreSQL 17"), refusal);
    assertFalse(OwnerLock.held(folder), "a failed start gives the folder up");
  }

  @Test
  void aFailedStartTellsTheServersLastWords(Vertx vertx) throws Exception {
    EmbeddedServers wrong = EmbeddedKit.servers(root, true, List.of("shared_buffers=nonsense"));
    String refusal = refusal(vertx, EmbeddedKit.embedded(folder, "broker"), wrong);
    assertTrue(refusal.contains("does not start"), refusal);
    assertTrue(refusal.contains("invalid value for parameter \"shared_buffers\""), refusal);
    Files.delete(folder.resolve("connection"));
    String lost = refusal(vertx, EmbeddedKit.embedded(folder, "broker"), servers);
    assertTrue(lost.contains("password"), lost);
  }

  @Test
  void aLongPathGetsItsSocketElsewhere(Vertx vertx) throws Exception {
    folder = root.resolve("long, \"quoted\" name ".repeat(6).trim());
    Database database = open(vertx, "broker");
    Path socket = connectionFile().socket();
    assertFalse(socket.startsWith(folder));
    assertEquals("rwx------", mode(socket));
    Await.result(database.close());
    Database again = open(vertx, "broker");
    assertEquals(socket, connectionFile().socket(), "the same folder again");
    Await.result(again.close());
    FileTree.delete(socket);
  }

  private Database open(Vertx vertx, String name) throws Exception {
    return EmbeddedKit.open(vertx, EmbeddedKit.embedded(folder, name), servers);
  }

  private static String refusal(Vertx vertx, DatabaseConfig config, EmbeddedServers servers)
      throws Exception {
    Throwable failure =
        Await.failure(
            Database.open(vertx, config, EmbeddedKit.SCHEMA, servers, StatementTimings.NONE));
    return assertInstanceOf(StartupException.class, failure).getMessage();
  }

  private DataFolder dataFolder() {
    return DataFolder.resolve(folder, ServerUser.current(), root.resolve("elsewhere"));
  }

  private ConnectionFile connectionFile() throws IOException {
    return ConnectionFile.read(folder).orElseThrow();
  }

  private String password() throws IOException {
    return connectionFile().password().reveal();
  }

  private static String mode(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }
}
