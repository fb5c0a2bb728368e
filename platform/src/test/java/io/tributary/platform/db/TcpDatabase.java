package io.tributary.platform.db;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The embedded server for programs that are not ours and cannot use its Unix socket: the same
 * program with the same settings, on a port of 127.0.0.1. For benchmarks; its methods block.
 */
public final class TcpDatabase implements AutoCloseable {
  private final EmbeddedServers servers;
  private final EmbeddedServers.Lease lease;
  private final Path configured;
  private final int port;

  private TcpDatabase(
      EmbeddedServers servers, EmbeddedServers.Lease lease, Path configured, int port) {
    this.servers = servers;
    this.lease = lease;
    this.configured = configured;
    this.port = port;
  }

  /**
   * @param configured folder of the data, as in {@code database.embedded}
   * @param port a free one
   */
  public static TcpDatabase start(Path configured, int port) {
    ServerUser user = ServerUser.current();
    EmbeddedServers.Places standard = EmbeddedServers.Places.standard(user);
    EmbeddedServers servers =
        EmbeddedServers.at(
            true,
            user,
            new EmbeddedServers.Places(
                standard.cache(),
                standard.elsewhere(),
                List.of("listen_addresses=127.0.0.1", "port=" + port),
                Duration.ofSeconds(5)));
    return new TcpDatabase(
        servers, servers.own(configured, file -> Optional.empty()), configured, port);
  }

  public int port() {
    return port;
  }

  public String user() {
    return lease.connection().user();
  }

  public String password() {
    return lease.connection().password().reveal();
  }

  /** Makes an empty database. */
  public void create(String name) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:" + port + "/postgres", user(), password());
        var statement = connection.createStatement()) {
      statement.execute("CREATE DATABASE " + DatabaseConfig.quoted(name));
    }
  }

  /** The process id of the server's first process. */
  public long pid() throws IOException {
    Path file = servers.folder(configured).resolve("postgres/postmaster.pid");
    return Long.parseLong(Files.readAllLines(file).get(0).trim());
  }

  /** Stops the server and deletes its data. */
  @Override
  public void close() {
    lease.release().run();
    servers.fresh(configured);
    Path folder = servers.folder(configured);
    servers.close();
    try {
      FileTree.delete(folder);
    } catch (IOException left) {
      System.err.println("left behind: " + folder + " (" + left + ")");
    }
  }
}
