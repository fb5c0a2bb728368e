package io.tributary.platform.ops;

import io.vertx.core.Future;
import io.vertx.core.Vertx;

/** {@code /health/live}, {@code /health/ready} and {@code /metrics} on a port of their own. */
public final class ManagementServer {
  private ManagementServer() {}

  /**
   * Listens; fails with one sentence when the port is taken.
   *
   * @param host loopback by default
   * @param port 0 picks one
   */
  public static Future<ManagementServer> start(
      Vertx vertx, String host, int port, Health health, Metrics metrics) {
    throw new UnsupportedOperationException("skeleton");
  }

  public int port() {
    throw new UnsupportedOperationException("skeleton");
  }

  public Future<Void> close() {
    throw new UnsupportedOperationException("skeleton");
  }
}
