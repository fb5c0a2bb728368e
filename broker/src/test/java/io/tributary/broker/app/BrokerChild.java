package io.tributary.broker.app;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** {@code serve} in a process of its own, from the class path of the tests. */
final class BrokerChild implements AutoCloseable {
  private static final long MOST_SECONDS = 90;
  private static final Map<String, String> YAML =
      Map.of("callback", World.CALLBACK, "secret", "process-secret");

  private final Process process;
  private final Path output;

  private BrokerChild(Process process, Path output) {
    this.process = process;
    this.output = output;
  }

  /**
   * Writes a configuration.
   *
   * @param data of the embedded database
   */
  static Path config(Path folder, String name, Path data, int port) throws IOException {
    String text =
        """
        public_url: http://localhost:%d
        listen: { port: %d }
        management: { port: 0 }
        database: { embedded: %s, name: broker }
        event_loops: 1
        local_login: true
        users:
          - { username: local, password: demo, demo: true, name: Local Person }
        clients:
          - id: application
            name: Application
            secret: %s
            redirect_uris: ["%s"]
        """;
    Path file = folder.resolve(name);
    return Files.writeString(
        file, text.formatted(port, port, data, YAML.get("secret"), YAML.get("callback")));
  }

  static TestApplication application(int port) {
    return TestApplication.at(
        URI.create("http://localhost:" + port).toString(),
        "application",
        YAML.get("secret"),
        World.CALLBACK);
  }

  static BrokerChild serve(Path config) throws IOException {
    Path output = Files.createTempFile(config.getParent(), "serve", ".out");
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx96m",
            "-XX:+UseSerialGC",
            // As scripts/run: a JDK 25 warns about native transports without it.
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
            Main.class.getName(),
            "serve",
            "--config",
            config.toString());
    return new BrokerChild(
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start(),
        output);
  }

  /** Waits for the log to say so. */
  BrokerChild ready() throws IOException, InterruptedException {
    long start = System.nanoTime();
    while (!output().contains("\"event\":\"broker.ready\"")) {
      if (!process.isAlive() || System.nanoTime() - start > MOST_SECONDS * 1_000_000_000L) {
        throw new AssertionError("not ready: " + output());
      }
      Thread.sleep(20);
    }
    return this;
  }

  String output() throws IOException {
    return Files.readString(output);
  }

  /** What a person reads: lines that are neither the log's nor of a library of the tests. */
  List<String> sentences() throws IOException {
    return output()
        .lines()
        .filter(line -> !line.startsWith("{") && !line.startsWith("SLF4J"))
        .toList();
  }

  int exitCode() throws InterruptedException {
    if (!process.waitFor(MOST_SECONDS, TimeUnit.SECONDS)) {
      throw new AssertionError("it did not end");
    }
    return process.exitValue();
  }

  void killHard() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  void terminate() {
    process.destroy();
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(MOST_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException interrupted) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
