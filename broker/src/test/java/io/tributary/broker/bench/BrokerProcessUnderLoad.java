package io.tributary.broker.bench;

import io.tributary.platform.db.EmbeddedServers;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The measured broker: started as a user starts it, ended by its process id. */
final class BrokerProcessUnderLoad implements Subject {
  private static final long PATIENCE_NANOS = 60_000_000_000L;
  private static final String READY = "\"event\":\"broker.ready\"";

  private final String name;
  private final Path root;
  private final Path folder;
  private final String javaOptions;
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
   * @param javaOptions beside those it ships with
   */
  BrokerProcessUnderLoad(String name, Path root, Path folder, String javaOptions)
      throws IOException {
    this.name = name;
    this.root = root;
    this.folder = folder;
    this.javaOptions = javaOptions;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Endpoints endpoints() {
    return Endpoints.tributary(url());
  }

  @Override
  public Set<String> operations() {
    return Set.copyOf(Operation.NAMES);
  }

  @Override
  public double serverCpuSeconds() throws IOException {
    return ProcessFigures.cpuSeconds(pid());
  }

  @Override
  public double compilerCpuSeconds() throws IOException {
    return ProcessFigures.compilerCpuSeconds(pid());
  }

  @Override
  public double databaseCpuSeconds() throws IOException {
    return ProcessFigures.cpuSecondsOfFamily(postgresPid());
  }

  @Override
  public double memory(String field) throws IOException {
    return ProcessFigures.memory(pid(), field);
  }

  String url() {
    return "http://localhost:" + port;
  }

  void configure(String upstreamIssuer, BrokerConfig wanted) throws IOException {
    Files.createDirectories(folder);
    Files.writeString(config(), wanted.text(url(), port, management, data(), upstreamIssuer));
  }

  /** Where the upstream sends the browser. */
  String callback(String upstream) {
    return url() + "/federation/" + upstream + "/callback";
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
    ProcessBuilder builder =
        new ProcessBuilder(
                root.resolve("scripts/run").toString(),
                "broker",
                "serve",
                "--config",
                config().toString())
            .redirectErrorStream(true)
            .redirectOutput(log().toFile());
    builder.environment().put("TRIBUTARY_JAVA_OPTIONS", javaOptions);
    process = builder.start();
  }

  long pid() {
    return process.pid();
  }

  /** Whether the running process has the class archive, as it has from the second start on. */
  boolean archived() throws IOException {
    String line = Files.readString(Path.of("/proc/" + pid() + "/cmdline"));
    return ClassArchive.usedBy(List.of(line.split("\0", -1)));
  }

  /** Of the server that the broker started. */
  long postgresPid() throws IOException {
    Path file = dataInFact().resolve("postgres/postmaster.pid");
    return Long.parseLong(Files.readAllLines(file).get(0).trim());
  }

  /** What the server says of itself: {@code postgres (PostgreSQL) 18.1}. */
  String postgresVersion() throws IOException {
    Path program = Path.of("/proc/" + postgresPid() + "/exe").toRealPath();
    Process asked =
        new ProcessBuilder(program.toString(), "--version").redirectErrorStream(true).start();
    return new String(asked.getInputStream().readAllBytes(), StandardCharsets.UTF_8).trim();
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
  @Override
  public void clear() throws IOException, InterruptedException {
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
    for (Path file : List.of(config(), log(), data(), folder)) {
      Files.deleteIfExists(file);
    }
  }

  /** Of tables and indexes, without the log that is written ahead. */
  long dataBytes() throws IOException {
    try (Stream<Path> files = Files.walk(dataInFact().resolve("postgres/base"))) {
      return files.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum();
    }
  }

  /** Folder of its server, and of its master key. */
  Path dataInFact() {
    try (EmbeddedServers servers = EmbeddedServers.forServing(notice -> {})) {
      return servers.folder(data());
    }
  }

  private Path data() {
    return folder.resolve("data");
  }

  Path config() {
    return folder.resolve("bench.yaml");
  }

  private Path log() {
    return folder.resolve("broker.out");
  }

  static int freePort() throws IOException {
    try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return probe.getLocalPort();
    }
  }
}
