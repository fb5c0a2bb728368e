package io.tributary.platform.outbound;

import io.vertx.core.Future;
import io.vertx.core.Vertx;

/** Sends guarded requests: no redirects, no cookies, bounded time and size, checked addresses. */
public final class OutboundClient {
  private OutboundClient() {}

  public static OutboundClient create(Vertx vertx, OutboundPolicy policy) {
    throw new UnsupportedOperationException("skeleton");
  }

  /** The whole answer, or an {@link OutboundException}. */
  public Future<OutboundResponse> send(OutboundRequest request) {
    throw new UnsupportedOperationException("skeleton");
  }

  public Future<Void> close() {
    throw new UnsupportedOperationException("skeleton");
  }
}
