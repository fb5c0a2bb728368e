package io.tributary.platform.db;

import io.tributary.platform.config.Secret;
import io.vertx.core.Vertx;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** For tests of the real embedded server, with fsync on, in folders of their own. */
final class EmbeddedKit {
  static final Schema SCHEMA = new Schema("db/sample", 1);
  static final Statement INSERT =
      new Statement("sample.insert", "INSERT INTO sample (id, word) VALUES ($1, $2)");
  static final Statement COUNT = new Statement("sample.count", "SELECT count(*) FROM sample");

  private EmbeddedKit() {}

  static EmbeddedServers servers(Path root, boolean serve) {
    return servers(root, serve, List.of());
  }

  static EmbeddedServers servers(Path root, boolean serve, List<String> settings) {
    ServerUser user = ServerUser.current();
    return EmbeddedServers.at(
        serve,
        user,
        new EmbeddedServers.Places(
            EmbeddedServers.Places.standard(user).cache(),
            root.resolve("elsewhere"),
            settings,
            Duration.ofSeconds(2)));
  }

  static DatabaseConfig embedded(Path folder, String name) {
    return at(Optional.of(folder), Optional.empty(), name);
  }

  static DatabaseConfig attach(Path folder, String name) {
    return at(Optional.empty(), Optional.of(folder), name);
  }

  private static DatabaseConfig at(Optional<Path> embedded, Optional<Path> attach, String name) {
    return new DatabaseConfig(
        embedded,
        attach,
        Optional.empty(),
        5432,
        name,
        Optional.empty(),
        Optional.empty(),
        false,
        Optional.empty(),
        2,
        64,
        false);
  }

  static DatabaseConfig external(ServerAddress address, String name, int maxWaiting) {
    return external(address, name, maxWaiting, false);
  }

  static DatabaseConfig external(
      ServerAddress address, String name, int maxWaiting, boolean synchronousCommit) {
    return new DatabaseConfig(
        Optional.empty(),
        Optional.empty(),
        Optional.of(address.host()),
        address.port(),
        name,
        Optional.of(address.user()),
        Optional.of(address.password()),
        address.tls(),
        address.tlsCa(),
        2,
        maxWaiting,
        synchronousCommit);
  }

  static ServerAddress withPassword(ServerAddress address, String password) {
    return new ServerAddress(
        address.host(),
        address.port(),
        address.user(),
        new Secret(password),
        address.tls(),
        address.tlsCa());
  }

  static Database open(Vertx vertx, DatabaseConfig config, EmbeddedServers servers)
      throws Exception {
    return Await.result(Database.open(vertx, config, SCHEMA, servers, StatementTimings.NONE));
  }

  static long count(Database database) throws Exception {
    return Await.result(database.relaxed().run(COUNT)).iterator().next().getLong(0);
  }

  static String show(SqlRunner runner, String setting) throws Exception {
    Statement show = new Statement("test.show", "SELECT current_setting('" + setting + "')");
    return Await.result(runner.run(show)).iterator().next().getString(0);
  }

  /** Another JVM that serves a folder until it is killed or its input ends. */
  static Child serveInAnotherJvm(Path root, Path folder, String name) throws IOException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx96m",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                ServingChild.class.getName(),
                root.toString(),
                folder.toString(),
                name)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    return new Child(
        process,
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8)));
  }

  record Child(Process process, BufferedReader output) implements AutoCloseable {
    /** {@code ready}, or {@code refused: } and the sentence. */
    String firstWord() throws IOException {
      return output.readLine();
    }

    void killHard() throws InterruptedException {
      process.destroyForcibly().waitFor();
    }

    /** Ends it in good order and returns its exit code. */
    int end() throws IOException, InterruptedException {
      process.getOutputStream().close();
      return process.waitFor();
    }

    @Override
    public void close() throws IOException {
      process.destroyForcibly();
      output.close();
    }
  }
}
