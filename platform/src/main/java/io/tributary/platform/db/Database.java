package io.tributary.platform.db;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The open database of one service: for each event loop one pipelined client for relaxed work and
 * one for durable statements, one for what happens in the background once there is any, and a small
 * shared pool for real transactions.
 */
public final class Database {
  private static final Statement PING = new Statement("database.ping", "SELECT 1");

  private final PipelinedClients relaxed;
  private final PipelinedClients durable;
  private final PipelinedClients background;
  private final Pool transactions;
  private final StatementMeter meter;
  private final BiFunction<String, Runnable, Notices> listening;
  private final Supplier<Future<Void>> afterwards;

  Database(
      PipelinedClients relaxed,
      PipelinedClients durable,
      PipelinedClients background,
      Pool transactions,
      StatementMeter meter,
      BiFunction<String, Runnable, Notices> listening,
      Supplier<Future<Void>> afterwards) {
    this.relaxed = relaxed;
    this.durable = durable;
    this.background = background;
    this.transactions = transactions;
    this.meter = meter;
    this.listening = listening;
    this.afterwards = afterwards;
  }

  /**
   * Opens the database: starts or finds the server, creates the database when it is ours, and
   * brings its schema to the version of this program. Fails with {@link
   * io.tributary.platform.ops.StartupException} when a person has to do something about it.
   *
   * @param schema where the migrations are and which version this program needs
   * @param servers the embedded servers of this process
   * @param timings is told of every statement
   */
  public static Future<Database> open(
      Vertx vertx,
      DatabaseConfig config,
      Schema schema,
      EmbeddedServers servers,
      StatementTimings timings) {
    return new DatabaseOpening(vertx, config, schema, servers, timings).open();
  }

  public Relaxed relaxed() {
    return relaxed::run;
  }

  /**
   * For what reads or deletes much and nobody waits for: counting, sweeping. On connections of its
   * own, since whatever stands behind it on a pipelined one waits until it is done.
   */
  public Relaxed background() {
    return background::run;
  }

  public Durable durable() {
    return durable::run;
  }

  /**
   * Runs work in one durable transaction; rolled back when the future fails. Its statements count;
   * BEGIN and COMMIT do not.
   */
  public <T> Future<T> transaction(Function<SqlConnection, Future<T>> work) {
    return transactions
        .withTransaction(connection -> work.apply(new CountedConnection(connection, meter)))
        .recover(failure -> Future.failedFuture(DatabaseFailures.translate(failure)));
  }

  /**
   * Listens on a channel until it is closed, which the caller does before this database.
   *
   * @param channel a constant of the caller
   * @param heard called at each {@code NOTIFY}, and whenever listening has begun
   */
  public Notices hear(String channel, Runnable heard) {
    return listening.apply(channel, heard);
  }

  /** Succeeds when the database answers: the readiness check. */
  public Future<Void> ping() {
    return relaxed.run(PING, io.vertx.sqlclient.Tuple.tuple()).mapEmpty();
  }

  /**
   * How long a statement of the current event loop waits now before it is executed, in nanoseconds:
   * how much more its last ones took than they take without a queue. 0 on other threads.
   */
  public long delayNanos() {
    return Math.max(relaxed.delayNanos(), durable.delayNanos());
  }

  /** Statements sent so far: tests count them per request. */
  public long statements() {
    return meter.sent();
  }

  /**
   * Closes the clients and, when this process owns an embedded server that no one else here uses,
   * stops it.
   */
  public Future<Void> close() {
    return Future.join(relaxed.close(), durable.close(), background.close(), transactions.close())
        .transform(closed -> afterwards.get());
  }
}
