package io.tributary.platform.db;

import io.vertx.core.Future;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

/** Waits for a future on the thread of a test. */
final class Await {
  private Await() {}

  static <T> T result(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
  }

  /** The failure of a future that must fail. */
  static Throwable failure(Future<?> future) throws Exception {
    try {
      Object result = result(future);
      throw new AssertionError("succeeded with " + result);
    } catch (ExecutionException e) {
      return e.getCause();
    }
  }
}
