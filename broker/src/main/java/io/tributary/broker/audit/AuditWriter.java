package io.tributary.broker.audit;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.tributary.platform.db.DatabaseUnavailable;
import io.tributary.platform.ops.Log;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/**
 * Writes events in batches: 100 ms after the first, or at once when 500 wait. While the database is
 * away they wait in a bounded queue; what does not fit is counted in {@code
 * broker_audit_lost_total} and logged.
 *
 * <p>{@link #record} may be called from any thread; everything else happens on one context.
 */
public final class AuditWriter implements Audit {
  static final int BATCH = 500;
  private static final int QUEUE = 10_000;
  private static final long DELAY_MS = 100;
  private static final long RETRY_MS = 1_000;

  private final Vertx vertx;
  private final Context context;
  private final AuditRepository repository;
  private final BlockingQueue<AuditEvent> queue;
  private final Counter lost;
  private final Log log;

  /** Taken from the queue and not yet written. This and the next two are the context's own. */
  private List<AuditEvent> batch = List.of();

  private Future<Void> writing = Future.succeededFuture();
  private long timer = -1;

  public AuditWriter(Vertx vertx, AuditRepository repository, MeterRegistry meters, Log log) {
    this(vertx, repository, meters, log, QUEUE);
  }

  AuditWriter(
      Vertx vertx, AuditRepository repository, MeterRegistry meters, Log log, int capacity) {
    this.vertx = vertx;
    this.context = vertx.getOrCreateContext();
    this.repository = repository;
    this.queue = new ArrayBlockingQueue<>(capacity);
    this.log = log;
    this.lost =
        Counter.builder("broker.audit.lost")
            .description("Audit events that were never written")
            .register(meters);
  }

  @Override
  public void record(AuditEvent event) {
    if (queue.offer(event)) {
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
          writing
              .transform(before -> drain())
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
            log.warn("audit.waiting").with("events", batch.size() + queue.size()).write();
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
      List<AuditEvent> next = new ArrayList<>();
      queue.drainTo(next, BATCH);
      batch = List.copyOf(next);
    }
    return repository
        .write(batch)
        .onSuccess(written -> batch = List.of())
        .recover(failure -> away(failure) ? Future.failedFuture(failure) : oneByOne());
  }

  /** One event that the database refuses must not take the others with it. */
  private Future<Void> oneByOne() {
    if (batch.isEmpty()) {
      return Future.succeededFuture();
    }
    return repository
        .write(batch.subList(0, 1))
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

  private void lose(int events, Throwable cause) {
    if (events > 0) {
      lost.increment(events);
      log.error("audit.lost").with("events", events).cause(cause).write();
    }
  }
}
