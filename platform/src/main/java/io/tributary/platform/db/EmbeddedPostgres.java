package io.tributary.platform.db;

import io.tributary.platform.config.Secret;
import io.tributary.platform.ops.StartupException;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * Starts and stops PostgreSQL on a data folder.
 *
 * <p>It listens on a Unix socket in a private folder and nowhere else: behind a loopback port any
 * local user could stand in for a server that is down and ask our clients for the password. Even so
 * every connection needs the generated password (scram-sha-256, 256 bits).
 */
final class EmbeddedPostgres {
  /** The major version of this release line; another one's data needs backup and restore. */
  static final int MAJOR = 18;

  private static final String SUPERUSER = "tributary";
  private static final int PORT = 5432;
  private static final long SMALL_SHARED_MEMORY = 64L << 20;
  private static final long START_NANOS = 60_000_000_000L;

  private final DataFolder folder;
  private final ServerBinaries binaries;
  private final List<String> settings;

  /**
   * @param settings further {@code name=value} settings; tests turn fsync off with them
   */
  EmbeddedPostgres(DataFolder folder, ServerBinaries binaries, List<String> settings) {
    this.folder = folder;
    this.binaries = binaries;
    this.settings = settings;
  }

  /**
   * Makes the database files when there are none, starts the server and waits until it is ready.
   */
  ConnectionFile start() throws IOException {
    if (!Files.exists(folder.data().resolve("PG_VERSION"))) {
      initialise();
    }
    checkMajor();
    ConnectionFile known =
        ConnectionFile.read(folder.path())
            .orElseThrow(
                () ->
                    new StartupException(
                        "The password of the database in "
                            + folder.path()
                            + " is lost (no file 'connection'): restore that file from a backup."));
    Path socket = folder.stillPrivate(known.socket()) ? known.socket() : folder.socketFolder();
    ConnectionFile connection =
        new ConnectionFile(socket, known.port(), known.user(), known.password());
    if (!connection.socket().equals(known.socket())) {
      connection.write(folder.path());
    }
    launch(connection);
    return connection;
  }

  private void checkMajor() throws IOException {
    String found = Files.readString(folder.data().resolve("PG_VERSION")).trim();
    if (!found.equals(Integer.toString(MAJOR))) {
      throw new StartupException(
          "The database in "
              + folder.path()
              + " was made by PostgreSQL "
              + found
              + " and this release runs PostgreSQL "
              + MAJOR
              + ": take a backup with the release that made it and restore it here.");
    }
  }

