package io.tributary.inventory.app;

import io.tributary.inventory.session.Endpoint;
import io.tributary.platform.db.Database;
import io.tributary.platform.db.EmbeddedServers;
import io.tributary.platform.db.Schema;
import io.tributary.platform.db.StatementTimers;
import io.tributary.platform.http.Crowding;
import io.tributary.platform.http.WebServer;
import io.tributary.platform.ops.Health;
import io.tributary.platform.ops.Log;
import io.tributary.platform.ops.ManagementServer;
import io.tributary.platform.ops.Metrics;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;

/**
 * A running inventory. It starts in the order database, accounts, public listener, management
 * listener; what has started is stopped again when a later part fails. {@link #close} leaves no
 * thread of ours.
 */
public final class Inventory {
  /** What this program needs of its database. */
  public static final Schema SCHEMA = new Schema("db/inventory", 2);

  private static final long SWEEP_EVERY_MS = 60_000;

  private final Vertx vertx;
  private final Database database;
  private final Wiring wiring;
  private final Metrics metrics;
  private final long sweeper;
  private final WebServer web;
  private final ManagementServer management;

  private Inventory(
      Vertx vertx,
      Database database,
      Wiring wiring,
      Metrics metrics,
      long sweeper,
      WebServer web,
      ManagementServer management) {
    this.vertx = vertx;
    this.database = database;
    this.wiring = wiring;
    this.metrics = metrics;
    this.sweeper = sweeper;
    this.web = web;
    this.management = management;
  }

  /**
   * Starts an inventory; fails with a {@link io.tributary.platform.ops.StartupException} when a
   * person has to do something about it.
   *
   * @param loops number of event loops that serve
   * @param servers the embedded servers of this process
   */
  public static Future<Inventory> start(
      Vertx vertx, InventoryConfig config, int loops, EmbeddedServers servers, Log log) {
    Metrics metrics = Metrics.create();
    StatementTimers timers = new StatementTimers(metrics.registry(), "inventory.database");
    return Database.open(vertx, config.database(), SCHEMA, servers, timers)
        .compose(
            database ->
                begin(vertx, config, loops, log, metrics, database)
                    .recover(
                        failure ->
                            database.close().transform(closed -> Future.failedFuture(failure))))
        .onFailure(failure -> metrics.close());
  }

  private static Future<Inventory> begin(
      Vertx vertx, InventoryConfig config, int loops, Log log, Metrics metrics, Database database) {
    Wiring wiring = Wiring.of(vertx, config, database, metrics, log);
    Health health = new Health().check("database", database::ping);
    return FirstData.create(config, wiring, log)
        .compose(
            done ->
                WebServer.start(
                    vertx,
                    config.listen(),
                    loops,
                    wiring::routes,
                    new Crowding(database::delayNanos, path -> true),
                    wiring::error,
                    log,
                    metrics))
        .compose(
            web ->
                ManagementServer.start(
                        vertx,
                        config.management().host(),
                        config.management().port(),
                        health,
                        metrics)
                    .map(
                        management -> {
                          long sweeper =
                              vertx.setPeriodic(0, SWEEP_EVERY_MS, id -> sweep(wiring, log));
                          return new Inventory(
                              vertx, database, wiring, metrics, sweeper, web, management);
                        })
                    .recover(
                        failure -> web.close().transform(closed -> Future.failedFuture(failure))))
        .recover(failure -> wiring.close().transform(closed -> Future.failedFuture(failure)));
  }

  private static void sweep(Wiring wiring, Log log) {
    wiring.sweep().onFailure(failure -> log.warn("sweep.failed").cause(failure).write());
  }

  public int port() {
    return web.port();
  }

  public int managementPort() {
    return management.port();
  }

  /** Every address behind the login: tests walk them all. */
  public List<Endpoint> endpoints() {
    return wiring.endpoints();
  }

  /** Stops taking requests, ends those under way, then everything else. */
  public Future<Void> close() {
    vertx.cancelTimer(sweeper);
    return web.close()
        .transform(closed -> management.close())
        .transform(closed -> wiring.close())
        .transform(closed -> database.close())
        .onComplete(closed -> metrics.close());
  }
}
