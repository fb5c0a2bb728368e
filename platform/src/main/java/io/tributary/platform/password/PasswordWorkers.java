package io.tributary.platform.password;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/**
 * Hashes passwords beside the event loops: one at once, two where there are at least eight
 * processors (each holds 20 MB and keeps one of them busy, which all others' logins would miss), 32
 * waiting, and beyond that {@link Busy}. Vert.x's own worker pools have a queue without bound.
 *
 * <p>A thread keeps its 20 MB from one hash to the next and ends after 30 s without work. Allocated
 * anew for each hash, they would fill the heap with what survives every collection but the full
 * ones, and each of those stops all event loops for some 60 ms.
 */
public final class PasswordWorkers implements AutoCloseable {
  private static final int PROCESSORS_FOR_TWO = 8;
  private static final int WAITING = 32;

  private final Vertx vertx;
  private final ThreadPoolExecutor pool;
  private final LongAdder computed = new LongAdder();
  // No reference to the constructor: to link that may load what it needs.
  private final ThreadLocal<Argon2> argon2 = ThreadLocal.withInitial(() -> new Argon2());
  private final Argon2Hash nobody = Argon2Hash.ofNobody();

  /**
   * @param name of the service: part of the threads' names
   */
  public PasswordWorkers(Vertx vertx, String name) {
    this.vertx = vertx;
    AtomicInteger number = new AtomicInteger();
    int atOnce = atOnce(Runtime.getRuntime().availableProcessors());
    this.pool =
        new ThreadPoolExecutor(
            atOnce,
            atOnce,
            30,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(WAITING),
            work -> {
              Thread thread = new Thread(work, name + "-password-" + number.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
    pool.allowCoreThreadTimeOut(true);
  }

  static int atOnce(int processors) {
    return processors < PROCESSORS_FOR_TWO ? 1 : 2;
  }

  /** Hashes computed so far. */
  public long computed() {
    return computed.sum();
  }

  /** Passwords waiting for a thread, and those being hashed. */
  public int tasks() {
    return pool.getQueue().size() + pool.getActiveCount();
  }

  /** Passwords waiting for a thread. */
  public int waiting() {
    return pool.getQueue().size();
  }

  /** Another password would be refused now. */
  public boolean full() {
    return pool.getQueue().remainingCapacity() == 0;
  }

  /**
   * What a comparison found.
   *
   * @param upgraded PHC string of the same password with today's parameters, when the stored one
   *     has others
   */
  public record Verdict(boolean matches, Optional<String> upgraded) {}

  /** The PHC string of a new hash. */
  public Future<String> hash(String password) {
    return run(() -> counted(password).phc());
  }

  /**
   * Costs the same whether or not there is a stored hash.
   *
   * @param stored PHC string; one that cannot be read matches nothing
   */
  public Future<Verdict> verify(String password, Optional<String> stored) {
    return run(
        () -> {
          Optional<Argon2Hash> read = stored.flatMap(Argon2Hash::parse);
          Argon2Hash hash = read.orElse(nobody);
          computed.increment();
          boolean matches = hash.matches(password, argon2.get()) && read.isPresent();
          return new Verdict(
              matches,
              matches && hash.outdated() ? Optional.of(counted(password).phc()) : Optional.empty());
        });
  }

  private Argon2Hash counted(String password) {
    computed.increment();
    return Argon2Hash.of(password, argon2.get());
  }

  private <T> Future<T> run(Callable<T> work) {
    Context context = vertx.getOrCreateContext();
    Promise<T> promise = Promise.promise();
    try {
      pool.execute(
          () -> {
            try {
              T result = work.call();
              context.runOnContext(back -> promise.complete(result));
            } catch (Throwable failure) { // Whatever it is, somebody waits for an answer.
              context.runOnContext(back -> promise.fail(failure));
            }
          });
    } catch (RejectedExecutionException full) {
      return Future.failedFuture(new Busy(full));
    }
    return promise.future();
  }

  /** Takes no more; what waits (a second at most) is still answered, then the threads end. */
  @Override
  public void close() {
    pool.shutdown();
  }

  /** All places are taken: 503 and come again. */
  public static final class Busy extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Busy(Throwable cause) {
      super("Too many passwords at once", cause, false, false);
    }
  }
}