  /** The files appear under their final name only when they are complete. */
  private void initialise() throws IOException {
    Path fresh = folder.path().resolve("postgres.new");
    Path words = folder.path().resolve("initial-password");
    FileTree.delete(fresh);
    FileTree.delete(folder.data());
    Files.deleteIfExists(words);
    folder.privateFolder(fresh);
    byte[] random = new byte[32];
    new SecureRandom().nextBytes(random);
    Secret password = new Secret(HexFormat.of().formatHex(random));
    try {
      try (Writer out = ConnectionFile.privateFile(words)) {
        out.write(password.reveal() + "\n");
      }
      folder.user().own(words);
      Processes.Ended ended = Processes.run(folder.user().command(initdb(fresh, words)));
      if (ended.code() != 0) {
        throw new StartupException(
            "The database in " + folder.path() + " cannot be made: " + ended.output().trim());
      }
      new ConnectionFile(folder.socketFolder(), PORT, SUPERUSER, password).write(folder.path());
      Files.move(fresh, folder.data(), StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(words);
    }
  }

  private List<String> initdb(Path target, Path password) {
    return List.of(
        binaries.program("initdb"),
        "--pgdata=" + target,
        "--username=" + SUPERUSER,
        "--pwfile=" + password,
        "--auth=scram-sha-256",
        "--encoding=UTF8",
        "--no-locale",
        "--locale-provider=builtin",
        "--builtin-locale=C.UTF-8",
        settings.contains("fsync=off") ? "--no-sync" : "--data-checksums");
  }

  private void launch(ConnectionFile connection) throws IOException {
    List<String> command = new ArrayList<>();
    // A session of its own: Ctrl-C at the terminal ends our program first, then it ends the server.
    Processes.find("setsid").ifPresent(command::add);
    command.addAll(List.of(binaries.program("postgres"), "-D", folder.data().toString()));
    for (String setting : serverSettings(connection)) {
      command.addAll(List.of("-c", setting));
    }
    rotateLog();
    Process process =
        Processes.builder(folder.user().command(command))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.log().toFile()))
            .start();
    process.getOutputStream().close();
    awaitReady(process);
  }

  private List<String> serverSettings(ConnectionFile connection) throws IOException {
    List<String> all =
        new ArrayList<>(
            List.of(
                "listen_addresses=",
                "unix_socket_directories=" + quoted(connection.socket()),
                "unix_socket_permissions=0700",
                "port=" + connection.port(),
                "max_connections=100",
                // Each day of audit and traces is a table with indexes; 64 would be too few.
                "max_locks_per_transaction=256",
                "shared_buffers=32MB",
                "fsync=on",
                "full_page_writes=on",
                "synchronous_commit=on",
                "password_encryption=scram-sha-256",
                "log_timezone=UTC",
                "timezone=UTC",
                "jit=off"));
    FileStore shared = Files.getFileStore(Path.of("/dev/shm"));
    if (shared.getTotalSpace() < SMALL_SHARED_MEMORY) {
      // Containers often have 64 MB or less there, and the server dies when it is full.
      all.add("dynamic_shared_memory_type=mmap");
    }
    all.addAll(settings);
    return all;
  }

  /** The setting is a list: a comma or blank in the path must not end an element. */
  private static String quoted(Path socket) {
    return '"' + socket.toString().replace("\"", "\"\"") + '"';
  }

  private void rotateLog() throws IOException {
    if (Files.exists(folder.log()) && Files.size(folder.log()) > 10 << 20) {
      Files.move(
          folder.log(), folder.path().resolve("server.log.1"), StandardCopyOption.REPLACE_EXISTING);
    }
    if (!Files.exists(folder.log())) {
      Files.createFile(
          folder.log(),
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }
  }

  private void awaitReady(Process process) throws IOException {
    long deadline = System.nanoTime() + START_NANOS;
    while (System.nanoTime() - deadline < 0) {
      if (Postmaster.on(folder).map(Postmaster::ready).orElse(false)) {
        return;
      }
      if (!process.isAlive()) {
        break;
      }
      pause(5);
    }
    process.destroy();
    throw new StartupException(
        "The database in " + folder.path() + " does not start. Its last words:\n" + lastWords());
  }

  private String lastWords() throws IOException {
    List<String> lines = Files.readString(folder.log(), StandardCharsets.UTF_8).lines().toList();
    return String.join("\n", lines.subList(Math.max(0, lines.size() - 12), lines.size()));
  }

  static void pause(long millis) throws IOException {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  /** Waits for a server that is still recovering from a crash; nothing when there is no server. */
  Optional<Postmaster> awaitRunning() throws IOException {
    long deadline = System.nanoTime() + START_NANOS;
    Optional<Postmaster> running = Postmaster.on(folder);
    while (running.isPresent() && !running.get().ready() && System.nanoTime() - deadline < 0) {
      pause(20);
      running = Postmaster.on(folder);
    }
    return running;
  }

  /**
   * Fast shutdown (connections are closed, everything is written) by the server's own user, so that
   * a forged {@code postmaster.pid} cannot make root signal anything.
   */
  void stop() throws IOException {
    if (Postmaster.on(folder).isEmpty()) {
      return;
    }
    List<String> command =
        List.of(
            binaries.program("pg_ctl"),
            "stop",
            "-D",
            folder.data().toString(),
            "-m",
            "fast",
            "-w",
            "-t",
            "50");
    Processes.Ended ended = Processes.run(folder.user().command(command));
    if (ended.code() != 0 && Postmaster.on(folder).isPresent()) {
      throw new IOException("the database does not stop: " + ended.output().trim());
    }
  }
}
