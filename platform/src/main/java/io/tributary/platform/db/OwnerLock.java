package io.tributary.platform.db;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The claim of one process to be the owner of a data folder.
 *
 * <p>The truth is a lock that the kernel holds on {@code owner.lock} and drops when the process
 * ends, however it ends. {@code owner} says who it is (pid and start time), for messages, and so
 * that this process never opens the lock file a second time: closing any descriptor of a file drops
 * a process's POSIX locks on it.
 */
final class OwnerLock implements AutoCloseable {
  private final FileChannel channel;
  private final Path owner;

  private OwnerLock(FileChannel channel, Path owner) {
    this.channel = channel;
    this.owner = owner;
  }

  /** Takes the lock, or nothing when a living process holds it. */
  static Optional<OwnerLock> take(Path folder) throws IOException {
    Path owner = folder.resolve("owner");
    if (isSelf(owner)) {
      return Optional.empty();
    }
    FileChannel channel = open(folder);
    boolean taken = false;
    try {
      taken = lock(channel);
      if (!taken) {
        return Optional.empty();
      }
      long pid = ProcessHandle.current().pid();
      Files.writeString(owner, pid + " " + Processes.startTicks(pid).orElse(0) + "\n");
      return Optional.of(new OwnerLock(channel, owner));
    } finally {
      if (!taken) {
        channel.close();
      }
    }
  }

  /** Whether a living process, this one included, owns the folder. */
  static boolean held(Path folder) throws IOException {
    if (isSelf(folder.resolve("owner"))) {
      return true;
    }
    if (!Files.exists(folder.resolve("owner.lock"))) {
      return false;
    }
    try (FileChannel channel = open(folder)) {
      return !lock(channel);
    }
  }

  /** The owner's process id as it was written; empty when it is unknown. */
  static OptionalLong pid(Path folder) {
    try {
      String text = Files.readString(folder.resolve("owner")).trim();
      return OptionalLong.of(Long.parseLong(text.substring(0, Math.max(0, text.indexOf(' ')))));
    } catch (IOException | NumberFormatException unknown) {
      return OptionalLong.empty();
    }
  }

  private static boolean isSelf(Path owner) throws IOException {
    long pid = ProcessHandle.current().pid();
    return Files.isRegularFile(owner)
        && Files.readString(owner).trim().equals(pid + " " + Processes.startTicks(pid).orElse(0));
  }

  private static FileChannel open(Path folder) throws IOException {
    return FileChannel.open(
        folder.resolve("owner.lock"),
        StandardOpenOption.CREATE,
        StandardOpenOption.WRITE,
        LinkOption.NOFOLLOW_LINKS);
  }

  private static boolean lock(FileChannel channel) throws IOException {
    try {
      FileLock lock = channel.tryLock();
      return lock != null;
    } catch (OverlappingFileLockException heldHere) {
      return false;
    }
  }

  /** Gives the folder up. */
  @Override
  public void close() throws IOException {
    Files.deleteIfExists(owner);
    channel.close();
  }
}
