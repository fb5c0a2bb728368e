package io.tributary.platform.http;

import io.vertx.core.Vertx;

/**
 * How long the current turn of one event loop has lasted. A loop takes all sockets that have
 * something to read, serves one after the other, and then runs what was put off: so a request that
 * comes late in a turn has waited in its socket since the turn began, where nobody counts it.
 *
 * <p>Used on its loop only.
 */
final class Turn {
  private final Vertx vertx;
  private boolean under;
  private long began;

  Turn(Vertx vertx) {
    this.vertx = vertx;
  }

  /** Nanoseconds that a request which is served now has waited at least. */
  long lasted(long now) {
    if (under) {
      return now - began;
    }
    under = true;
    began = now;
    vertx.runOnContext(end -> under = false);
    return 0;
  }
}
