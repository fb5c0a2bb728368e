package io.tributary.platform.db;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.tributary.platform.ops.StartupException;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import io.vertx.sqlclient.PoolOptions;
import io.vertx.sqlclient.Tuple;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A server that goes away, comes back, or hangs without a word. */
@ExtendWith(VertxExtension.class)
class BrokenServerIT {
  private Path root;
  private Path folder;
  private EmbeddedServers servers;
  private EmbeddedServers.Lease lease;

  @BeforeEach
  void start() throws IOException {
    root = TestDatabase.reachableFolder("tributary-broken-");
    folder = root.resolve("data");
    servers = EmbeddedKit.servers(root, true, List.of("fsync=off"));
    lease = servers.own(folder, file -> java.util.Optional.empty());
  }

  @AfterEach
  void delete() throws IOException {
    servers.close();
    FileTree.delete(root);
  }

  @Test
  void aServerThatCameBackIsUsedAgain(Vertx vertx) throws Exception {
    Database database = EmbeddedKit.open(vertx, EmbeddedKit.embedded(folder, "broker"), servers);
    Await.result(database.durable().run(EmbeddedKit.INSERT, Tuple.of(1, "one")));
    EmbeddedPostgres server = server();
    server.stop();
    assertInstanceOf(
        DatabaseUnavailable.class, Await.failure(database.relaxed().run(EmbeddedKit.COUNT)));
    assertInstanceOf(DatabaseUnavailable.class, Await.failure(database.ping()));
    assertInstanceOf(
        DatabaseUnavailable.class,
        Await.failure(database.transaction(connection -> connection.query("SELECT 1").execute())));
    server.start();
    assertEquals(1, EmbeddedKit.count(database));
    Await.result(database.ping());
    Await.result(database.transaction(connection -> connection.query("SELECT 1").execute()));
    Await.result(database.close());
  }

  @Test
  void aServerThatHangsIsGivenUpAndFoundAgain(Vertx vertx) throws Exception {
    PipelinedClients clients =
        new PipelinedClients(
            vertx,
            ServerAddress.of(lease.connection()).options("postgres", Map.of()),
            new PoolOptions().setMaxSize(1),
            new StatementMeter(StatementTimings.NONE),
            Duration.ofMillis(300));
    Statement select = new Statement("test.one", "SELECT 1");
    Await.result(clients.run(select, Tuple.tuple()));
    Statement hang = new Statement("test.hang", "SELECT pg_sleep(30)");
    assertInstanceOf(DatabaseUnavailable.class, Await.failure(clients.run(hang, Tuple.tuple())));
    Await.result(clients.run(select, Tuple.tuple()));
    Await.result(clients.close());
  }

  @Test
  void aStatementThatTakesTooLongEndsAsUnavailable(Vertx vertx) throws Exception {
    Database database = EmbeddedKit.open(vertx, EmbeddedKit.embedded(folder, "broker"), servers);
    assertEquals("10s", EmbeddedKit.show(database.relaxed(), "statement_timeout"));
    Throwable failure =
        Await.failure(
            database.transaction(
                connection ->
                    connection
                        .query("SET LOCAL statement_timeout = '50ms'")
                        .execute()
                        .compose(set -> connection.query("SELECT pg_sleep(30)").execute())));
    assertInstanceOf(DatabaseUnavailable.class, failure);
    Await.result(database.close());
  }

  @Test
  void anExternalServerThatIsNotThereIsOneSentence(Vertx vertx) throws Exception {
    server().stop();
    DatabaseConfig config = EmbeddedKit.external(ServerAddress.of(lease.connection()), "broker", 8);
    Throwable failure =
        Await.failure(
            Database.open(vertx, config, EmbeddedKit.SCHEMA, servers, StatementTimings.NONE));
    assertInstanceOf(StartupException.class, failure);
  }

  private EmbeddedPostgres server() {
    DataFolder data = DataFolder.resolve(folder, ServerUser.current(), root.resolve("elsewhere"));
    ServerBinaries binaries =
        ServerBinaries.in(EmbeddedServers.Places.standard(data.user()).cache());
    return new EmbeddedPostgres(data, binaries, List.of("fsync=off"));
  }
}
