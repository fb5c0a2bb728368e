package io.tributary.broker.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * The class archive of a checkout. The first start after a build writes down the classes it loads,
 * and {@code scripts/archive} makes the archive beside it: neither is how the broker runs from then
 * on, so neither may be measured.
 */
final class ClassArchive {
  /** Ten quiet seconds, and a dump that is nice to others. */
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private static final int TRAINING_SECONDS = 2;
  private static final int CONNECTIONS = 4;

  private final Stage stage;
  private final Path checkout;

  ClassArchive(Stage stage, Path checkout) {
    this.stage = stage;
    this.checkout = checkout;
  }

  /** Whether the next start uses it; as {@code scripts/run} decides. */
  boolean ready() throws IOException {
    Path jar = checkout.resolve("broker/target/tributary-broker.jar");
    return Files.exists(file())
        && Files.getLastModifiedTime(file()).compareTo(Files.getLastModifiedTime(jar)) > 0;
  }

  /**
   * Starts a broker that is not measured, has it do everything once, and waits until the archive is
   * there. Does nothing where one is, or where the checkout knows of none.
   */
  void make() throws Exception {
    if (ready() || !Files.exists(checkout.resolve("scripts/archive"))) {
      return;
    }
    stage.say("The first start after a build: making the class archive …");
    BrokerProcessUnderLoad trained = stage.untrainedBroker("training", checkout);
    trained.start();
    for (String name : Operation.NAMES) {
      Operation operation = stage.operation(new Task(trained, Algorithm.RS256, name), CONNECTIONS);
      stage.prepare(operation);
      Stage.await(
          Load.run(stage.loops(), operation, CONNECTIONS, Duration.ofSeconds(TRAINING_SECONDS)));
    }
    long end = System.nanoTime() + PATIENCE.toNanos();
    Path refused = checkout.resolve("broker/target/archive.log");
    Files.deleteIfExists(refused);
    while (!ready() && !Files.exists(refused) && System.nanoTime() < end) {
      Thread.sleep(500);
    }
    trained.clear();
    if (!ready()) {
      stage.say("There is no class archive: what follows starts slower than it should.");
    }
  }

  /** Whether a process that was started with these arguments uses an archive and makes none. */
  static boolean usedBy(List<String> arguments) {
    return arguments.stream().anyMatch(word -> word.startsWith("-XX:SharedArchiveFile="))
        && arguments.stream().noneMatch(word -> word.startsWith("-XX:DumpLoadedClassList="));
  }

  private Path file() {
    return checkout.resolve("broker/target/broker.jsa");
  }
}
