package io.tributary.platform.db;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tributary.platform.config.Secret;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import io.vertx.pgclient.PgConnection;
import io.vertx.sqlclient.Tuple;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The oldest server that we promise to work with, by TCP and TLS. */
@ExtendWith(VertxExtension.class)
class ExternalPostgresIT {
  private static final Path PROGRAMS = Path.of("/usr/lib/postgresql/15/bin");
  private static final String PASSWORD = "external";

  private final ServerUser user = ServerUser.current();
  private Path root;
  private Path data;
  private int port;

  @BeforeEach
  void start() throws IOException {
    assumeTrue(Files.isDirectory(PROGRAMS), "no PostgreSQL 15 on this machine");
    assumeTrue(Processes.find("openssl").isPresent(), "no openssl to make certificates with");
    root = TestDatabase.reachableFolder("tributary-external-");
    data = new DataFolder(root, user).data();
    new DataFolder(root, user).privateFolder(data);
    Path words = root.resolve("words");
    Files.writeString(words, PASSWORD);
    user.own(words);
    run(
        PROGRAMS + "/initdb",
        "-D",
        data.toString(),
        "-U",
        "tributary",
        "--pwfile=" + words,
        "--auth=scram-sha-256",
        "--no-sync",
        "--encoding=UTF8",
        "--no-locale");
    certificate("localhost");
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    run(
        PROGRAMS + "/pg_ctl",
        "start",
        "-w",
        "-D",
        data.toString(),
        "-l",
        data.resolve("log").toString(),
        "-o",
        "-c listen_addresses=127.0.0.1 -p "
            + port
            + " -c unix_socket_directories= -c fsync=off"
            + " -c ssl=on -c ssl_cert_file=localhost.pem -c ssl_key_file=localhost.key");
  }

  @AfterEach
  void stop() throws IOException {
    if (root != null) {
      run(PROGRAMS + "/pg_ctl", "stop", "-w", "-m", "immediate", "-D", data.toString());
      FileTree.delete(root);
    }
  }

  @Test
  void migratesAndServesWithAndWithoutTls(Vertx vertx) throws Exception {
    ServerAddress plain = address("127.0.0.1", false, Optional.empty());
    var admin = Await.result(PgConnection.connect(vertx, plain.options("postgres", Map.of())));
    Await.result(admin.query("CREATE DATABASE broker").execute());
    Await.result(admin.close());
    Database database = open(vertx, plain);
    Await.result(database.durable().run(EmbeddedKit.INSERT, Tuple.of(1, "one")));
    assertEquals("off", EmbeddedKit.show(database.relaxed(), "synchronous_commit"));
    Await.result(database.close());

    Database sealed = open(vertx, address("localhost", true, Optional.of(authority())));
    assertEquals(1, EmbeddedKit.count(sealed));
    assertEquals("t", encrypted(sealed));
    Await.result(sealed.close());

    refused(vertx, address("127.0.0.1", true, Optional.of(authority())), "another name");
    refused(vertx, address("localhost", true, Optional.empty()), "unknown authority");
  }

  private static String encrypted(Database database) throws Exception {
    Statement ssl =
        new Statement("test.ssl", "SELECT ssl::text FROM pg_stat_ssl WHERE pid = pg_backend_pid()");
    String text = Await.result(database.relaxed().run(ssl)).iterator().next().getString(0);
    return text.substring(0, 1);
  }

  private static void refused(Vertx vertx, ServerAddress address, String why) throws Exception {
    Await.failure(PgConnection.connect(vertx, address.options("broker", Map.of())));
    try (var connection = address.dataSource("broker").getConnection()) {
      throw new AssertionError(why + " accepted by JDBC: " + connection);
    } catch (java.sql.SQLException expected) {
      assertTrue(expected.getMessage() != null);
    }
  }

  private static Database open(Vertx vertx, ServerAddress address) throws Exception {
    DatabaseConfig config = EmbeddedKit.external(address, "broker", 64);
    return EmbeddedKit.open(vertx, config, EmbeddedServers.forServing(notice -> {}));
  }

  private Path authority() throws IOException {
    Path copy = root.resolve("authority.pem");
    Files.write(copy, Files.readAllBytes(data.resolve("localhost.pem")));
    return copy;
  }

  private ServerAddress address(String host, boolean tls, Optional<Path> authority) {
    return new ServerAddress(host, port, "tributary", new Secret(PASSWORD), tls, authority);
  }

  private void certificate(String name) throws IOException {
    run(
        Processes.find("openssl").orElseThrow(),
        "req",
        "-x509",
        "-newkey",
        "rsa:2048",
        "-nodes",
        "-subj",
        "/CN=" + name,
        "-addext",
        "subjectAltName=DNS:" + name,
        "-days",
        "2",
        "-keyout",
        data.resolve(name + ".key").toString(),
        "-out",
        data.resolve(name + ".pem").toString());
  }

  private void run(String... command) throws IOException {
    Processes.Ended ended = Processes.run(user.command(List.of(command)));
    assertEquals(0, ended.code(), ended.output());
  }
}
