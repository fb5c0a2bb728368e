package io.tributary.broker.keys;

import io.tributary.platform.ops.StartupException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/**
 * Where the master key comes from: {@value #VARIABLE} (base64 of 32 bytes), {@value #FILE_VARIABLE}
 * (a file with the same), or {@code master.key} in the data folder, made at the first start.
 */
public final class MasterKeySource {
  public static final String VARIABLE = "TRIBUTARY_MASTER_KEY";
  public static final String FILE_VARIABLE = "TRIBUTARY_MASTER_KEY_FILE";
  public static final String FILE_NAME = "master.key";

  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rw-------");
  private static final Set<PosixFilePermission> OTHERS =
      PosixFilePermissions.fromString("------rwx");
  private static final Set<PosixFilePermission> GROUP_AND_OTHERS =
      PosixFilePermissions.fromString("---rwxrwx");

  private MasterKeySource() {}

  /**
   * Finds the key, or makes it. Reads files: call it before anything listens, not on an event loop.
   *
   * @param environment the process's variables
   * @param dataFolder where {@value #FILE_NAME} is or will be; made when absent
   * @throws StartupException in one sentence, when there is no usable key
   */
  public static MasterKey load(Map<String, String> environment, Path dataFolder) {
    String value = environment.getOrDefault(VARIABLE, "");
    String file = environment.getOrDefault(FILE_VARIABLE, "");
    if (!value.isBlank() && !file.isBlank()) {
      throw new StartupException("Set " + VARIABLE + " or " + FILE_VARIABLE + ", not both.");
    }
    if (!value.isBlank()) {
      return decode(value, VARIABLE);
    }
    if (!file.isBlank()) {
      // Orchestrators give the group of the service read access to mounted secrets.
      return read(named(file), OTHERS, "other users");
    }
    Path own = dataFolder.resolve(FILE_NAME);
    if (!Files.exists(own)) {
      create(own);
    }
    return read(own, GROUP_AND_OTHERS, "its group or other users");
  }

  /**
   * As {@link #load}, for commands: where there is no key, a new one would open nothing.
   *
   * @throws StartupException in one sentence, also when there is none
   */
  public static MasterKey existing(Map<String, String> environment, Path dataFolder) {
    boolean named =
        !environment.getOrDefault(VARIABLE, "").isBlank()
            || !environment.getOrDefault(FILE_VARIABLE, "").isBlank();
    Path own = dataFolder.resolve(FILE_NAME);
    if (!named && !Files.exists(own)) {
      throw new StartupException(
          "There is no master key at "
              + own
              + ": run this where the broker runs, as the same user, or set "
              + VARIABLE
              + ".");
    }
    return load(environment, dataFolder);
  }

  private static Path named(String file) {
    try {
      return Path.of(file);
    } catch (InvalidPathException notAPath) {
      throw new StartupException(FILE_VARIABLE + " does not name a file.");
    }
  }

  private static MasterKey read(Path file, Set<PosixFilePermission> forbidden, String who) {
    try {
      if (Files.getFileStore(file).supportsFileAttributeView("posix")) {
        Set<PosixFilePermission> found = EnumSet.noneOf(PosixFilePermission.class);
        found.addAll(Files.getPosixFilePermissions(file));
        if (found.removeAll(forbidden)) {
          throw new StartupException(
              "The master key file " + file + " is open to " + who + ": run chmod 600 on it.");
        }
      }
      return decode(Files.readString(file, StandardCharsets.US_ASCII), "The file " + file);
    } catch (NoSuchFileException missing) {
      throw new StartupException("The master key file " + file + " does not exist.");
    } catch (IOException unreadable) {
      throw new StartupException("The master key file " + file + " cannot be read.");
    }
  }

  private static MasterKey decode(String text, String origin) {
    try {
      byte[] key = Base64.getDecoder().decode(text.strip());
      if (key.length == MasterKey.BYTES) {
        return new MasterKey(key);
      }
    } catch (IllegalArgumentException notBase64) {
      // The sentence below says it; the message of the exception would quote the key.
    }
    throw new StartupException(
        origin + " must hold 32 bytes in base64: make one with openssl rand -base64 32.");
  }

  /**
   * The key stands complete under its name or not at all, and never replaces another: the hard link
   * fails when a second process was faster, whose key is then read.
   */
  private static void create(Path file) {
    byte[] key = new byte[MasterKey.BYTES];
    new SecureRandom().nextBytes(key);
    byte[] content =
        (Base64.getEncoder().encodeToString(key) + "\n").getBytes(StandardCharsets.US_ASCII);
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      Path draft =
          Files.createTempFile(
              file.toAbsolutePath().getParent(),
              ".master",
              ".key",
              PosixFilePermissions.asFileAttribute(OWNER_ONLY));
      try {
        try (FileChannel channel = FileChannel.open(draft, StandardOpenOption.WRITE)) {
          channel.write(java.nio.ByteBuffer.wrap(content));
          channel.force(true);
        }
        Files.createLink(file, draft);
      } catch (FileAlreadyExistsException faster) {
        // Another process made it: its key is the one.
      } finally {
        Files.deleteIfExists(draft);
      }
    } catch (IOException | UnsupportedOperationException unwritable) {
      throw new StartupException(
          "The master key file "
              + file
              + " cannot be made: make the folder writable or set "
              + VARIABLE
              + ".");
    }
  }
}
