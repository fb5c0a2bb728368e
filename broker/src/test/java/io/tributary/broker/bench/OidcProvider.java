package io.tributary.broker.bench;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** node-oidc-provider in the server of {@code scripts/bench-peers/oidc-provider}. */
final class OidcProvider implements Subject {
  private static final String NAME = "oidc-provider";
  private static final long FETCH_SECONDS = 300;
  private static final long PATIENCE_NANOS = 30_000_000_000L;
  private static final List<String> PARTS =
      List.of("package.json", "package-lock.json", "server.js");

  private final Path folder;
  private final int port;
  private final ChildProcess process;

  private OidcProvider(Path program, Path folder) throws IOException {
    this.folder = folder;
    this.port = BrokerProcessUnderLoad.freePort();
    this.process =
        ChildProcess.start(
            List.of("node", "server.js", settings(port).encode()),
            Map.of("NODE_ENV", "production"),
            program,
            log());
  }

  /** Started; ended with the stage. */
  static OidcProvider start(Stage stage) throws IOException, InterruptedException {
    Path program = fetched(stage);
    Path folder = Files.createDirectories(stage.folder().resolve(NAME));
    stage.atTheEnd(() -> Files.deleteIfExists(folder));
    stage.say("Starting oidc-provider …");
    OidcProvider provider = new OidcProvider(program, folder);
    stage.atTheEnd(provider::clear);
    provider.awaitReady();
    return provider;
  }

  /** The server with the library beside it, which npm fetches once. */
  private static Path fetched(Stage stage) throws IOException, InterruptedException {
    Path program =
        Files.createDirectories(stage.root().resolve("target/bench-peers").resolve(NAME));
    for (String part : PARTS) {
      Files.copy(
          stage.root().resolve("scripts/bench-peers").resolve(NAME).resolve(part),
          program.resolve(part),
          StandardCopyOption.REPLACE_EXISTING);
    }
    if (!Files.exists(program.resolve("node_modules/oidc-provider/package.json"))) {
      stage.say("Fetching oidc-provider by npm …");
      ChildProcess.run(
          List.of("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"),
          Map.of(),
          program,
          program.resolve("npm.log"),
          FETCH_SECONDS);
    }
    return program;
  }

  /** The version that npm fetched. */
  static String version(Path root) throws IOException {
    Path file =
        root.resolve("target/bench-peers")
            .resolve(NAME)
            .resolve("node_modules/oidc-provider/package.json");
    return new JsonObject(Files.readString(file)).getString("version");
  }

  private static JsonObject settings(int port) {
    JsonArray clients = new JsonArray();
    for (Algorithm algorithm : Algorithm.values()) {
      clients.add(new JsonObject().put("id", algorithm.clientId()).put("alg", algorithm.name()));
    }
    return new JsonObject()
        .put("port", port)
        .put("secret", BenchClient.SECRET)
        .put("redirect", BenchClient.REDIRECT)
        .put("clients", clients);
  }

  private void awaitReady() throws IOException, InterruptedException {
    long start = System.nanoTime();
    while (process.isAlive() && System.nanoTime() - start < PATIENCE_NANOS) {
      try (Socket probe = new Socket(InetAddress.getLoopbackAddress(), port)) {
        if (probe.isConnected()) {
          return;
        }
      } catch (ConnectException notYet) {
        Thread.sleep(50);
      }
    }
    throw new IOException("oidc-provider does not start:\n" + process.lastWords());
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Endpoints endpoints() {
    String url = "http://localhost:" + port;
    return new Endpoints(
        url,
        url + "/auth?",
        url + "/token",
        url + "/me",
        url + "/token/introspection",
        url + "/jwks",
        url + "/.well-known/openid-configuration",
        // Without the prompt it leaves offline_access out.
        "+offline_access&prompt=consent");
  }

  /**
   * It has no upstream to log in through, and its adapter forgets all but the last thousand codes,
   * which are fewer than are fetched beforehand for the exchange alone.
   */
  @Override
  public Set<String> operations() {
    return Operation.NAMES.stream()
        .filter(name -> !Operation.LOGINS.contains(name) && !name.equals("token"))
        .collect(Collectors.toSet());
  }

  @Override
  public double serverCpuSeconds() throws IOException {
    return ProcessFigures.cpuSeconds(process.pid());
  }

  @Override
  public double databaseCpuSeconds() {
    return 0;
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
    return folder.resolve("oidc-provider.out");
  }
}
