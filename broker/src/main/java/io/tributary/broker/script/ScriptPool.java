package io.tributary.broker.script;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The threads that scripts run on, apart from event loops and other workers: whatever scripts do,
 * everything else keeps its threads. Each thread has rooms of its own.
 */
public final class ScriptPool {
  /** Jobs that wait for the scripts of people who log in. */
  public static final int LOGIN_QUEUE = 64;

  /** Built-in functions recurse on the Java stack; the limit of depth is theirs too. */
  private static final long STACK_BYTES = 1 << 20;

  private final Vertx vertx;
  private final ThreadPoolExecutor workers;
  private final ThreadLocal<ScriptRooms> rooms = ThreadLocal.withInitial(ScriptRooms::new);
  private final Promise<Void> ended = Promise.promise();

  /** For logins: {@link #LOGIN_QUEUE} of them wait. */
  public ScriptPool(Vertx vertx, String name, int threads) {
    this(vertx, name, threads, LOGIN_QUEUE);
  }

  /**
   * @param name of the broker and of what the pool is for, for thread names
   * @param threads usually one a core; one or two where nobody waits, as in a replay
   * @param queue jobs that wait at most; the next is refused
   */
  public ScriptPool(Vertx vertx, String name, int threads, int queue) {
    this.vertx = vertx;
    AtomicInteger number = new AtomicInteger();
    ThreadFactory named =
        work -> new Thread(null, work, name + "-scripts-" + number.incrementAndGet(), STACK_BYTES);
    workers =
        new ThreadPoolExecutor(
            threads, threads, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(queue), named) {
          @Override
          protected void terminated() {
            ended.complete();
          }
        };
  }

  /** Jobs that run or wait. */
  public int tasks() {
    return workers.getQueue().size() + workers.getActiveCount();
  }

  /** Runs a job with every thread's rooms, so that nobody who waits pays for opening them. */
  public void warmUp(Consumer<ScriptRooms> job) {
    for (int thread = 0; thread < workers.getCorePoolSize(); thread++) {
      try {
        workers.execute(() -> job.accept(rooms.get()));
      } catch (RejectedExecutionException busyOrClosed) {
        return;
      }
    }
  }

  /**
   * Runs one job; its result arrives on the caller's context.
   *
   * @return failed with {@link ScriptsBusy} when the queue is full, else with what the job threw
   */
  public <T> Future<T> run(Function<ScriptRooms, T> job) {
    Context caller = vertx.getOrCreateContext();
    Promise<T> promise = Promise.promise();
    try {
      workers.execute(
          () -> {
            Future<T> outcome = outcome(job);
            try {
              caller.runOnContext(nothing -> outcome.onComplete(promise));
            } catch (RejectedExecutionException stopped) {
              // The caller's event loop has ended, and nobody is left who waits.
              promise.tryFail(stopped);
            }
          });
    } catch (RejectedExecutionException full) {
      return Future.failedFuture(new ScriptsBusy());
    }
    return promise.future();
  }

  private <T> Future<T> outcome(Function<ScriptRooms, T> job) {
    try {
      return Future.succeededFuture(job.apply(rooms.get()));
    } catch (RuntimeException | Error failure) {
      return Future.failedFuture(failure);
    }
  }

  /** Takes no more jobs; complete when the last has ended and no thread is left. */
  public Future<Void> close() {
    workers.shutdown();
    Context caller = vertx.getOrCreateContext();
    Promise<Void> closed = Promise.promise();
    ended.future().onComplete(done -> caller.runOnContext(nothing -> closed.tryComplete()));
    return closed.future();
  }
}
