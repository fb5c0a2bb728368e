package io.tributary.platform.db;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.IntSupplier;

/**
 * Writes rows in batches, off the way of whoever makes them: 100 ms after the first, or at once
 * when 500 wait. While the database is away they wait in a bounded queue; what does not fit is
 * lost, and said so.
 *
 * <p>{@link #add} may be called from any thread; everything else happens on one context.
 *
 * @param <T> what a row is made of
 */
public final class BatchWriter<T> {
  /** The most rows of one statement. */
  public static final int BATCH = 500;

  private static final long DELAY_MS = 100;
  private static final long RETRY_MS = 1_000;

  private final Vertx vertx;
  private final Context context;
  private final BlockingQueue<T> queue;
  private final Function<List<T>, Future<Void>> write;
  private final Losses losses;

  private final AtomicInteger open = new AtomicInteger();

  /** Taken from the queue and not yet written. This and the next two are the context's own. */
  private List<T> batch = List.of();

  private Future<Void> writing = Future.succeededFuture();
  private long timer = -1;

  /** Hears what became of rows that were not written. */
  public interface Losses {
    /** The database is away, and so many rows wait for it. */
    void waiting(int rows);

    /**
     * So many rows were never written.
     *
     * @param cause nothing ({@code null}) when the queue was full
     */
    void lost(int rows, Throwable cause);

    /**
     * Told once, at the beginning.
     *
     * @param rows how many have been added and are neither written nor lost, at any time
     */
    default void watch(IntSupplier rows) {}
  }

  /**
   * @param capacity the most rows that wait
   * @param write one statement for a batch; a row that it refuses is lost without the others
   */
  public BatchWriter(
      Vertx vertx, int capacity, Function<List<T>, Future<Void>> write, Losses losses) {
    this.vertx = vertx;
    this.context = vertx.getOrCreateContext();
    this.queue = new ArrayBlockingQueue<>(capacity);
    this.write = write;
    this.losses = losses;
    losses.watch(open::get);
  }

  public void add(T row) {
    open.incrementAndGet();
    if (queue.offer(row)) {
      context.runOnContext(later -> schedule(DELAY_MS));
    } else {
      lose(1, null);
    }
  }

  /** Writes what waits. What the database does not take now is lost, and counted. */
  public Future<Void> close() {
    Promise<Void> done = Promise.promise();
    context.runOnContext(
        now -> {
          vertx.cancelTimer(timer);
          timer = -1;
          // Whoever hears the end of the statement under way must find that the next has begun.
          writing = writing.transform(before -> drain());
          writing
              .onSuccess(drained -> done.complete())
              .onFailure(
                  failure -> {
                    lose(batch.size() + queue.size(), failure);
                    batch = List.of();
                    queue.clear();
                    done.complete();
                  });
        });
    return done.future();
  }

  private void schedule(long delay) {
    if (!writing.isComplete()) {
      return;
    }
    if (queue.size() >= BATCH && batch.isEmpty()) {
      vertx.cancelTimer(timer);
      flush();
    } else if (timer < 0) {
      timer = vertx.setTimer(delay, fired -> flush());
    }
  }

  private void flush() {
    timer = -1;
    writing = writeBatch();
    writing.onComplete(
        written -> {
          if (written.failed()) {
            losses.waiting(batch.size() + queue.size());
          }
          if (!batch.isEmpty() || !queue.isEmpty()) {
            schedule(written.failed() ? RETRY_MS : DELAY_MS);
          }
        });
  }

  private Future<Void> drain() {
    return batch.isEmpty() && queue.isEmpty()
        ? Future.succeededFuture()
        : writeBatch().compose(written -> drain());
  }

  /** Fails while the database is away, and keeps the batch. */
  private Future<Void> writeBatch() {
    if (batch.isEmpty()) {
      List<T> next = new ArrayList<>();
      queue.drainTo(next, BATCH);
      batch = List.copyOf(next);
    }
    return write
        .apply(batch)
        .onSuccess(
            written -> {
              open.addAndGet(-batch.size());
              batch = List.of();
            })
        .recover(failure -> away(failure) ? Future.failedFuture(failure) : oneByOne());
  }

  /** One row that the database refuses must not take the others with it. */
  private Future<Void> oneByOne() {
    if (batch.isEmpty()) {
      return Future.succeededFuture();
    }
    return write
        .apply(batch.subList(0, 1))
        .onSuccess(written -> open.decrementAndGet())
        .recover(
            failure -> {
              if (away(failure)) {
                return Future.failedFuture(failure);
              }
              lose(1, failure);
              return Future.succeededFuture();
            })
        .compose(
            written -> {
              batch = List.copyOf(batch.subList(1, batch.size()));
              return oneByOne();
            });
  }

  private static boolean away(Throwable failure) {
    return failure instanceof DatabaseUnavailable;
  }

  private void lose(int rows, Throwable cause) {
    if (rows > 0) {
      open.addAndGet(-rows);
      losses.lost(rows, cause);
    }
  }
}
