package io.tributary.broker.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.platform.config.Secret;
import io.tributary.platform.db.DatabaseConfig;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Whoever sits at the terminal beside a running broker: commands on its database, what they say and
 * what they complain of. Standard output is taken over until it is closed.
 */
final class Operator implements AutoCloseable {
  private final PrintStream out = System.out;
  private final PrintStream err = System.err;
  private final ByteArrayOutputStream said = new ByteArrayOutputStream();
  private final ByteArrayOutputStream complained = new ByteArrayOutputStream();
  private final RunningBroker broker;
  private final Path config;

  /**
   * @param folder empty, of the test
   * @param yaml further settings
   */
  Operator(RunningBroker broker, Path folder, String yaml) {
    this.broker = broker;
    DatabaseConfig database = broker.config().database();
    try {
      this.config =
          Files.writeString(
              folder.resolve("broker.yaml"),
              """
              public_url: %s
              local_login: true
              data: "%s"
              database: { host: "%s", port: %d, name: %s, user: "%s", password: "%s" }
              %s
              """
                  .formatted(
                      broker.config().publicUrl(),
                      folder,
                      database.host().orElseThrow(),
                      database.port(),
                      database.name(),
                      database.user().orElseThrow(),
                      database.password().map(Secret::reveal).orElseThrow(),
                      yaml));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    System.setOut(new PrintStream(said, true, StandardCharsets.UTF_8));
    System.setErr(new PrintStream(complained, true, StandardCharsets.UTF_8));
  }

  /** A command that must succeed; what it said. */
  String does(String... words) {
    assertEquals(0, run(words), () -> String.join(" ", words) + ": " + complaint());
    return said.toString(StandardCharsets.UTF_8);
  }

  /** The same for a command that takes no configuration. */
  String doesWithoutConfiguration(String... words) {
    said.reset();
    complained.reset();
    assertEquals(0, Commands.run(words, broker.environment()), this::complaint);
    return said.toString(StandardCharsets.UTF_8);
  }

  /** A command that must fail with a sentence that has these words, and nothing else. */
  String refused(String sentence, String... words) {
    assertEquals(1, run(words), () -> String.join(" ", words) + ": " + said);
    assertTrue(complaint().contains(sentence), this::complaint);
    assertFalse(complaint().contains("\tat "), this::complaint);
    assertEquals("", said.toString(StandardCharsets.UTF_8));
    return complaint();
  }

  int run(String... words) {
    said.reset();
    complained.reset();
    List<String> all = new ArrayList<>(List.of(words));
    all.addAll(List.of("--config", config.toString()));
    return Commands.run(all.toArray(String[]::new), broker.environment());
  }

  String complaint() {
    return complained.toString(StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    System.setOut(out);
    System.setErr(err);
  }
}
