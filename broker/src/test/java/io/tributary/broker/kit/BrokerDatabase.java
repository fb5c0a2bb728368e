package io.tributary.broker.kit;

import io.tributary.broker.app.Broker;
import io.tributary.platform.db.Database;
import io.tributary.platform.db.Durable;
import io.tributary.platform.db.Notices;
import io.tributary.platform.db.Relaxed;
import io.tributary.platform.db.Statement;
import io.tributary.platform.db.TestDatabase;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxInternal;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** The broker's database for one test class, with its Vert.x; used from the thread of the test. */
public final class BrokerDatabase implements AutoCloseable {
  private final Vertx vertx = Vertx.vertx();
  private final Database database;

  public BrokerDatabase() {
    database = await(TestDatabase.open(vertx, Broker.SCHEMA));
  }

  public Vertx vertx() {
    return vertx;
  }

  public Durable durable() {
    return database.durable();
  }

  public Relaxed relaxed() {
    return database.relaxed();
  }

  public Relaxed background() {
    return database.background();
  }

  public Notices hear(String channel, Runnable heard) {
    return database.hear(channel, heard);
  }

  public long statements() {
    return database.statements();
  }

  /** Any SQL of a test, durable. */
  public List<Row> query(String sql, Object... parameters) {
    return await(
        durable()
            .run(new Statement("test.query", sql), Tuple.from(parameters))
            .map(rows -> rows.stream().toList()));
  }

  /** The single value of a query. */
  public Object value(String sql, Object... parameters) {
    return query(sql, parameters).get(0).getValue(0);
  }

  public long count(String fromWhere, Object... parameters) {
    return (Long) value("SELECT count(*) FROM " + fromWhere, parameters);
  }

  /** Runs work on an event loop of its own, and so on connections of its own. */
  public <T> Future<T> onAnotherLoop(Supplier<Future<T>> work) {
    Promise<T> promise = Promise.promise();
    ((VertxInternal) vertx)
        .createEventLoopContext()
        .runOnContext(go -> work.get().onSuccess(promise::complete).onFailure(promise::fail));
    return promise.future();
  }

  /** Work inside a transaction that holds what this statement locked until the work is done. */
  public <T> Future<T> holding(String sql, Supplier<Future<T>> work) {
    return database.transaction(
        connection -> connection.query(sql).execute().compose(locked -> work.get()));
  }

  /** When a statement waits for what another transaction has locked. */
  public static Future<Void> untilSomebodyWaits(Vertx vertx, Relaxed relaxed) {
    Statement waiting =
        new Statement(
            "test.waiting",
            "SELECT 1 FROM pg_stat_activity WHERE datname = current_database()"
                + " AND wait_event_type = 'Lock'");
    return relaxed
        .run(waiting)
        .compose(
            found ->
                found.size() > 0
                    ? Future.succeededFuture()
                    : vertx.timer(5).compose(t -> untilSomebodyWaits(vertx, relaxed)));
  }

  public static <T> T await(Future<T> future) {
    try {
      return future.toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
    } catch (ExecutionException failed) {
      throw new AssertionError(failed.getCause());
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  /** The failure of a future that must fail. */
  public static Throwable failure(Future<?> future) {
    Object result;
    try {
      result = future.toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
    } catch (ExecutionException failed) {
      return failed.getCause();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
    throw new AssertionError("succeeded with " + result);
  }

  @Override
  public void close() {
    await(database.close());
    await(vertx.close());
  }
}
