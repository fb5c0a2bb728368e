package io.tributary.platform.db;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The PostgreSQL of a test JVM: started by the first test that asks, stopped and deleted with the
 * JVM. It runs without fsync: what a crash leaves behind is not what these tests are about.
 *
 * <pre>
 * {@literal @}BeforeAll static void start(Vertx vertx, VertxTestContext test) {
 *   TestDatabase.open(vertx, new Schema("db/broker", 1)).onComplete(test.succeeding(…));
 * }</pre>
 *
 * <p>Each call of {@link #config} makes a new database, a copy of one that was migrated once for
 * that schema; so a test class has its own.
 */
public final class TestDatabase {
  // Test code: the one server of the JVM has to be held somewhere.
  private static TestDatabase instance;

  private final EmbeddedServers servers;
  private final ServerAddress address;
  private final Map<Schema, String> templates = new HashMap<>();
  private final AtomicInteger names = new AtomicInteger();

  private TestDatabase(EmbeddedServers servers, ServerAddress address) {
    this.servers = servers;
    this.address = address;
  }

  /** A fresh database with this schema: reached as an external server by its Unix socket. */
  public static DatabaseConfig config(Schema schema) {
    return running().copy(schema);
  }

  /** An open database of its own; the caller closes it. */
  public static Future<Database> open(Vertx vertx, Schema schema) {
    return Database.open(vertx, config(schema), schema, servers(), StatementTimings.NONE);
  }

  /** The servers object of this test JVM, for whoever has to pass one. */
  public static EmbeddedServers servers() {
    return running().servers;
  }

  static ServerAddress address() {
    return running().address;
  }

  private static synchronized TestDatabase running() {
    if (instance == null) {
      try {
        instance = start();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return instance;
  }

  private static TestDatabase start() throws IOException {
    ServerUser user = ServerUser.current();
    Path folder = reachableFolder("tributary-test-");
    Places places = new Places(folder, user);
    EmbeddedServers servers = EmbeddedServers.at(true, user, places.fast());
    Thread end = new Thread(() -> stop(servers, folder), "test-database-end");
    Runtime.getRuntime().addShutdownHook(end);
    EmbeddedServers.Lease lease = servers.own(folder.resolve("data"), file -> Optional.empty());
    return new TestDatabase(servers, ServerAddress.of(lease.connection()));
  }

  private static void stop(EmbeddedServers servers, Path folder) {
    servers.close();
    try {
      // Hundreds of databases: longer than the test runner waits for a JVM to end.
      new ProcessBuilder("rm", "-rf", "--", folder.toString())
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .start();
    } catch (IOException e) {
      System.err.println("left behind: " + folder + " (" + e + ")");
    }
  }

  /** A new temporary folder that the server's user can pass through, also when we are root. */
  static Path reachableFolder(String prefix) throws IOException {
    Path folder = Files.createTempDirectory(prefix);
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx--x--x"));
    return folder;
  }

  /** Settings for servers of tests. */
  record Places(Path folder, ServerUser user) {
    EmbeddedServers.Places fast() {
      return with(List.of("fsync=off", "full_page_writes=off", "autovacuum=off"));
    }

    EmbeddedServers.Places with(List<String> settings) {
      return new EmbeddedServers.Places(
          EmbeddedServers.Places.standard(user).cache(),
          folder.resolve("elsewhere"),
          settings,
          Duration.ofSeconds(5));
    }
  }

  private DatabaseConfig copy(Schema schema) {
    String template;
    synchronized (templates) {
      template = templates.computeIfAbsent(schema, this::migrate);
    }
    String name = "test_" + names.incrementAndGet();
    execute("CREATE DATABASE " + name + " TEMPLATE " + template + " STRATEGY file_copy");
    return configOf(name);
  }

  private String migrate(Schema schema) {
    String template = "template_" + names.incrementAndGet();
    execute("CREATE DATABASE " + template);
    Migrations.run(address, template, schema);
    return template;
  }

  /** A database without any schema, for tests of migrations. */
  static DatabaseConfig empty() {
    TestDatabase database = running();
    String name = "test_" + database.names.incrementAndGet();
    database.execute("CREATE DATABASE " + name);
    return database.configOf(name);
  }

  private DatabaseConfig configOf(String name) {
    return new DatabaseConfig(
        Optional.empty(),
        Optional.empty(),
        Optional.of(address.host()),
        address.port(),
        name,
        Optional.of(address.user()),
        Optional.of(address.password()),
        false,
        Optional.empty(),
        2,
        DatabaseConfig.DEFAULT_MAX_WAITING,
        false);
  }

  private void execute(String sql) {
    try (Connection connection = address.dataSource("postgres").getConnection();
        var statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }
}
