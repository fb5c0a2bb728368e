package io.tributary.platform.db;

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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * One pipelined connection for each event loop of one Vert.x, and one for all other threads. A
 * connection that breaks is opened anew by the next statement.
 */
final class PipelinedClients {
  /** Beyond the server's own statement timeout: then it is the connection that hangs. */
  private static final long ANSWER_SECONDS = 15;

  private final Vertx vertx;
  private final PgConnectOptions connection;
  private final PoolOptions pool;
  private final StatementMeter meter;
  private final Map<Thread, SqlClient> byLoop = new ConcurrentHashMap<>();
  private final Thread elsewhere = new Thread("key of the client for other threads");

  PipelinedClients(
      Vertx vertx, PgConnectOptions connection, PoolOptions pool, StatementMeter meter) {
    this.vertx = vertx;
    this.connection = connection;
    this.pool = pool;
    this.meter = meter;
  }

  Future<RowSet<Row>> run(Statement statement, Tuple parameters) {
    Thread key = key();
    SqlClient client = byLoop.computeIfAbsent(key, thread -> build());
    long start = meter.started();
    return client
        .preparedQuery(statement.sql())
        .execute(parameters)
        .timeout(ANSWER_SECONDS, TimeUnit.SECONDS)
        .andThen(result -> meter.ended(statement.name(), start, result.succeeded()))
        .recover(
            failure -> {
              dropWhenHanging(key, client, failure);
              return Future.failedFuture(DatabaseFailures.translate(failure));
            });
  }

  private Thread key() {
    Context context = Vertx.currentContext();
    boolean loopOfOurs =
        context != null && context.owner() == vertx && Context.isOnEventLoopThread();
    return loopOfOurs ? Thread.currentThread() : elsewhere;
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
    List<Future<Void>> closing = new ArrayList<>();
    byLoop.values().forEach(client -> closing.add(client.close()));
    byLoop.clear();
    return Future.join(closing).mapEmpty();
  }
}
