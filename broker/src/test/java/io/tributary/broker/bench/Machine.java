package io.tributary.broker.bench;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;

/** Where and when, without the names of anybody's machine. */
record Machine(
    String processor,
    int cores,
    long memoryGiB,
    String kernel,
    String java,
    String revision,
    String date) {

  static Machine read(Path root) {
    return new Machine(
        field("/proc/cpuinfo", "model name"),
        Runtime.getRuntime().availableProcessors(),
        Math.round(Double.parseDouble(digits(field("/proc/meminfo", "MemTotal"))) / (1 << 20)),
        // What follows the numbers names whose machine it is.
        System.getProperty("os.name")
            + " "
            + System.getProperty("os.version").replaceFirst("[^0-9.].*", ""),
        System.getProperty("java.vm.name") + " " + System.getProperty("java.runtime.version"),
        revision(root),
        LocalDate.now(ZoneOffset.UTC).toString());
  }

  JsonObject toJson() {
    return new JsonObject()
        .put("processor", processor)
        .put("cores", cores)
        .put("memory_gib", memoryGiB)
        .put("kernel", kernel)
        .put("java", java)
        .put("revision", revision)
        .put("date", date);
  }

  String lines(OtherWork before) {
    return """
        %s, %d cores, %d GiB; %s; %s; embedded PostgreSQL with fsync on.
        Revision %s, %s; %s
        """
        .formatted(processor, cores, memoryGiB, kernel, java, revision, date, before.sentence());
  }

  private static String revision(Path root) {
    try {
      Process git =
          new ProcessBuilder("git", "-C", root.toString(), "describe", "--always", "--dirty")
              .redirectErrorStream(true)
              .start();
      String text = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8).trim();
      return git.waitFor() == 0 ? text : "unknown";
    } catch (IOException noGit) {
      return "unknown";
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return "unknown";
    }
  }

  private static String field(String file, String name) {
    try (Stream<String> lines = Files.lines(Path.of(file))) {
      return lines
          .filter(line -> line.startsWith(name))
          .map(line -> List.of(line.split(":", 2)).get(1).trim())
          .findFirst()
          .orElse("unknown");
    } catch (IOException none) {
      return "unknown";
    }
  }

  private static String digits(String text) {
    String digits = text.replaceAll("[^0-9]", "");
    return digits.isEmpty() ? "0" : digits;
  }
}
