package io.tributary.platform.relyingparty;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A document of a provider, fetched at most once at a time whatever the number of callers.
 *
 * <p>While it is fresh nothing is fetched. When a fetch fails, the last good one is served, and for
 * a short while nobody tries again, so that a dead provider costs nothing. Safe for every thread;
 * the future completes on the caller's context.
 */
final class Cached<T> {
  private final Vertx vertx;
  private final Clock clock;
  private final Supplier<Future<T>> fetch;
  private final Duration fresh;
  private final Duration pause;

  private T value;
  private Instant fetchedAt = Instant.MIN;
  private Instant triedAt = Instant.MIN;
  private Throwable failure;
  private Future<T> underWay;

  /**
   * @param fresh how long a good document is served without asking
   * @param pause between two attempts after a failure, and between two forced ones
   */
  Cached(Vertx vertx, Clock clock, Supplier<Future<T>> fetch, Duration fresh, Duration pause) {
    this.vertx = vertx;
    this.clock = clock;
    this.fetch = fetch;
    this.fresh = fresh;
    this.pause = pause;
  }

  Future<T> get() {
    return obtain(false);
  }

  /**
   * The document fetched anew, unless that was tried within the pause: then the one at hand. For
   * callers to whom the cached one was not enough.
   */
  Future<T> newer() {
    return obtain(true);
  }

  private Future<T> obtain(boolean force) {
    Promise<T> started = null;
    Future<T> shared;
    synchronized (this) {
      Optional<Future<T>> atHand = underWay == null ? atHand(force) : Optional.empty();
      if (atHand.isPresent()) {
        return atHand.get();
      }
      if (underWay == null) {
        started = Promise.promise();
        underWay = started.future();
        triedAt = clock.instant();
      }
      shared = underWay;
    }
    if (started != null) {
      start(started);
    }
    return onCallersContext(shared);
  }

  private Optional<Future<T>> atHand(boolean force) {
    Instant now = clock.instant();
    boolean isFresh = !force && value != null && within(fetchedAt, fresh, now);
    boolean triedJustNow = (force || failure != null) && within(triedAt, pause, now);
    if (!isFresh && !triedJustNow) {
      return Optional.empty();
    }
    return Optional.of(
        value != null ? Future.succeededFuture(value) : Future.failedFuture(failure));
  }

  /** A clock that was set back does not keep an old document for ever. */
  private static boolean within(Instant since, Duration time, Instant now) {
    return !since.equals(Instant.MIN) && !now.isBefore(since) && now.isBefore(since.plus(time));
  }

  private void start(Promise<T> started) {
    Future<T> fetched;
    try {
      fetched = fetch.get();
    } catch (RuntimeException thrown) {
      fetched = Future.failedFuture(thrown);
    }
    fetched.onComplete(
        outcome -> {
          T served;
          synchronized (this) {
            underWay = null;
            failure = outcome.cause();
            if (outcome.succeeded()) {
              value = outcome.result();
              fetchedAt = clock.instant();
            }
            served = value;
          }
          if (served != null) {
            started.complete(served);
          } else {
            started.fail(outcome.cause());
          }
        });
  }

  private Future<T> onCallersContext(Future<T> shared) {
    Context context = vertx.getOrCreateContext();
    Promise<T> own = Promise.promise();
    shared.onComplete(outcome -> context.runOnContext(run -> own.handle(outcome)));
    return own.future();
  }
}
