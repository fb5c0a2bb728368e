package io.tributary.broker.bench;

import io.tributary.broker.bench.hold.HoldAgent;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/**
 * The holds of event loops that {@link HoldAgent} saw.
 *
 * @param seen all of at least half a millisecond
 */
record Holds(List<Hold> seen) {
  private static final String OURS = "io.tributary.";

  /**
   * One piece of work that kept a loop.
   *
   * @param at time of day, milliseconds
   * @param millis by the clock
   * @param cpuMillis that the loop worked in that time; the rest it waited for a processor, the
   *     collector or a lock
   * @param where the innermost frame of ours, or the innermost of all
   */
  record Hold(long at, double millis, double cpuMillis, String where) {}

  /** The agent as a jar in that folder. */
  static Path agent(Path folder) throws IOException {
    Path jar = folder.resolve("holds.jar");
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().putValue("Premain-Class", HoldAgent.class.getName());
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream out = new JarOutputStream(file, manifest)) {
      String base = HoldAgent.class.getName().replace('.', '/');
      for (String part : List.of("", "$Piece")) {
        try (InputStream in =
            HoldAgent.class.getClassLoader().getResourceAsStream(base + part + ".class")) {
          out.putNextEntry(new JarEntry(base + part + ".class"));
          in.transferTo(out);
        }
      }
    }
    return jar;
  }

  /** Those that ended after a moment: before it the program was still young. */
  static Holds read(List<String> lines, long after) {
    return new Holds(
        lines.stream()
            .map(line -> line.split(" ", 4))
            .filter(words -> words.length == 4 && Long.parseLong(words[0]) >= after)
            .map(
                words ->
                    new Hold(
                        Long.parseLong(words[0]),
                        Long.parseLong(words[1]) / 1e3,
                        Long.parseLong(words[2]) / 1e3,
                        where(words[3])))
            .toList());
  }

  private static String where(String stack) {
    List<String> frames = Arrays.asList(stack.split("\\|", -1));
    return frames.stream()
        .filter(frame -> frame.startsWith(OURS))
        .findFirst()
        .orElse(frames.get(0).isEmpty() ? "unknown" : frames.get(0));
  }

  Optional<Hold> longest() {
    return seen.stream().max(Comparator.comparingDouble(Hold::millis));
  }

  Optional<Hold> longestWork() {
    return seen.stream().max(Comparator.comparingDouble(Hold::cpuMillis));
  }

  long longerThan(double millis) {
    return seen.stream().filter(hold -> hold.cpuMillis() > millis).count();
  }

  /** A paragraph of Markdown. */
  String text() {
    if (seen.isEmpty()) {
      return "No piece of work held an event loop for half a millisecond.\n";
    }
    return Tables.text(
        """
        Longest hold of an event loop: %s; by CPU time: %s. More than 2 ms of CPU: %d times. Seen from
        a thread beside the loops, in a run of its own, warm: on a quiet machine a hold may be up to 0.3 ms
        longer, on a busy one more; one whose clock runs far ahead of its CPU waited for a processor or for
        the collector.
        """,
        text(longest().orElseThrow()), text(longestWork().orElseThrow()), longerThan(2));
  }

  private static String text(Hold hold) {
    return Tables.text(
        "%.1f ms, of them %.1f at work, in `%s`", hold.millis(), hold.cpuMillis(), hold.where());
  }
}
