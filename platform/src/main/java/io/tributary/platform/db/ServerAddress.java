package io.tributary.platform.db;

import io.tributary.platform.config.Secret;
import io.vertx.core.net.ClientSSLOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.SslMode;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A server and the right to use it.
 *
 * @param host name or address; one that begins with {@code /} is the folder of a Unix socket
 * @param tls encrypted, and the server's certificate proven to be for this host (verify-full)
 * @param tlsCa PEM file of the authorities that may sign it; empty: those of the Java runtime
 */
record ServerAddress(
    String host, int port, String user, Secret password, boolean tls, Optional<Path> tlsCa) {
  private static final int CONNECT_SECONDS = 5;

  static ServerAddress of(ConnectionFile file) {
    return new ServerAddress(
        file.socket().toString(),
        file.port(),
        file.user(),
        file.password(),
        false,
        Optional.empty());
  }

  /**
   * @param settings further parameters of the session, for example {@code synchronous_commit}
   */
  PgConnectOptions options(String database, Map<String, String> settings) {
    PgConnectOptions options =
        new PgConnectOptions()
            .setHost(host)
            .setPort(port)
            .setUser(user)
            .setPassword(password.reveal())
            .setDatabase(database);
    Map<String, String> properties = new HashMap<>(options.getProperties());
    properties.putAll(settings);
    options.setProperties(properties);
    if (tls) {
      ClientSSLOptions ssl = new ClientSSLOptions().setHostnameVerificationAlgorithm("HTTPS");
      tlsCa.ifPresent(ca -> ssl.setTrustOptions(new PemTrustOptions().addCertPath(ca.toString())));
      options.setSslMode(SslMode.VERIFY_FULL).setSslOptions(ssl);
    }
    return options;
  }

  /** For Flyway, which knows JDBC only. */
  DataSource dataSource(String database) {
    PGSimpleDataSource source = new PGSimpleDataSource();
    boolean socket = host.startsWith("/");
    source.setServerNames(new String[] {socket ? "127.0.0.1" : host});
    source.setPortNumbers(new int[] {port});
    source.setDatabaseName(database);
    source.setUser(user);
    source.setPassword(password.reveal());
    source.setConnectTimeout(CONNECT_SECONDS);
    source.setApplicationName("tributary migrations");
    if (socket) {
      source.setSocketFactory(UnixSocketFactory.class.getName());
      source.setSocketFactoryArg(host + "/.s.PGSQL." + port);
    }
    source.setSslMode(tls ? "verify-full" : "disable");
    if (tls && tlsCa.isPresent()) {
      source.setSslRootCert(tlsCa.get().toString());
    } else if (tls) {
      source.setSslfactory("org.postgresql.ssl.DefaultJavaSSLFactory");
    }
    return source;
  }
}
