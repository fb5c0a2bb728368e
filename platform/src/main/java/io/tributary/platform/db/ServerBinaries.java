package io.tributary.platform.db;

import io.tributary.platform.ops.StartupException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Stream;
import org.tukaani.xz.XZInputStream;

/**
 * The programs of the embedded PostgreSQL ({@code initdb}, {@code postgres}, {@code pg_ctl}),
 * unpacked once per version from the archive on the class path into a cache folder that everybody
 * may read and only its owner may write.
 *
 * <p>Any number of processes may unpack at once: each does so beside the target and renames; the
 * first one wins. A tree whose number of files or bytes is not what was unpacked is built anew.
 */
final class ServerBinaries {
  private static final String ARCHIVE = "postgres-linux-x86_64.txz";

  private final Path root;

  private ServerBinaries(Path root) {
    this.root = root;
  }

  /** A program of the server, for example {@code initdb}. */
  String program(String name) {
    return root.resolve("bin").resolve(name).toString();
  }

  Path folder() {
    return root;
  }

  /**
   * Finds or unpacks the programs below {@code cache}.
   *
   * @throws StartupException when there is no archive for this machine or the cache is unusable
   */
  static ServerBinaries in(Path cache) {
    try {
      URL archive = ServerBinaries.class.getClassLoader().getResource(ARCHIVE);
      if (archive == null || !"amd64".equals(System.getProperty("os.arch"))) {
        throw new StartupException(
            "There is no embedded PostgreSQL for this machine ("
                + System.getProperty("os.name")
                + " "
                + System.getProperty("os.arch")
                + "): configure an external database with database.host.");
      }
      prepare(cache);
      Path target = cache.resolve("postgresql-" + fingerprint(archive));
      if (!complete(target)) {
        rebuild(archive, cache, target);
      }
      return new ServerBinaries(target);
    } catch (IOException e) {
      throw new StartupException(
          "The folder for the database programs, " + cache + ", cannot be used: " + e + ".");
    }
  }

  /** Programs that somebody else could have written are never run. */
  private static void prepare(Path cache) throws IOException {
    Files.createDirectories(
        cache, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
    var mode = Files.getPosixFilePermissions(cache);
    boolean ours = Processes.uid(cache) == Processes.ownUid();
    if (!ours
        || mode.contains(PosixFilePermission.GROUP_WRITE)
        || mode.contains(PosixFilePermission.OTHERS_WRITE)) {
      throw new StartupException(
          "The folder for the database programs, "
              + cache
              + ", must belong to the current user and be writable by nobody else.");
    }
  }

  /** Size and checksum from the jar's directory: reading 15 MB for a hash would cost each start. */
  private static String fingerprint(URL archive) throws IOException {
    URLConnection connection = archive.openConnection();
    connection.setUseCaches(false);
    long size = connection.getContentLengthLong();
    long crc = 0;
    if (connection instanceof JarURLConnection jar) {
      crc = jar.getJarEntry().getCrc();
      jar.getJarFile().close();
    } else {
      connection.getInputStream().close();
    }
    return String.format(Locale.ROOT, "%d-%08x", size, crc);
  }

  private static boolean complete(Path target) throws IOException {
    Path seal = target.resolve(".complete");
    return Files.isRegularFile(seal) && Files.readString(seal).equals(measure(target));
  }

  /** Number of entries and sum of the file sizes, without the seal itself. */
  private static String measure(Path tree) throws IOException {
    try (Stream<Path> all = Files.walk(tree)) {
      var entries = all.filter(path -> !path.endsWith(".complete")).toList();
      long bytes = 0;
      for (Path entry : entries) {
        bytes += Files.isRegularFile(entry) ? Files.size(entry) : 0;
      }
      return entries.size() + " " + bytes;
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static void rebuild(URL archive, Path cache, Path target) throws IOException {
    Path fresh = cache.resolve(".unpack-" + UUID.randomUUID());
    try {
      Files.createDirectory(fresh);
      Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rwxr-xr-x"));
      try (InputStream in = new XZInputStream(archive.openStream())) {
        TarReader.unpack(in, fresh);
      }
      Files.writeString(fresh.resolve(".complete"), measure(fresh));
      publish(fresh, cache, target);
    } finally {
      FileTree.delete(fresh);
    }
  }

  private static void publish(Path fresh, Path cache, Path target) throws IOException {
    Path broken = cache.resolve(".broken-" + UUID.randomUUID());
    for (int attempt = 0; attempt < 5; attempt++) {
      try {
        Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE);
        return;
      } catch (FileSystemException taken) {
        if (!Files.exists(target)) {
          throw taken;
        }
        if (complete(target)) {
          return; // another process was first
        }
        Files.move(target, broken, StandardCopyOption.ATOMIC_MOVE);
        FileTree.delete(broken);
      }
    }
    throw new IOException("another process keeps replacing " + target);
  }
}
