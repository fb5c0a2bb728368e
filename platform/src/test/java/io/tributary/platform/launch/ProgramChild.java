package io.tributary.platform.launch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** {@code serve} of a program in a process of its own, from the class path of the tests. */
public final class ProgramChild implements AutoCloseable {
  private static final long MOST_SECONDS = 90;

  private final Process process;
  private final Path output;
  private final Path classes;

  private ProgramChild(Process process, Path output, Path classes) {
    this.process = process;
    this.output = output;
    this.classes = classes;
  }

  public static ProgramChild serve(Class<?> main, Path config) throws IOException {
    Path output = Files.createTempFile(config.getParent(), "serve", ".out");
    Path classes = output.resolveSibling(output.getFileName() + ".classes");
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx96m",
            "-XX:+UseSerialGC",
            // As scripts/run: a JDK 25 warns about native transports without it.
            "--enable-native-access=ALL-UNNAMED",
            "-Xlog:class+load:file=" + classes,
            "-cp",
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
            main.getName(),
            "serve",
            "--config",
            config.toString());
    return new ProgramChild(
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start(),
        output,
        classes);
  }

  /** Waits for the log to have an event. */
  public ProgramChild until(String event) throws IOException, InterruptedException {
    long start = System.nanoTime();
    while (events(event) == 0) {
      if (!process.isAlive() || System.nanoTime() - start > MOST_SECONDS * 1_000_000_000L) {
        throw new AssertionError("no " + event + ": " + output());
      }
      Thread.sleep(20);
    }
    return this;
  }

  public String output() throws IOException {
    return Files.readString(output);
  }

  /** How often the log has an event. */
  public long events(String event) throws IOException {
    return output().lines().filter(line -> line.contains("\"event\":\"" + event + "\"")).count();
  }

  /** What a person reads: lines that are neither the log's nor of a library of the tests. */
  public List<String> sentences() throws IOException {
    return output()
        .lines()
        .filter(line -> !line.startsWith("{") && !line.startsWith("SLF4J"))
        .toList();
  }

  /** Whether a class was loaded whose name begins so. */
  public boolean loaded(String name) throws IOException {
    return Files.exists(classes) && Files.readString(classes).contains(" " + name);
  }

  public int exitCode() throws InterruptedException {
    if (!process.waitFor(MOST_SECONDS, TimeUnit.SECONDS)) {
      throw new AssertionError("it did not end");
    }
    return process.exitValue();
  }

  public void killHard() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  public void terminate() {
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
