package io.tributary.platform.http;

import io.tributary.platform.ops.Log;
import io.tributary.platform.ops.Metrics;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import java.util.function.Consumer;

/**
 * The public HTTP server of a service, on every event loop that it was given.
 *
 * <p>Before a route of the service sees a request: request id, admission (503 with Retry-After
 * beyond the limit), limits (request line 16 KiB, headers 32 KiB, form 64 KiB, no uploads), slashes
 * collapsed by an internal rewrite (never a redirect), security headers, form body read. After it:
 * one access log line, one timer ({@code http_server_requests} by route and status class), one
 * place that logs and renders failures.
 */
public final class WebServer {
  private WebServer() {}

  /**
   * Listens; fails with one sentence when the port is taken.
   *
   * @param loops number of event loops that serve
   * @param routes adds the service's routes; called once for each loop
   */
  public static Future<WebServer> start(
      Vertx vertx,
      WebServerConfig config,
      int loops,
      Consumer<Router> routes,
      ErrorRenderer errors,
      Log log,
      Metrics metrics) {
    throw new UnsupportedOperationException("skeleton");
  }

  public int port() {
    throw new UnsupportedOperationException("skeleton");
  }

  /** Stops taking requests, lets those under way end for a moment, then closes. */
  public Future<Void> close() {
    throw new UnsupportedOperationException("skeleton");
  }
}
