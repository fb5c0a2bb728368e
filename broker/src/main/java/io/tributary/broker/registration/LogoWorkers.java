package io.tributary.broker.registration;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Draws logos beside the event loops, one at a time: each may take 30 MB for a moment. */
final class LogoWorkers {
  static final int WAITING = 8;

  private final Vertx vertx;
  private final ThreadPoolExecutor pool;

  LogoWorkers(Vertx vertx) {
    this.vertx = vertx;
    this.pool =
        new ThreadPoolExecutor(
            1,
            1,
            10,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(WAITING),
            work -> {
              Thread thread = new Thread(work, "client-logos");
              thread.setDaemon(true);
              return thread;
            });
    pool.allowCoreThreadTimeOut(true);
  }

  /** Fails with {@link LogoRefused}. */
  Future<Buffer> redraw(Buffer picture) {
    Context context = vertx.getOrCreateContext();
    Promise<Buffer> promise = Promise.promise();
    byte[] bytes = picture.getBytes();
    try {
      pool.execute(
          () -> {
            try {
              Buffer png = Buffer.buffer(LogoPicture.redraw(bytes));
              context.runOnContext(back -> promise.complete(png));
            } catch (RuntimeException | OutOfMemoryError | LinkageError failure) {
              context.runOnContext(back -> promise.fail(failure));
            }
          });
    } catch (RejectedExecutionException full) {
      return Future.failedFuture(new LogoRefused("too many pictures at once", full));
    }
    return promise.future();
  }

  void close() {
    pool.shutdown();
  }
}
