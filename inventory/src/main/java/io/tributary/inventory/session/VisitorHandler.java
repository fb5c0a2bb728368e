package io.tributary.inventory.session;

import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;

/**
 * Serves a request of somebody who may make it. It answers itself, or fails: a {@link
 * io.tributary.inventory.page.Refusal} becomes its page, anything else a 500.
 */
@FunctionalInterface
public interface VisitorHandler {
  Future<Void> handle(RoutingContext context, Visitor visitor);
}
