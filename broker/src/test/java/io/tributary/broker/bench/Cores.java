package io.tributary.broker.bench;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Some of the machine's cores, where {@code taskset} of util-linux can bind a process to them. */
final class Cores {
  private final String list;
  private final int count;

  private Cores(String list, int count) {
    this.list = list;
    this.count = count;
  }

  /** The first ones; all there are where nothing can be bound. */
  static Cores first(int count) {
    String list = "0-" + (count - 1);
    boolean can = said(List.of("taskset", "-c", list, "true"));
    return new Cores(can ? list : "", can ? count : Runtime.getRuntime().availableProcessors());
  }

  /** What stands before a command so that it gets no others. */
  List<String> command() {
    return list.isEmpty() ? List.of() : List.of("taskset", "-c", list);
  }

  /** What a running process starts from now on gets no others either. */
  void bind(long pid) throws IOException {
    if (!list.isEmpty() && !said(List.of("taskset", "-p", "-c", list, Long.toString(pid)))) {
      throw new IOException("taskset does not bind PostgreSQL to cores " + list);
    }
  }

  String text() {
    return list.isEmpty()
        ? "all " + count + " cores, because there is no taskset"
        : "the command and PostgreSQL bound to " + count + " cores";
  }

  private static boolean said(List<String> command) {
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (IOException absent) {
      return false;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
