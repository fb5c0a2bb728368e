package io.tributary.inventory.user;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Hashes and checks passwords on a small pool of its own: two at once, because each takes 19 MiB,
 * and a bounded number waiting.
 */
public final class Passwords {
  /** Longer ones are refused before they are hashed. */
  public static final int MAX_LENGTH = 256;

  private static final int AT_ONCE = 2;
  private static final int WAITING = 32;

  private final WorkerExecutor workers;
  private final AtomicInteger under = new AtomicInteger();
  private final Future<String> decoy;

  public Passwords(Vertx vertx) {
    this.workers = vertx.createSharedWorkerExecutor("inventory-passwords", AT_ONCE);
    // Checked when there is no such account, so that the answer takes as long.
    this.decoy = workers.executeBlocking(() -> Argon2.hash("no account has this password"), false);
  }

  public Future<String> hash(String password) {
    return bounded(() -> Argon2.hash(password));
  }

  /** Whether the password is that of the stored hash; as slow and always false without one. */
  public Future<Boolean> verify(String password, Optional<String> stored) {
    return decoy.compose(
        stand ->
            bounded(() -> Argon2.verify(password, stored.orElse(stand)) && stored.isPresent()));
  }

  public Future<Void> close() {
    return workers.close();
  }

  private <T> Future<T> bounded(Callable<T> work) {
    if (under.incrementAndGet() > AT_ONCE + WAITING) {
      under.decrementAndGet();
      return Future.failedFuture(new TooManyLogins());
    }
    return workers.executeBlocking(work, false).onComplete(done -> under.decrementAndGet());
  }

  /** The pool and its queue are full: answer 503, ask to come again. */
  public static final class TooManyLogins extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TooManyLogins() {
      super("Too many passwords are being checked", null, false, false);
    }
  }
}
