package io.tributary.platform.db;

import io.tributary.platform.ops.StartupException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The embedded servers of this process: each data folder has one server, however many databases of
 * however many Vert.x instances are open on it; the last one to close stops it.
 *
 * <p>The program makes one, gives it to every {@link Database#open}, and closes it as the last step
 * of its shutdown hook. When it cannot (kill -9), the server goes on and the next start adopts it.
 * The methods block: call them on a worker.
 */
public final class EmbeddedServers implements AutoCloseable {
  /** What the process does with a database. */
  private enum Purpose {
    SERVE,
    COMMAND
  }

  /**
   * Where things are on this machine.
   *
   * @param cache for the unpacked programs
   * @param elsewhere for the data of root when the server's user cannot reach the configured folder
   * @param server further settings of the server
   * @param patience how long to wait for another process's server
   */
  record Places(Path cache, Path elsewhere, List<String> server, Duration patience) {
    static Places standard(ServerUser user) {
      Path elsewhere = Path.of("/var/lib/tributary");
      Path home = Path.of(Optional.ofNullable(System.getenv("HOME")).orElse("/nonexistent"));
      Path caches =
          Optional.ofNullable(System.getenv("XDG_CACHE_HOME"))
              .filter(value -> value.startsWith("/"))
              .map(Path::of)
              .orElse(home.resolve(".cache"));
      // Root's own cache would be closed to the server's user.
      Path cache = user.name().isPresent() ? Path.of("/var/cache") : caches;
      return new Places(cache.resolve("tributary"), elsewhere, List.of(), Duration.ofSeconds(30));
    }
  }

  /** Asks a server whether it knows our password, and what it says of itself. */
  interface Probe {
    Optional<ServerFacts> ask(ConnectionFile connection);
  }

  record ServerFacts(String dataFolder, boolean fsync) {}

  /** A server in use; released once. */
  record Lease(ConnectionFile connection, Runnable release) {}

  private static final class Running {
    final EmbeddedPostgres server;
    final OwnerLock lock;
    final ConnectionFile connection;
    int users;

    Running(EmbeddedPostgres server, OwnerLock lock, ConnectionFile connection) {
      this.server = server;
      this.lock = lock;
      this.connection = connection;
    }
  }

  private final Purpose purpose;
  private final Places places;
  private final ServerUser user;
  private final Consumer<String> notices;
  private final Map<Path, Running> running = new HashMap<>();
  private boolean closed;

  private EmbeddedServers(
      Purpose purpose, ServerUser user, Places places, Consumer<String> notices) {
    this.purpose = purpose;
    this.places = places;
    this.user = user;
    this.notices = notices;
  }

  /**
   * For {@code serve}: owns the server of an {@code embedded} folder and refuses one that is owned
   * already; waits up to 30 s for the owner of an {@code attach} folder.
   *
   * @param notices receives sentences for the person who starts the program
   */
  public static EmbeddedServers forServing(Consumer<String> notices) {
    ServerUser user = ServerUser.current();
    return new EmbeddedServers(Purpose.SERVE, user, Places.standard(user), notices);
  }

  /** For every other command: uses a living owner's server, or runs it for its own duration. */
  public static EmbeddedServers forCommands(Consumer<String> notices) {
    ServerUser user = ServerUser.current();
    return new EmbeddedServers(Purpose.COMMAND, user, Places.standard(user), notices);
  }

  static EmbeddedServers at(boolean serve, ServerUser user, Places places) {
    return new EmbeddedServers(serve ? Purpose.SERVE : Purpose.COMMAND, user, places, notice -> {});
  }

  /** Where the data of a configured folder really is: it differs for root only. */
  public Path folder(Path configured) {
    return resolve(configured).path();
  }

  private DataFolder resolve(Path configured) {
    return DataFolder.resolve(configured, user, places.elsewhere());
  }

  /** The server of an {@code embedded} folder. */
  Lease own(Path configured, Probe probe) {
    return lease(configured, true, purpose == Purpose.COMMAND, probe);
  }

  /** The server of an {@code attach} folder. */
  Lease attach(Path configured, Probe probe) {
    return lease(configured, purpose == Purpose.COMMAND, true, probe);
  }

  private Lease lease(Path configured, boolean mayOwn, boolean mayAttach, Probe probe) {
    DataFolder folder = resolve(configured);
    long deadline = System.nanoTime() + places.patience().toNanos();
    try {
      do {
        Optional<Lease> lease = mayOwn ? owned(configured, folder, probe) : shared(folder);
        if (lease.isEmpty() && mayAttach) {
          lease = living(folder, probe);
        }
        if (lease.isPresent()) {
          return lease.get();
        }
        if (!mayAttach) {
          throw new StartupException(
              "Tributary is already running on " + folder.path() + " (pid " + owner(folder) + ").");
        }
        EmbeddedPostgres.pause(100);
      } while (System.nanoTime() - deadline < 0);
    } catch (IOException e) {
      throw DataFolder.unusable(folder.path(), e);
    }
    throw new StartupException(
        "No running broker owns the database in "
            + folder.path()
            + " (waited "
            + places.patience().toSeconds()
            + " s): start the broker first.");
  }

  private static String owner(DataFolder folder) {
    var pid = OwnerLock.pid(folder.path());
    return pid.isPresent() ? Long.toString(pid.getAsLong()) : "unknown";
  }

  private synchronized Optional<Lease> shared(DataFolder folder) {
    return Optional.ofNullable(running.get(folder.path())).map(server -> lease(folder, server));
  }

  private synchronized Optional<Lease> owned(Path configured, DataFolder folder, Probe probe)
      throws IOException {
    if (closed) {
      // A start that is still under way while the process ends: nobody would stop this server.
      throw new StartupException("The program is being stopped.");
    }
    Optional<Lease> shared = shared(folder);
    if (shared.isPresent()) {
      return shared;
    }
    if (folder.path().startsWith(places.elsewhere())) {
      notices.accept(
          "The database user cannot reach "
              + configured
              + ": the data is in "
              + folder.path()
              + ".");
      makeElsewhere();
    }
    folder.prepare();
    Optional<OwnerLock> lock = takeLock(folder);
    if (lock.isEmpty()) {
      return Optional.empty();
    }
    try {
      var server = new EmbeddedPostgres(folder, ServerBinaries.in(places.cache()), places.server());
      ConnectionFile connection = adoptOrStart(folder, server, probe);
      Running started = new Running(server, lock.get(), connection);
      running.put(folder.path(), started);
      return Optional.of(lease(folder, started));
    } catch (IOException | RuntimeException e) {
      lock.get().close();
      throw e;
    }
  }

  private void makeElsewhere() throws IOException {
    Files.createDirectories(places.elsewhere());
    Files.setPosixFilePermissions(places.elsewhere(), PosixFilePermissions.fromString("rwx--x--x"));
  }

  /** Somebody who only looks whether the folder is owned holds the lock for an instant. */
  private static Optional<OwnerLock> takeLock(DataFolder folder) throws IOException {
    Optional<OwnerLock> lock = OwnerLock.take(folder.path());
    for (int attempt = 0; lock.isEmpty() && attempt < 5; attempt++) {
      EmbeddedPostgres.pause(40);
      lock = OwnerLock.take(folder.path());
    }
    return lock;
  }

  private ConnectionFile adoptOrStart(DataFolder folder, EmbeddedPostgres server, Probe probe)
      throws IOException {
    Optional<Postmaster> orphan = server.awaitRunning();
    if (orphan.isEmpty()) {
      return server.start();
    }
    Optional<ConnectionFile> known = ConnectionFile.read(folder.path());
    boolean fsync = !places.server().contains("fsync=off");
    ServerFacts wanted = new ServerFacts(folder.data().toString(), fsync);
    if (known.isPresent()
        && known.get().socket().equals(orphan.get().socket())
        && probe.ask(known.get()).filter(wanted::equals).isPresent()) {
      notices.accept("Went on with the database server that the last run left behind.");
      return known.get();
    }
    server.stop();
    return server.start();
  }

  private Optional<Lease> living(DataFolder folder, Probe probe) throws IOException {
    if (!OwnerLock.held(folder.path())) {
      return Optional.empty();
    }
    String data = folder.data().toString();
    return ConnectionFile.read(folder.path())
        .filter(
            file -> probe.ask(file).filter(facts -> facts.dataFolder().equals(data)).isPresent())
        .map(file -> new Lease(file, () -> {}));
  }

  private Lease lease(DataFolder folder, Running server) {
    server.users++;
    return new Lease(server.connection, () -> release(folder.path(), server));
  }

  private synchronized void release(Path path, Running server) {
    server.users--;
    if (server.users == 0 && running.remove(path, server)) {
      stop(server);
    }
  }

  private void stop(Running server) {
    try {
      try {
        server.server.stop();
      } finally {
        server.lock.close();
      }
    } catch (IOException e) {
      notices.accept("The database server did not stop: " + e.getMessage());
    }
  }

  /**
   * Empties the data folder (the {@code --fresh} of the launcher). A folder that is neither empty
   * nor one of ours is refused, and so is one with a living owner.
   *
   * @throws StartupException with the reason
   */
  public synchronized void fresh(Path configured) {
    DataFolder folder = resolve(configured);
    try {
      if (folder.isOurs()) {
        try (OwnerLock lock = takeLock(folder).orElse(null)) {
          if (lock == null) {
            throw new StartupException(
                "Tributary is running on " + folder.path() + " (pid " + owner(folder) + ").");
          }
          if (Postmaster.on(folder).isPresent()) {
            new EmbeddedPostgres(folder, ServerBinaries.in(places.cache()), List.of()).stop();
          }
        }
      }
      folder.empty();
    } catch (IOException e) {
      throw DataFolder.unusable(folder.path(), e);
    }
  }

  /**
   * Stops every server that is still running, whoever uses it, and starts none any more: the last
   * step of the process.
   */
  @Override
  public synchronized void close() {
    closed = true;
    running.values().forEach(this::stop);
    running.clear();
  }
}
