package io.tributary.platform.db;

import io.tributary.platform.ops.StartupException;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.concurrent.Callable;
import java.util.concurrent.RejectedExecutionException;

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
            deliver(context, promise, () -> promise.complete(result));
          } catch (Throwable failure) {
            deliver(context, promise, () -> promise.fail(failure));
          }
        };
    Thread thread = new Thread(work, "tributary-database");
    thread.setDaemon(true);
    thread.start();
    return promise.future();
  }

  private static void deliver(Context context, Promise<?> promise, Runnable outcome) {
    try {
      context.runOnContext(nothing -> outcome.run());
    } catch (RejectedExecutionException closed) {
      // Vert.x was closed meanwhile: no event loop is left that could hear of it.
      promise.tryFail(new StartupException("The program is being stopped.", closed));
    }
  }
}
