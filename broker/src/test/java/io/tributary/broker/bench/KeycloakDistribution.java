package io.tributary.broker.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Keycloak's programs: from Maven Central once, then from {@code target/bench-peers}. */
final class KeycloakDistribution {
  private static final String ARTIFACT =
      "org.keycloak:keycloak-quarkus-dist:" + Keycloak.VERSION + ":zip";
  private static final long UNPACK_SECONDS = 300;

  private final Stage stage;

  KeycloakDistribution(Stage stage) {
    this.stage = stage;
  }

  /** The folder that has {@code bin/kc.sh}. */
  Path unpacked() throws IOException, InterruptedException {
    Path peers = Files.createDirectories(stage.root().resolve("target/bench-peers"));
    Path home = peers.resolve("keycloak-" + Keycloak.VERSION);
    if (Files.exists(home)) {
      return home;
    }
    Path zip = peers.resolve("keycloak-quarkus-dist-" + Keycloak.VERSION + ".zip");
    stage.say("Fetching " + ARTIFACT + " (177 MB) …");
    MavenArtifact.copy(ARTIFACT, peers);
    Path log = peers.resolve("unpacking.log");
    Path partial = Files.createTempDirectory(peers, "unpacking");
    ChildProcess.run(
        List.of(
            KeycloakDistribution.javaHome().resolve("bin/jar").toString(),
            "--extract",
            "--file",
            zip.toString()),
        Map.of(),
        partial,
        log,
        UNPACK_SECONDS);
    Path fresh = partial.resolve(home.getFileName());
    // Zip's rights are not jar's business.
    fresh.resolve("bin/kc.sh").toFile().setExecutable(true);
    Files.move(fresh, home);
    Files.delete(partial);
    Files.delete(zip);
    Files.delete(log);
    return home;
  }

  /** The newest JDK of this machine beside the one that runs this: what a Keycloak would run on. */
  static Path javaHome() throws IOException {
    Path own = Path.of(System.getProperty("java.home"));
    Path all = Path.of("/usr/lib/jvm");
    if (!Files.isDirectory(all)) {
      return own;
    }
    try (Stream<Path> found = Files.list(all)) {
      return found
          .filter(home -> Files.isExecutable(home.resolve("bin/jar")))
          .filter(home -> feature(home).isPresent())
          .max(Comparator.comparing(home -> feature(home).orElseThrow()))
          .orElse(own);
    }
  }

  /** Its {@code release} file's {@code JAVA_VERSION="25.0.1"}, as 25. */
  static Optional<Integer> feature(Path home) {
    return version(home).map(text -> Integer.valueOf(text.split("[.+-]", 2)[0]));
  }

  static Optional<String> version(Path home) {
    try (Stream<String> lines = Files.lines(home.resolve("release"))) {
      return lines
          .filter(line -> line.startsWith("JAVA_VERSION="))
          .map(line -> line.replaceAll("JAVA_VERSION=|\"", ""))
          .filter(text -> text.matches("[0-9]+.*"))
          .findFirst();
    } catch (IOException none) {
      return Optional.empty();
    }
  }
}
