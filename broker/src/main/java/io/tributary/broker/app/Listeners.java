package io.tributary.broker.app;

import io.tributary.platform.db.Database;
import io.tributary.platform.http.Crowding;
import io.tributary.platform.http.WebServer;
import io.tributary.platform.ops.Health;
import io.tributary.platform.ops.Log;
import io.tributary.platform.ops.ManagementServer;
import io.tributary.platform.ops.Metrics;
import io.vertx.core.Future;
import io.vertx.core.Vertx;

/** What a broker listens on: the management port first, so that its start can be watched. */
record Listeners(WebServer web, ManagementServer management) {
  /** They end with {@code closing}. */
  static Future<Listeners> open(
      Vertx vertx,
      BrokerConfig config,
      Routes routes,
      Database database,
      Health health,
      Closing closing,
      Log log,
      Metrics metrics) {
    return ManagementServer.start(
            vertx, config.management().host(), config.management().port(), health, metrics)
        .map(started -> closing.with(started, started::close))
        .compose(
            management ->
                WebServer.start(
                        vertx,
                        config.listen(),
                        config.eventLoops(),
                        routes::mount,
                        new Crowding(database::delayNanos, Beginnings::begins),
                        routes::failed,
                        log,
                        metrics)
                    .map(started -> closing.with(started, started::close))
                    .map(web -> new Listeners(web, management)));
  }

  /** Of the public listener. */
  int port() {
    return web.port();
  }

  int managementPort() {
    return management.port();
  }
}
