package io.tributary.platform.db;

import io.tributary.platform.ops.StartupException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.stream.Stream;

/**
 * The folder of an embedded server.
 *
 * <pre>
 * .tributary-data   marker: this folder is ours, and may be emptied by --fresh
 * owner.lock, owner who runs the server
 * connection        how to reach it (0600)
 * server.log        what PostgreSQL says
 * postgres/         PostgreSQL's own data (0700, the server's user)
 * socket/           its Unix socket (0700, the server's user)</pre>
 *
 * <p>Under root the folder stays root's (0710, group of the server's user): a taken-over server can
 * reach its two folders, but neither list nor change what stands beside them.
 */
record DataFolder(Path path, ServerUser user) {
  private static final String MARKER = ".tributary-data";

  /** A Unix socket's path has 107 bytes; the socket's own name takes {@code /.s.PGSQL.65535}. */
  private static final int LONGEST_SOCKET_FOLDER = 90;

  /**
   * Where the data of a configured folder really is: there, or, for root, below {@code elsewhere}
   * when the server's user cannot reach it.
   */
  static DataFolder resolve(Path configured, ServerUser user, Path elsewhere) {
    Path absolute = configured.toAbsolutePath().normalize();
    try {
      Path parent = absolute.getParent();
      while (parent != null && !Files.exists(parent)) {
        parent = parent.getParent();
      }
      if (parent == null) {
        throw new StartupException("The folder / cannot hold a database.");
      }
      Path real = parent.toRealPath().resolve(parent.relativize(absolute));
      return new DataFolder(
          user.reaches(parent) ? real : elsewhere.resolve(hash(real.toString())), user);
    } catch (IOException e) {
      throw unusable(absolute, e);
    }
  }

  private static String hash(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  Path data() {
    return path.resolve("postgres");
  }

  Path log() {
    return path.resolve("server.log");
  }

  private void mark() throws IOException {
    try {
      Files.createFile(path.resolve(MARKER));
    } catch (FileAlreadyExistsException faster) {
      // Another start of ours was faster: the folder is ours all the same.
    }
  }

  /** Makes the folder, or checks that it is one that we made; takes the world's access away. */
  void prepare() {
    try {
      Files.createDirectories(path);
      if (!isOurs()) {
        // Of two first starts at once, the other may make it ours between two looks.
        if (!isEmpty() && !isOurs()) {
          throw new StartupException(
              "The database folder " + path + " is not empty and not one of Tributary's.");
        }
        mark();
      }
      if (user.name().isPresent()) {
        Files.setAttribute(path, "unix:gid", user.gid());
      }
      Files.setPosixFilePermissions(
          path,
          PosixFilePermissions.fromString(user.name().isPresent() ? "rwx--x---" : "rwx------"));
      refuseForeignData();
    } catch (IOException e) {
      throw unusable(path, e);
    }
  }

  private void refuseForeignData() throws IOException {
    if (Files.exists(data()) && Processes.uid(data()) != user.uid()) {
      throw new StartupException(
          "The database in "
              + path
              + " belongs to the user "
              + Files.getOwner(data()).getName()
              + ": start as that user.");
    }
  }

  /** A private folder of the server's user inside the data folder. */
  void privateFolder(Path folder) throws IOException {
    if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
      Files.createDirectory(
          folder,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      user.own(folder);
    }
  }

  /**
   * The folder for the socket: inside, or, where that path is too long for a socket, a folder of
   * its own in the system's folder for temporary files, with a random name.
   */
  Path socketFolder() throws IOException {
    Path inside = path.resolve("socket");
    if (inside.toString().getBytes(StandardCharsets.UTF_8).length <= LONGEST_SOCKET_FOLDER) {
      privateFolder(inside);
      return inside;
    }
    Path outside = Files.createTempDirectory("tributary-");
    user.own(outside);
    return outside;
  }

  /**
   * Whether a socket folder from an earlier start can be used again: still there, still private.
   */
  boolean stillPrivate(Path socket) throws IOException {
    return Files.isDirectory(socket, LinkOption.NOFOLLOW_LINKS)
        && Processes.uid(socket) == user.uid()
        && PosixFilePermissions.toString(Files.getPosixFilePermissions(socket)).equals("rwx------");
  }

  boolean isOurs() {
    return Files.isRegularFile(path.resolve(MARKER), LinkOption.NOFOLLOW_LINKS);
  }

  private boolean isEmpty() throws IOException {
    try (Stream<Path> entries = Files.list(path)) {
      return entries.findAny().isEmpty();
    }
  }

  /** Empties a folder that is ours; leaves one that is empty or absent as it is. */
  void empty() {
    try {
      if (!Files.exists(path)) {
        return;
      }
      if (!isOurs() && !isEmpty()) {
        throw new StartupException(
            "The folder "
                + path
                + " is not one of Tributary's databases: nothing was deleted. Empty it yourself, or"
                + " name another one.");
      }
      try (Stream<Path> entries = Files.list(path)) {
        for (Path entry : entries.filter(entry -> !entry.endsWith(MARKER)).toList()) {
          FileTree.delete(entry);
        }
      }
    } catch (IOException e) {
      throw unusable(path, e);
    }
  }

  static StartupException unusable(Path folder, IOException e) {
    return new StartupException(
        "The database folder "
            + folder
            + " cannot be used: "
            + e.getClass().getSimpleName().replace("Exception", "")
            + " ("
            + e.getMessage()
            + ").");
  }
}
