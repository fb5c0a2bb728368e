package io.tributary.platform.db;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The server process as its {@code postmaster.pid} tells, once proven to be alive: the pid may have
 * been given to another process since, and the file is written by a user that we do not trust to
 * name processes for us.
 *
 * @param socket folder of its Unix socket
 * @param ready whether it accepts connections
 */
record Postmaster(long pid, Path socket, boolean ready) {

  /** The living server on a data folder, or nothing (a stale file counts as nothing). */
  static Optional<Postmaster> on(DataFolder folder) throws IOException {
    List<String> lines;
    try {
      lines = Files.readAllLines(folder.data().resolve("postmaster.pid"));
    } catch (NoSuchFileException none) {
      return Optional.empty();
    }
    if (lines.size() < 5) {
      return Optional.empty();
    }
    long pid = pid(lines.get(0));
    if (!isServer(pid, folder)) {
      return Optional.empty();
    }
    // Line 8 of the file is the state that pg_ctl waits for.
    boolean ready = lines.size() >= 8 && lines.get(7).trim().equals("ready");
    return Optional.of(new Postmaster(pid, Path.of(lines.get(4).trim()), ready));
  }

  private static long pid(String text) {
    try {
      return Long.parseLong(text.trim());
    } catch (NumberFormatException damaged) {
      return -1;
    }
  }

  private static boolean isServer(long pid, DataFolder folder) {
    try {
      return Processes.startTicks(pid).isPresent()
          && Processes.uid(pid) == folder.user().uid()
          && Processes.commandLine(pid).contains(folder.data().toString());
    } catch (IOException gone) {
      return false;
    }
  }
}
