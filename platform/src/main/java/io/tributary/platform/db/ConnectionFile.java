package io.tributary.platform.db;

import io.tributary.platform.config.Secret;
import java.io.IOException;
import java.io.StringReader;
import java.io.Writer;
import java.nio.channels.Channels;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;

/**
 * How to reach an embedded server: kept as {@code connection} in its data folder, readable by its
 * owner only (0600), from the first start on.
 *
 * @param socket folder of the server's Unix socket
 * @param port part of the socket's name
 * @param user the server's superuser
 */
record ConnectionFile(Path socket, int port, String user, Secret password) {
  private static final String NAME = "connection";

  static Optional<ConnectionFile> read(Path folder) throws IOException {
    Path file = folder.resolve(NAME);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    Properties values = new Properties();
    try {
      values.load(new StringReader(Files.readString(file)));
      return Optional.of(
          new ConnectionFile(
              Path.of(values.getProperty("socket")),
              Integer.parseInt(values.getProperty("port")),
              values.getProperty("user"),
              new Secret(values.getProperty("password"))));
    } catch (AccessDeniedException e) {
      throw new IOException(file + " belongs to another user", e);
    } catch (IllegalArgumentException | NullPointerException e) {
      throw new IOException(file + " is damaged", e);
    }
  }

  /** Replaces the file in one step. */
  void write(Path folder) throws IOException {
    Properties values = new Properties();
    values.setProperty("socket", socket.toString());
    values.setProperty("port", Integer.toString(port));
    values.setProperty("user", user);
    values.setProperty("password", password.reveal());
    Path fresh = folder.resolve(NAME + ".new");
    Files.deleteIfExists(fresh);
    try (Writer out = privateFile(fresh)) {
      values.store(out, null);
    }
    Files.move(fresh, folder.resolve(NAME), StandardCopyOption.ATOMIC_MOVE);
  }

  /** A new file that nobody but its owner could open at any moment of its life. */
  static Writer privateFile(Path file) throws IOException {
    return Channels.newWriter(
        Files.newByteChannel(
            file,
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))),
        java.nio.charset.StandardCharsets.UTF_8);
  }
}
