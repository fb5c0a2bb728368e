package io.tributary.platform.http;

import io.vertx.ext.web.RoutingContext;

/**
 * How a service shows a failure that no endpoint has answered: 404, 405, 413, 414, 431, 500, 503.
 * Called once, after the failure was logged.
 */
@FunctionalInterface
public interface ErrorRenderer {
  void render(RoutingContext context, RequestInfo request, int status);
}
