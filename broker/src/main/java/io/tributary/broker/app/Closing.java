package io.tributary.broker.app;

import io.vertx.core.Future;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Supplier;

/**
 * What has been opened, closed in the reverse order: after a stop, and after a start that failed.
 */
final class Closing {
  private final Deque<Supplier<Future<?>>> opened = new ArrayDeque<>();

  /** Remembers how to close what was just opened. */
  <T> T with(T resource, Supplier<Future<?>> close) {
    opened.push(close);
    return resource;
  }

  /** Closes everything; a failure to close one thing keeps no other open. */
  Future<Void> close() {
    Future<Void> done = Future.succeededFuture();
    while (!opened.isEmpty()) {
      Supplier<Future<?>> next = opened.pop();
      done = done.transform(before -> next.get().transform(after -> Future.succeededFuture()));
    }
    return done;
  }
}
