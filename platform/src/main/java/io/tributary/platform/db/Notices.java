package io.tributary.platform.db;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.pubsub.PgSubscriber;

/**
 * Hears what is said on one channel of the database ({@code NOTIFY}), on a connection of its own.
 * It gives freshness and nothing else: while the connection is away, or where a pooler stands
 * between, nothing is heard, and whoever listens has to ask from time to time as well.
 */
public final class Notices {
  private static final long SOONEST_MS = 1_000;
  private static final long LATEST_MS = 30_000;

  private final PgSubscriber subscriber;

  private Notices(PgSubscriber subscriber) {
    this.subscriber = subscriber;
  }

  static Notices hear(Vertx vertx, PgConnectOptions connection, String channel, Runnable heard) {
    PgSubscriber subscriber =
        PgSubscriber.subscriber(vertx, connection).reconnectPolicy(Notices::wait);
    subscriber
        .channel(channel)
        .handler(said -> heard.run())
        // What was said before the first answer, or while the connection was away, is not known.
        .subscribeHandler(listening -> heard.run());
    // Nobody waits for it: a start must not depend on what is only for freshness.
    subscriber.connect();
    return new Notices(subscriber);
  }

  private static Long wait(Integer tries) {
    return Math.min(LATEST_MS, SOONEST_MS << Math.min(tries, 5));
  }

  public Future<Void> close() {
    return subscriber.close();
  }
}
