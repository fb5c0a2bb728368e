package io.tributary.broker.bench;

import io.tributary.platform.db.EmbeddedServers;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** The measured broker: started as a user starts it, ended by its process id. */
final class BrokerProcessUnderLoad {
  private static final long PATIENCE_NANOS = 60_000_000_000L;
  private static final String READY = "\"event\":\"broker.ready\"";

  private final Path root;
  private final Path folder;
  private final int port = freePort();
  private final int management = freePort();
  private volatile Process process;
  private boolean cleared;

  /**
   * A start.
   *
   * @param seconds from the command to ready
   * @param cpuSeconds of the broker until then
   */
  record Start(double seconds, double cpuSeconds) {}

  /**
   * @param root of the checkout
   * @param folder of configuration, log and data
   */
  BrokerProcessUnderLoad(Path root, Path folder) throws IOException {
    this.root = root;
    this.folder = folder;
  }

  String url() {
    return "http://localhost:" + port;
  }

  void configure(String upstreamIssuer) throws IOException {
    Files.createDirectories(folder);
    Files.writeString(
        config(),
        """
        name: bench
        public_url: %s
        listen: { port: %d }
        management: { port: %d }
        database: { embedded: %s, name: bench }
        mappings: %s
        privileged_roles: [superusers, staff]
        local_login: false
        upstreams:
          - name: upstream
            label: Upstream
            preset: okta
            issuer: %s
            client_id: bench
            client_secret: %s
            may_grant: [superusers, staff]
        clients:
          - id: %s
            name: Benchmark
            secret: %s
            redirect_uris: ["%s"]
            claims_always: [groups, roles]
            id_token_claims: all
        """
            .formatted(
                url(),
                port,
                management,
                data(),
                root.resolve("scripts/mappings"),
                upstreamIssuer,
                BenchClient.SECRET,
                BenchClient.ID,
                BenchClient.SECRET,
                BenchClient.REDIRECT));
  }

  /** Where the upstream sends the browser. */
  String callback() {
    return url() + "/federation/upstream/callback";
  }

  Start start() throws IOException, InterruptedException {
    Files.writeString(log(), "");
    long start = System.nanoTime();
    launch();
    while (!Files.readString(log()).contains(READY)) {
      if (!process.isAlive() || System.nanoTime() - start > PATIENCE_NANOS) {
        throw new IOException("The broker did not start:\n" + Files.readString(log()));
      }
      Thread.sleep(5);
    }
    return new Start((System.nanoTime() - start) / 1e9, ProcessFigures.cpuSeconds(process.pid()));
  }

  /**
   * After {@link #clear} nothing is started any more: the two meet when the tool is interrupted.
   */
  private synchronized void launch() throws IOException {
    if (cleared) {
      throw new IOException("interrupted");
    }
    process =
        new ProcessBuilder(
                root.resolve("scripts/run").toString(),
                "broker",
                "serve",
                "--config",
                config().toString())
            .redirectErrorStream(true)
            .redirectOutput(log().toFile())
            .start();
  }

  long pid() {
    return process.pid();
  }

  /** Of the server that the broker started. */
  long postgresPid() throws IOException {
    Path file = dataInFact().resolve("postgres/postmaster.pid");
    return Long.parseLong(Files.readAllLines(file).get(0).trim());
  }

  /** Ends it without a word to it: its database goes on. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** Ends it as Ctrl-C does. */
  void stop() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(30, TimeUnit.SECONDS)) {
      process.destroyForcibly().waitFor();
    }
  }

  /** Ends it and its database, and deletes the data. */
  void clear() throws IOException, InterruptedException {
    synchronized (this) {
      cleared = true;
    }
    if (process != null && process.isAlive()) {
      stop();
    }
    try (EmbeddedServers servers = EmbeddedServers.forServing(notice -> {})) {
      if (Files.exists(data()) || Files.exists(servers.folder(data()))) {
        // It also stops a server that the broker could not stop.
        servers.fresh(data());
        Files.deleteIfExists(servers.folder(data()).resolve(".tributary-data"));
        Files.deleteIfExists(servers.folder(data()));
      }
    }
  }

  private Path dataInFact() {
    try (EmbeddedServers servers = EmbeddedServers.forServing(notice -> {})) {
      return servers.folder(data());
    }
  }

  private Path data() {
    return folder.resolve("data");
  }

  private Path config() {
    return folder.resolve("bench.yaml");
  }

  private Path log() {
    return folder.resolve("broker.out");
  }

  private static int freePort() throws IOException {
    try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return probe.getLocalPort();
    }
  }
}
