package io.tributary.platform.db;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/** What Linux says about processes and file owners, and running short programs. */
final class Processes {
  private Processes() {}

  static int ownUid() throws IOException {
    return effective(ProcessHandle.current().pid(), "Uid:");
  }

  static int ownGid() throws IOException {
    return effective(ProcessHandle.current().pid(), "Gid:");
  }

  /**
   * The effective user of a living process, as the kernel states it: the owner of {@code /proc/PID}
   * is root for some processes of other users, and that of the link {@code /proc/self} always.
   */
  static int uid(long pid) throws IOException {
    return effective(pid, "Uid:");
  }

  private static int effective(long pid, String key) throws IOException {
    for (String line : Files.readAllLines(Path.of("/proc/" + pid + "/status"))) {
      if (line.startsWith(key)) {
        return Integer.parseInt(line.split("\\s+", -1)[2]);
      }
    }
    throw new IOException("/proc/" + pid + "/status has no " + key);
  }

  static int uid(Path path) throws IOException {
    return (Integer) Files.getAttribute(path, "unix:uid", LinkOption.NOFOLLOW_LINKS);
  }

  /**
   * Ticks from boot to the start of a process (field 22 of {@code /proc/PID/stat}): with the pid it
   * names one process, where the pid alone may have been given again. Empty when there is none.
   */
  static OptionalLong startTicks(long pid) {
    try {
      String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
      // The program's name (field 2) may hold spaces and brackets: count from its last bracket.
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
      boolean ended = fields[0].equals("Z") || fields[0].equals("X");
      return ended ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(fields[19]));
    } catch (IOException | RuntimeException gone) {
      return OptionalLong.empty();
    }
  }

  /** The words of a process's command line; empty when there is no such process. */
  static List<String> commandLine(long pid) {
    try {
      return List.of(Files.readString(Path.of("/proc/" + pid + "/cmdline")).split("\0", -1));
    } catch (IOException gone) {
      return List.of();
    }
  }

  /** Whether a program is there, for example {@code setpriv}: its full path, or nothing. */
  static java.util.Optional<String> find(String program) {
    for (String folder : List.of("/usr/bin", "/bin", "/usr/sbin", "/sbin")) {
      Path path = Path.of(folder, program);
      if (Files.isExecutable(path)) {
        return java.util.Optional.of(path.toString());
      }
    }
    return java.util.Optional.empty();
  }

  /**
   * A program with an empty environment: ours may hold secrets, and a server of another user must
   * not inherit them.
   */
  static ProcessBuilder builder(List<String> command) {
    ProcessBuilder builder =
        new ProcessBuilder(new ArrayList<>(command)).directory(Path.of("/").toFile());
    Map<String, String> environment = builder.environment();
    environment.clear();
    environment.put("PATH", "/usr/sbin:/usr/bin:/sbin:/bin");
    environment.put("LC_ALL", "C");
    return builder;
  }

  /**
   * The end of a short program.
   *
   * @param output what it printed on both streams, at most its last 4000 characters
   */
  record Ended(int code, String output) {}

  /** Runs a short program to its end; one that takes over a minute is killed. */
  static Ended run(List<String> command) throws IOException {
    Path output = Files.createTempFile("tributary-", ".out");
    try {
      Process process =
          builder(command).redirectErrorStream(true).redirectOutput(output.toFile()).start();
      process.getOutputStream().close();
      if (!process.waitFor(60, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        return new Ended(-1, command.get(0) + " took over a minute");
      }
      String text = Files.readString(output);
      return new Ended(process.exitValue(), text.substring(Math.max(0, text.length() - 4000)));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while running " + command.get(0), e);
    } finally {
      Files.deleteIfExists(output);
    }
  }
}
