package io.tributary.broker.bench;

import io.tributary.platform.db.TcpDatabase;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Keycloak as its own documentation wants it in production: its optimized build, PostgreSQL, one
 * node without a cluster's cache, plain HTTP on loopback as behind a proxy.
 */
final class Keycloak implements Subject {
  static final String VERSION = "26.7.3";

  /** MiB of its heap at most. */
  static final int HEAP = 1024;

  private static final String NAME = "keycloak";
  private static final long PATIENCE_NANOS = 180_000_000_000L;
  private static final long BUILD_SECONDS = 300;
  private static final int POOL = 40;

  private final Path home;
  private final Path folder;
  private final Map<String, String> environment;
  private final int port;
  private final int management;
  private final TcpDatabase database;
  private final ChildProcess process;

  private Keycloak(Path home, Path folder, Map<String, String> environment, TcpDatabase database)
      throws IOException, InterruptedException {
    this.home = home;
    this.folder = folder;
    this.environment = environment;
    this.database = database;
    this.port = BrokerProcessUnderLoad.freePort();
    this.management = BrokerProcessUnderLoad.freePort();
    build();
    this.process = ChildProcess.start(command(), environment, folder, log());
  }

  /** Started and configured; ended with the stage. */
  static Keycloak start(Stage stage) throws Exception {
    Path home = new KeycloakDistribution(stage).unpacked();
    Path folder = Files.createDirectories(stage.folder().resolve(NAME));
    stage.atTheEnd(() -> Files.deleteIfExists(folder));
    TcpDatabase database =
        TcpDatabase.start(folder.resolve("data"), BrokerProcessUnderLoad.freePort());
    stage.atTheEnd(database::close);
    database.create(NAME);
    Map<String, String> environment =
        Map.of(
            "JAVA_HOME",
            KeycloakDistribution.javaHome().toString(),
            "JAVA_OPTS_KC_HEAP",
            "-Xms512m -Xmx" + HEAP + "m",
            "KC_DB_PASSWORD",
            database.password(),
            "KC_BOOTSTRAP_ADMIN_USERNAME",
            KeycloakRealm.ADMIN,
            "KC_BOOTSTRAP_ADMIN_PASSWORD",
            BenchClient.SECRET);
    stage.say("Building and starting Keycloak " + VERSION + " …");
    Keycloak keycloak = new Keycloak(home, folder, environment, database);
    stage.atTheEnd(keycloak::clear);
    keycloak.awaitReady();
    new KeycloakRealm(keycloak.url()).make(stage.upstream().issuer());
    stage.upstream().allow(keycloak.url() + "/realms/bench/broker/upstream/endpoint");
    return keycloak;
  }

  private void build() throws IOException, InterruptedException {
    ChildProcess.run(
        List.of(home.resolve("bin/kc.sh").toString(), "build", "--db=postgres", "--cache=local"),
        environment,
        folder,
        log(),
        BUILD_SECONDS);
  }

  private List<String> command() {
    return List.of(
        home.resolve("bin/kc.sh").toString(),
        "start",
        "--optimized",
        "--http-enabled=true",
        "--http-host=127.0.0.1",
        "--http-port=" + port,
        "--http-management-port=" + management,
        "--hostname=" + url(),
        "--db-url=jdbc:postgresql://127.0.0.1:" + database.port() + "/" + NAME,
        "--db-username=" + database.user(),
        "--db-pool-max-size=" + POOL);
  }

  private void awaitReady() throws IOException, InterruptedException {
    HttpClient client = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url() + "/realms/master"))
            .timeout(Duration.ofSeconds(10))
            .build();
    long start = System.nanoTime();
    while (process.isAlive() && System.nanoTime() - start < PATIENCE_NANOS) {
      try {
        if (client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200) {
          return;
        }
      } catch (IOException notYet) {
        // asked again
      }
      Thread.sleep(200);
    }
    throw new IOException("Keycloak does not start:\n" + process.lastWords());
  }

  String url() {
    return "http://localhost:" + port;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Endpoints endpoints() {
    String base = url() + "/realms/bench/protocol/openid-connect/";
    return new Endpoints(
        url(),
        base + "auth?kc_idp_hint=upstream&",
        base + "token",
        base + "userinfo",
        base + "token/introspect",
        base + "certs",
        url() + "/realms/bench/.well-known/openid-configuration",
        "");
  }

  @Override
  public Set<String> operations() {
    return Set.copyOf(Operation.NAMES);
  }

  @Override
  public double serverCpuSeconds() throws IOException {
    return ProcessFigures.cpuSeconds(process.pid());
  }

  @Override
  public double compilerCpuSeconds() throws IOException {
    return ProcessFigures.compilerCpuSeconds(process.pid());
  }

  @Override
  public double databaseCpuSeconds() throws IOException {
    return ProcessFigures.cpuSecondsOfFamily(database.pid());
  }

  @Override
  public double memory(String field) throws IOException {
    return ProcessFigures.memory(process.pid(), field);
  }

  @Override
  public void clear() throws IOException, InterruptedException {
    process.end();
    Files.deleteIfExists(log());
  }

  private Path log() {
    return folder.resolve("keycloak.out");
  }
}
