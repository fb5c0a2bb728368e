package io.tributary.broker.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A file that a measurement needs, from the Maven repository that this machine is set up with. */
final class MavenArtifact {
  private static final long SECONDS = 900;

  private MavenArtifact() {}

  /**
   * Puts it into that folder, under the name that Maven gives it.
   *
   * @param coordinates {@code group:artifact:version:type}
   */
  static void copy(String coordinates, Path folder) throws IOException, InterruptedException {
    Path log = folder.resolve("fetching.log");
    ChildProcess.run(
        List.of(
            "mvn",
            "-B",
            "-q",
            "dependency:copy",
            "-Dartifact=" + coordinates,
            "-DoutputDirectory=" + folder),
        Map.of(),
        // Not in the checkout: there it would be done for each module.
        folder,
        log,
        SECONDS);
    Files.delete(log);
  }
}
