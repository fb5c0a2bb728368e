package io.tributary.platform.db;

import io.tributary.platform.config.ConfigReader;
import io.tributary.platform.config.Secret;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where the database is: exactly one of an embedded server that this process owns, an embedded
 * server that another process of ours owns, or an external one.
 *
 * <pre>
 * database: { embedded: ./data, name: broker }       # start (or adopt) the server in that folder
 * database: { attach: ./data, name: inventory }      # use the server a running broker owns there
 * database: { host: db.example.com, port: 5432, name: broker, user: broker, password: ${DB_PASSWORD} }
 * </pre>
 *
 * @param embedded folder of the server that this process owns
 * @param attach folder of a server that another process owns
 * @param host of an external server
 * @param name of the database; created when absent in an embedded server
 * @param transactionConnections size of the pool for real transactions
 * @param maxWaiting bound of each wait queue; beyond it {@link DatabaseUnavailable}
 */
public record DatabaseConfig(
    Optional<Path> embedded,
    Optional<Path> attach,
    Optional<String> host,
    int port,
    String name,
    Optional<String> user,
    Optional<Secret> password,
    boolean tls,
    int transactionConnections,
    int maxWaiting) {

  public static DatabaseConfig read(ConfigReader section) {
    throw new UnsupportedOperationException("skeleton");
  }
}
