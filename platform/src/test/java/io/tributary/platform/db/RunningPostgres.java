package io.tributary.platform.db;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/**
 * An embedded server that another process runs, for whoever measures it: without the time limits
 * that a service has for its own statements.
 */
public final class RunningPostgres {
  private static final int CONNECTIONS = 1;

  private final ServerAddress address;

  private RunningPostgres(ServerAddress address) {
    this.address = address;
  }

  /**
   * @param folder where its data really are
   */
  public static RunningPostgres on(Path folder) throws IOException {
    return new RunningPostgres(
        ConnectionFile.read(folder)
            .map(ServerAddress::of)
            .orElseThrow(() -> new IOException("No server runs on " + folder)));
  }

  /** As its superuser; the caller closes it. */
  public Connection connect(String database) throws SQLException {
    return address.dataSource(database).getConnection();
  }

  /** For {@link Database#open}. */
  public DatabaseConfig config(String database) {
    return new DatabaseConfig(
        Optional.empty(),
        Optional.empty(),
        Optional.of(address.host()),
        address.port(),
        database,
        Optional.of(address.user()),
        Optional.of(address.password()),
        false,
        Optional.empty(),
        CONNECTIONS,
        DatabaseConfig.DEFAULT_MAX_WAITING,
        false);
  }
}
