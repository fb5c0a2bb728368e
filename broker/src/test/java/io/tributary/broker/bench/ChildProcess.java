package io.tributary.broker.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A program of somebody else, with what it starts itself; its output goes to a file. */
final class ChildProcess {
  private static final long PATIENCE_SECONDS = 20;

  private final Process process;
  private final Path log;

  private ChildProcess(Process process, Path log) {
    this.process = process;
    this.log = log;
  }

  static ChildProcess start(
      List<String> command, Map<String, String> environment, Path folder, Path log)
      throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    builder.environment().putAll(environment);
    Process process = builder.start();
    process.getOutputStream().close();
    return new ChildProcess(process, log);
  }

  /** Runs a program to its end. */
  static void run(
      List<String> command, Map<String, String> environment, Path folder, Path log, long seconds)
      throws IOException, InterruptedException {
    ChildProcess child = start(command, environment, folder, log);
    boolean ended = child.process.waitFor(seconds, TimeUnit.SECONDS);
    if (!ended || child.process.exitValue() != 0) {
      child.end();
      throw new IOException(
          command.get(0) + (ended ? " failed:\n" : " does not end:\n") + child.lastWords());
    }
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** The program itself: of a script that waits for it, the script's child. */
  long pid() {
    return process.children().mapToLong(ProcessHandle::pid).findFirst().orElse(process.pid());
  }

  String lastWords() throws IOException {
    List<String> lines = Files.readAllLines(log);
    return String.join("\n", lines.subList(Math.max(0, lines.size() - 15), lines.size()));
  }

  /** Ends it and what it started. */
  void end() throws InterruptedException {
    List<ProcessHandle> family = process.descendants().toList();
    process.destroy();
    if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly().waitFor();
    }
    family.forEach(ProcessHandle::destroyForcibly);
  }
}
