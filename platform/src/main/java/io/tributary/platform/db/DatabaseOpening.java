package io.tributary.platform.db;

import io.tributary.platform.ops.StartupException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.PgConnection;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.PoolOptions;
import io.vertx.sqlclient.Row;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;

/** The steps of {@link Database#open}: find the server, find the database, migrate, connect. */
final class DatabaseOpening {
  private static final String NO_SUCH_DATABASE = "3D000";
  private static final String DUPLICATE_DATABASE = "42P04";
  private static final int OLDEST_MAJOR = 15;
  private static final int PIPELINE = 64;
  private static final int CONNECT_SECONDS = 5;
  private static final String STATEMENT_TIMEOUT = "10s";
  private static final Duration ANSWER = Duration.ofSeconds(15);

  private final Vertx vertx;
  private final DatabaseConfig config;
  private final Schema schema;
  private final EmbeddedServers servers;
  private final StatementTimings timings;

  DatabaseOpening(
      Vertx vertx,
      DatabaseConfig config,
      Schema schema,
      EmbeddedServers servers,
      StatementTimings timings) {
    this.vertx = vertx;
    this.config = config;
    this.schema = schema;
    this.servers = servers;
    this.timings = timings;
  }

  /** A server that was found, and how to give it back. */
  private record Found(ServerAddress address, boolean ours, Runnable release) {}

  Future<Database> open() {
    return findServer()
        .compose(
            server ->
                prepare(server)
                    .compose(ready -> OwnThread.run(vertx, () -> connect(server)))
                    .recover(failure -> giveBack(server, failure)));
  }

  private <T> Future<T> giveBack(Found server, Throwable failure) {
    return OwnThread.run(
            vertx,
            () -> {
              server.release().run();
              return null;
            })
        .transform(released -> Future.failedFuture(explain(failure)));
  }

  private Future<Found> findServer() {
    if (config.host().isPresent()) {
      ServerAddress address =
          new ServerAddress(
              config.host().get(),
              config.port(),
              config.user().orElseThrow(),
              config.password().orElseThrow(),
              config.tls(),
              config.tlsCa());
      return Future.succeededFuture(new Found(address, false, () -> {}));
    }
    return OwnThread.run(
        vertx,
        () -> {
          EmbeddedServers.Lease lease =
              config.embedded().isPresent()
                  ? servers.own(config.embedded().get(), this::ask)
                  : servers.attach(config.attach().orElseThrow(), this::ask);
          return new Found(ServerAddress.of(lease.connection()), true, lease.release());
        });
  }

  private Future<Void> prepare(Found server) {
    return version(server)
        .compose(
            found ->
                Migrations.needed(found, schema, config.name())
                    ? migrate(server.address())
                    : Future.succeededFuture());
  }

  private Future<Void> migrate(ServerAddress address) {
    return OwnThread.run(
        vertx,
        () -> {
          Migrations.run(address, config.name(), schema);
          return null;
        });
  }

  private Future<Integer> version(Found server) {
    PgConnectOptions options = server.address().options(config.name(), Map.of());
    return PgConnection.connect(vertx, options)
        .recover(
            failure ->
                server.ours() && state(failure).equals(NO_SUCH_DATABASE)
                    ? create(server.address()).compose(done -> PgConnection.connect(vertx, options))
                    : Future.failedFuture(failure))
        .compose(
            connection -> {
              refuseOldServer(connection);
              return Migrations.version(connection).eventually(connection::close);
            });
  }

  private void refuseOldServer(PgConnection connection) {
    int major = connection.databaseMetadata().majorVersion();
    if (major < OLDEST_MAJOR) {
      throw new StartupException(
          "The database server is PostgreSQL "
              + major
              + "; "
              + OLDEST_MAJOR
              + " is the oldest that works.");
    }
  }

  private Future<Void> create(ServerAddress address) {
    return PgConnection.connect(vertx, address.options("postgres", Map.of()))
        .compose(
            admin ->
                admin
                    .query("CREATE DATABASE " + DatabaseConfig.quoted(config.name()))
                    .execute()
                    .<Void>mapEmpty()
                    .recover(
                        failure ->
                            state(failure).equals(DUPLICATE_DATABASE)
                                ? Future.succeededFuture()
                                : Future.failedFuture(failure))
                    .eventually(admin::close));
  }

