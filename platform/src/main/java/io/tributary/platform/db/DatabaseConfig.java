package io.tributary.platform.db;

import io.tributary.platform.config.ConfigReader;
import io.tributary.platform.config.Secret;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

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
 * @param host of an external server; one that begins with {@code /} is the folder of its Unix
 *     socket
 * @param name of the database; created when absent in an embedded server
 * @param tls encrypt, and accept only a certificate for this host (verify-full)
 * @param tlsCa PEM file of the authorities for that certificate; empty: those of the Java runtime
 * @param transactionConnections size of the pool for real transactions
 * @param maxWaiting bound of each wait queue; beyond it {@link DatabaseUnavailable}
 * @param synchronousCommit also what a crash of the database may forget ({@link Relaxed}) is on
 *     disk before it is answered
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
    Optional<Path> tlsCa,
    int transactionConnections,
    int maxWaiting,
    boolean synchronousCommit) {
  static final int DEFAULT_TRANSACTION_CONNECTIONS = 4;
  static final int DEFAULT_MAX_WAITING = 512;

  /** Lower case and short: the name is typed in shells and stands in names of pools. */
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,47}");

  public static DatabaseConfig read(ConfigReader section) {
    Optional<Path> embedded = section.path("embedded").optional();
    Optional<Path> attach = section.path("attach").optional();
    Optional<String> host = section.text("host").optional();
    long places = Stream.of(embedded, attach, host).filter(Optional::isPresent).count();
    if (places != 1) {
      section.problem(
          "embedded", "name exactly one of 'embedded', 'attach' and 'host': where the database is");
    }
    DatabaseConfig config =
        new DatabaseConfig(
            embedded,
            attach,
            host,
            section.integer("port", 1, 65535).or(5432),
            section.text("name").required(),
            section.text("user").optional(),
            section.secret("password").optional(),
            section.flag("tls").or(false),
            section.path("tls_ca").optional(),
            section.integer("transaction_connections", 1, 64).or(DEFAULT_TRANSACTION_CONNECTIONS),
            section.integer("max_waiting", 1, 100_000).or(DEFAULT_MAX_WAITING),
            section.flag("synchronous_commit").or(false));
    config.check(section);
    return config;
  }

  private void check(ConfigReader section) {
    if (name != null && !name.isEmpty() && !NAME.matcher(name).matches()) {
      section.problem("name", "a database name is lower-case letters, digits and underscores");
    }
    if (host.isPresent()) {
      if (user.isEmpty()) {
        section.problem("user", "an external database needs 'user'");
      }
      if (password.isEmpty()) {
        section.problem("password", "an external database needs 'password' or 'password_file'");
      }
    } else if (user.isPresent() || password.isPresent() || tls) {
      section.problem(
          user.isPresent() ? "user" : password.isPresent() ? "password" : "tls",
          "user, password and tls belong to an external database ('host')");
    }
    if (tlsCa.isPresent() && !tls) {
      section.problem("tls_ca", "has no effect without 'tls: true'");
    }
  }

  /** A name as an SQL identifier. */
  static String quoted(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }
}
