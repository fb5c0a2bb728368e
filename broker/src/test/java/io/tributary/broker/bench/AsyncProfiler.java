package io.tributary.broker.bench;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * async-profiler, from Maven Central once: samples what a running JVM spends CPU time on, the
 * kernel's part too where the system lets it ({@code kernel.perf_event_paranoid}).
 */
final class AsyncProfiler {
  static final String VERSION = "4.1";

  private static final String EVENT = "event=cpu,interval=1ms,threads";
  private static final long PATIENCE_SECONDS = 60;

  /** What the JVM calls a processor, and what the jar does. */
  private static final Map<String, String> SPELLINGS =
      Map.of("amd64", "x64", "x86_64", "x64", "aarch64", "arm64");

  private final Path library;
  private final Path log;

  private AsyncProfiler(Path library, Path log) {
    this.library = library;
    this.log = log;
  }

  /**
   * @param log what jcmd says, overwritten each time
   */
  static AsyncProfiler fetched(Stage stage, Path log) throws IOException, InterruptedException {
    Path peers = Files.createDirectories(stage.root().resolve("target/bench-peers"));
    Path library = peers.resolve("libasyncProfiler-" + VERSION + ".so");
    if (!Files.exists(library)) {
      String name = "async-profiler-" + VERSION + ".jar";
      stage.say("Fetching " + name + " …");
      MavenArtifact.copy("tools.profiler:async-profiler:" + VERSION + ":jar", peers);
      Path partial = peers.resolve(library.getFileName() + ".partial");
      extract(
          peers.resolve(name),
          entry(System.getProperty("os.name"), System.getProperty("os.arch")),
          partial);
      Files.move(partial, library);
      Files.delete(peers.resolve(name));
    }
    return new AsyncProfiler(library, log);
  }

  /** Where its jar has the library for a system; it has none for some. */
  static String entry(String system, String processor) {
    String name = processor.toLowerCase(Locale.ROOT);
    return system.toLowerCase(Locale.ROOT)
        + "-"
        + SPELLINGS.getOrDefault(name, name)
        + "/libasyncProfiler.so";
  }

  static void extract(Path jar, String name, Path to) throws IOException {
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      ZipEntry entry = zip.getEntry(name);
      if (entry == null) {
        throw new IOException(
            jar.getFileName() + " has no " + name + ": --profile needs Linux x64 or arm64");
      }
      try (InputStream in = zip.getInputStream(entry)) {
        Files.write(to, in.readAllBytes());
      }
    }
  }

  void start(long pid) throws IOException, InterruptedException {
    command(pid, "start," + EVENT);
  }

  /**
   * Writes one line for each stack: its frames, outermost first, {@code ;} between, and a count.
   */
  void stop(long pid, Path file) throws IOException, InterruptedException {
    Files.deleteIfExists(file);
    command(pid, "stop,threads,file=" + file + ",collapsed");
    if (!Files.exists(file)) {
      throw new IOException("The profiler wrote nothing: " + Files.readString(log));
    }
  }

  private void command(long pid, String words) throws IOException, InterruptedException {
    Path jcmd = Path.of(System.getProperty("java.home")).resolve("bin/jcmd");
    ChildProcess.run(
        List.of(
            jcmd.toString(),
            Long.toString(pid),
            "JVMTI.agent_load",
            library.toString(),
            // jcmd would take what follows a comma for an argument of its own.
            "'" + words + "'"),
        Map.of(),
        library.getParent(),
        log,
        PATIENCE_SECONDS);
  }
}
