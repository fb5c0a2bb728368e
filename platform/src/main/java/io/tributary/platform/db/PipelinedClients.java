package io.tributary.platform.db;

import io.vertx.core.AsyncResult;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.PoolOptions;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * One pipelined connection for each event loop of one Vert.x, and one for all other threads. A
 * connection that breaks is opened anew by the next statement.
 */
final class PipelinedClients {
  private final Vertx vertx;
  private final PgConnectOptions connection;
  private final PoolOptions pool;
  private final StatementMeter meter;
  private final Map<Thread, SqlClient> byLoop = new ConcurrentHashMap<>();
  private final Map<Thread, StatementDelay> delays = new ConcurrentHashMap<>();
  private final Duration patience;
  private volatile boolean closed;
  private final Thread elsewhere = new Thread("key of the client for other threads");

  /**
   * @param patience with a statement; longer than the server's own statement timeout, so that it
   *     ends only when the connection hangs
   */
  PipelinedClients(
      Vertx vertx,
      PgConnectOptions connection,
      PoolOptions pool,
      StatementMeter meter,
      Duration patience) {
    this.vertx = vertx;
    this.connection = connection;
    this.pool = pool;
    this.meter = meter;
    this.patience = patience;
  }

  Future<RowSet<Row>> run(Statement statement, Tuple parameters) {
    if (closed) {
      return Future.failedFuture(new DatabaseUnavailable("the database is closed", null));
    }
    Thread key = key();
    SqlClient client = byLoop.computeIfAbsent(key, thread -> buildUnbound());
    long start = meter.started();
    // Answers come back on the loop that asked; other threads share a client, and nobody asks
    // there.
    Optional<StatementDelay> delay =
        key == elsewhere
            ? Optional.empty()
            : Optional.of(delays.computeIfAbsent(key, thread -> new StatementDelay()));
    delay.ifPresent(StatementDelay::sent);
    return client
        .preparedQuery(statement.sql())
        .execute(parameters)
        .timeout(patience.toMillis(), TimeUnit.MILLISECONDS)
        .andThen(
            result -> {
              long now = System.nanoTime();
              delay.ifPresent(one -> answered(one, statement, result, now, now - start));
              meter.ended(statement.name(), start, result.succeeded());
            })
        .recover(
            failure -> {
              dropWhenHanging(key, client, failure);
              return Future.failedFuture(DatabaseFailures.translate(failure));
            });
  }

  /**
   * A refusal is quicker than any answer, and a statement that finds no row to change waits for no
   * disk: neither says what the others should take.
   */
  private static void answered(
      StatementDelay delay,
      Statement statement,
      AsyncResult<RowSet<Row>> result,
      long now,
      long nanos) {
    if (result.failed()) {
      delay.failed();
    } else {
      boolean none = result.result().rowCount() == 0 && result.result().size() == 0;
      delay.answered(none ? statement.name() + " of none" : statement.name(), now, nanos);
    }
  }

  /** Nanoseconds that a statement of the current event loop waits in its queue; 0 elsewhere. */
  long delayNanos() {
    StatementDelay delay = delays.get(Thread.currentThread());
    return delay == null ? 0 : delay.nanos();
  }

  private Thread key() {
    Context context = Vertx.currentContext();
    boolean loopOfOurs =
        context != null && context.owner() == vertx && Context.isOnEventLoopThread();
    return loopOfOurs ? Thread.currentThread() : elsewhere;
  }

  /**
   * Built on a thread without a context, because Vert.x closes what is built in a verticle with
   * that verticle. Once per event loop, 0.1 ms; it opens no connection.
   */
  private SqlClient buildUnbound() {
    return CompletableFuture.supplyAsync(
            this::build, step -> new Thread(step, "tributary-database-client").start())
        .join();
  }

  private SqlClient build() {
    return PgBuilder.client().with(pool).connectingTo(connection).using(vertx).build();
  }

  /**
   * A peer that vanished without a word would hold its statements until the kernel gives up (a
   * quarter of an hour): the next statement gets a new connection.
   */
  private void dropWhenHanging(Thread key, SqlClient client, Throwable failure) {
    if (failure instanceof TimeoutException && byLoop.remove(key, client)) {
      client.close();
    }
  }

  Future<Void> close() {
    closed = true;
    List<Future<Void>> closing = new ArrayList<>();
    byLoop.values().forEach(client -> closing.add(client.close()));
    byLoop.clear();
    return Future.join(closing).mapEmpty();
  }
}
