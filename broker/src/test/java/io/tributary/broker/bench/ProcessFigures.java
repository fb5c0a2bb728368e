package io.tributary.broker.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What the kernel says of a process in {@code /proc} (proc(5)). */
final class ProcessFigures {
  /** {@code USER_HZ}: 100 on every Linux that Java runs on. */
  private static final double TICKS_PER_SECOND = 100;

  private static final int UTIME = 14;
  private static final int CUTIME = 16;

  private static final Pattern COMPILER = Pattern.compile("C[12] Compiler");

  private ProcessFigures() {}

  /** Seconds of user and system time of all its threads. */
  static double cpuSeconds(long pid) throws IOException {
    return ticks(pid, UTIME) / TICKS_PER_SECOND;
  }

  /** The same of the threads of a JVM that compile, {@code C1} and {@code C2 CompilerThread}. */
  static double compilerCpuSeconds(long pid) throws IOException {
    double ticks = 0;
    List<Path> threads;
    try (Stream<Path> tasks = Files.list(Path.of("/proc/" + pid + "/task"))) {
      threads = tasks.toList();
    }
    for (Path thread : threads) {
      try {
        if (COMPILER.matcher(Files.readString(thread.resolve("comm"))).lookingAt()) {
          ticks += ticks(thread.resolve("stat"), UTIME);
        }
      } catch (IOException ended) {
        // The JVM has fewer of them when there is less to do.
      }
    }
    return ticks / TICKS_PER_SECOND;
  }

  /** The same of a process, of its children, and of those children that have ended. */
  static double cpuSecondsOfFamily(long pid) throws IOException {
    double ticks = ticks(pid, UTIME) + ticks(pid, CUTIME);
    for (long child : children(pid)) {
      try {
        ticks += ticks(child, UTIME);
      } catch (IOException ended) {
        // Counted with its parent the next time.
      }
    }
    return ticks / TICKS_PER_SECOND;
  }

  /** Of the children of a process that have ended, and of theirs. */
  static double cpuSecondsOfEnded(long pid) throws IOException {
    return ticks(pid, CUTIME) / TICKS_PER_SECOND;
  }

  /**
   * Memory in MiB.
   *
   * @param field {@code VmRSS} (now) or {@code VmHWM} (at most)
   */
  static double memory(long pid, String field) throws IOException {
    try (Stream<String> lines = Files.lines(Path.of("/proc/" + pid + "/status"))) {
      return lines
          .filter(line -> line.startsWith(field + ":"))
          .mapToDouble(line -> Double.parseDouble(line.replaceAll("[^0-9]", "")) / 1024)
          .findFirst()
          .orElse(Double.NaN);
    }
  }

  private static List<Long> children(long pid) {
    return ProcessHandle.of(pid).stream()
        .flatMap(ProcessHandle::children)
        .map(ProcessHandle::pid)
        .toList();
  }

  private static long ticks(long pid, int field) throws IOException {
    return ticks(Path.of("/proc/" + pid + "/stat"), field);
  }

  /** Two neighbouring fields; the name in the second one may hold spaces and brackets. */
  private static long ticks(Path file, int field) throws IOException {
    String stat = Files.readString(file);
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    return Long.parseLong(fields[field - 3]) + Long.parseLong(fields[field - 2]);
  }
}
