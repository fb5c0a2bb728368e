package io.tributary.broker.admin;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;

/**
 * Holds back whoever writes to a browser or a program that reads slowly, so that nothing gathers in
 * memory. The listener ends a response that takes longer than a request may.
 */
final class SlowReader {
  private final HttpServerResponse response;
  private Optional<Promise<Void>> waiting = Optional.empty();
  private boolean gone;

  SlowReader(RoutingContext context) {
    this.response = context.response();
    context.addEndHandler(ended -> leave());
  }

  private void leave() {
    gone = true;
    waiting.ifPresent(promise -> promise.tryFail(new Gone()));
  }

  /** Nobody reads any more. */
  static final class Gone extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Gone() {
      super("whoever asked is gone", null, false, false);
    }
  }

  /** Complete when more can be written; failed with {@link Gone}. Several may wait at once. */
  Future<Void> ready() {
    if (gone || response.closed()) {
      return Future.failedFuture(new Gone());
    }
    if (!response.writeQueueFull()) {
      return Future.succeededFuture();
    }
    if (waiting.isEmpty()) {
      Promise<Void> promise = Promise.promise();
      waiting = Optional.of(promise);
      response.drainHandler(
          room -> {
            waiting = Optional.empty();
            promise.tryComplete();
          });
    }
    return waiting.get().future();
  }
}
