package io.tributary.platform.db;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.concurrent.Callable;

/**
 * Runs the few blocking steps of opening and closing on a thread that ends with them.
 *
 * <p>Not on a Vert.x worker: such a step waits for answers of the PostgreSQL client, and those
 * would be delivered to the very worker that waits.
 */
final class OwnThread {
  private OwnThread() {}

  static <T> Future<T> run(Vertx vertx, Callable<T> step) {
    Context context = vertx.getOrCreateContext();
    Promise<T> promise = Promise.promise();
    Runnable work =
        () -> {
          try {
            T result = step.call();
            context.runOnContext(nothing -> promise.complete(result));
          } catch (Throwable failure) {
            context.runOnContext(nothing -> promise.fail(failure));
          }
        };
    Thread thread = new Thread(work, "tributary-database");
    thread.setDaemon(true);
    thread.start();
    return promise.future();
  }
}