  private Database connect(Found server) {
    StatementMeter meter = new StatementMeter(timings);
    ServerAddress address = server.address();
    return new Database(
        new PipelinedClients(
            vertx,
            byKey(session(address, "relaxed", config.synchronousCommit() ? "on" : "off")),
            single("relaxed"),
            meter,
            ANSWER),
        new PipelinedClients(
            vertx,
            plannedOnce(byKey(session(address, "durable", "on"))),
            single("durable"),
            meter,
            ANSWER),
        new PipelinedClients(
            vertx,
            inSteps(byKey(session(address, "background", "off"))),
            single("background"),
            meter,
            ANSWER),
        PgBuilder.pool()
            .with(pool("transactions").setMaxSize(config.transactionConnections()))
            .connectingTo(session(address, "transactions", "on"))
            .using(vertx)
            .build(),
        meter,
        (channel, heard) -> Notices.hear(vertx, session(address, "notices", "off"), channel, heard),
        () ->
            OwnThread.run(
                vertx,
                () -> {
                  server.release().run();
                  return null;
                }));
  }

  private PgConnectOptions session(ServerAddress address, String use, String synchronousCommit) {
    Map<String, String> settings =
        Map.of(
            "application_name",
            "tributary " + config.name() + " " + use,
            "synchronous_commit",
            synchronousCommit,
            "statement_timeout",
            STATEMENT_TIMEOUT,
            "idle_in_transaction_session_timeout",
            "30s",
            "TimeZone",
            "UTC");
    return address
        .options(config.name(), settings)
        .setPipeliningLimit(PIPELINE)
        .setCachePreparedStatements(true)
        .setPreparedStatementCacheMaxSize(512)
        .setPreparedStatementCacheSqlLimit(16384);
  }

  /**
   * The statements of these clients read by key. Their plans are kept as long as the connection,
   * and one that was made on an empty table reads all of it: hundreds of rows later that costs more
   * than everything else together, until an ANALYZE happens to come by.
   */
  private static PgConnectOptions byKey(PgConnectOptions options) {
    for (String way : List.of("enable_seqscan", "enable_hashjoin", "enable_mergejoin")) {
      options.addProperty(way, "off");
    }
    return options;
  }

  /**
   * Left alone, the server plans a statement anew at each execution as long as its parameters seem
   * to make it cheaper: a login without a previous session drops all that ends one from its plan,
   * and pays more for that plan than for the whole execution. The statements that change something
   * have one good plan each.
   */
  private static PgConnectOptions plannedOnce(PgConnectOptions options) {
    options.addProperty("plan_cache_mode", "force_generic_plan");
    return options;
  }

  /**
   * Sweeping takes a bounded step, and the next one, by the index of what has expired. A bitmap of
   * that index reads all of it first: with five million rows expired, at each step.
   */
  private static PgConnectOptions inSteps(PgConnectOptions options) {
    options.addProperty("enable_bitmapscan", "off");
    return options;
  }

  private PoolOptions single(String use) {
    return pool(use).setMaxSize(1);
  }

  private PoolOptions pool(String use) {
    return new PoolOptions()
        .setName("tributary-" + config.name() + "-" + use)
        .setMaxWaitQueueSize(config.maxWaiting())
        .setConnectionTimeout(CONNECT_SECONDS)
        .setConnectionTimeoutUnit(TimeUnit.SECONDS);
  }

  /** Blocks; runs on a thread of its own. */
  private Optional<EmbeddedServers.ServerFacts> ask(ConnectionFile file) {
    Future<EmbeddedServers.ServerFacts> answer =
        PgConnection.connect(vertx, ServerAddress.of(file).options("postgres", Map.of()))
            .compose(
                connection ->
                    connection
                        .query("SELECT current_setting('data_directory'), current_setting('fsync')")
                        .execute()
                        .map(rows -> facts(rows.iterator().next()))
                        .eventually(connection::close));
    try {
      return Optional.of(
          answer.toCompletionStage().toCompletableFuture().get(CONNECT_SECONDS, TimeUnit.SECONDS));
    } catch (ExecutionException | TimeoutException silent) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  private static EmbeddedServers.ServerFacts facts(Row row) {
    return new EmbeddedServers.ServerFacts(row.getString(0), "on".equals(row.getString(1)));
  }

  private static String state(Throwable failure) {
    return failure instanceof PgException e && e.getSqlState() != null ? e.getSqlState() : "";
  }

  /** What a person can change is a sentence; a mistake of ours keeps its stack trace. */
  private Throwable explain(Throwable failure) {
    boolean theirs =
        DatabaseFailures.translate(failure) instanceof DatabaseUnavailable
            || failure instanceof SSLException
            || state(failure).startsWith("28")
            || state(failure).equals(NO_SUCH_DATABASE);
    if (!theirs) {
      return failure;
    }
    String where = config.host().map(host -> " on " + host + ":" + config.port()).orElse("");
    return new StartupException(
        "The database " + config.name() + where + " cannot be used: " + failure.getMessage() + ".",
        failure);
  }
}
