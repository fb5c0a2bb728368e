package io.tributary.broker.client;

import com.nimbusds.jose.jwk.JWK;
import io.tributary.broker.client.ClientKeySets.KeysUnavailable;
import io.tributary.platform.outbound.OutboundClient;
import io.tributary.platform.outbound.OutboundException;
import io.tributary.platform.outbound.OutboundRequest;
import io.tributary.platform.outbound.OutboundResponse;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The key set at one address, fetched at most once at a time. When a fetch fails the last good set
 * is served, for a day at most: a key that its owner took away must not live on because somebody
 * keeps us from hearing of it.
 */
final class FetchedKeys {
  private static final Duration FRESH = Duration.ofMinutes(10);
  private static final Duration LAST_GOOD = Duration.ofHours(24);

  /** Fetches beyond the regular ones: so many at once, afterwards one in each pause. */
  static final int BURST = 5;

  private static final Duration PAUSE = Duration.ofSeconds(30);

  private final Vertx vertx;
  private final OutboundClient outbound;
  private final String client;
  private final URI uri;
  private final Clock clock;
  private final Consumer<FetchedKeys> changed;

  /** What {@link KeySetRoom} holds it for; guarded by that. */
  int counted;

  private List<JWK> keys;
  private Instant fetchedAt = Instant.MIN;
  private boolean lastFailed;
  private int left = BURST;
  private Instant refilledAt = Instant.MIN;
  private Future<List<JWK>> underWay;

  /**
   * @param changed told of each set that was fetched
   */
  FetchedKeys(
      Vertx vertx,
      OutboundClient outbound,
      String client,
      URI uri,
      Clock clock,
      Consumer<FetchedKeys> changed) {
    this.vertx = vertx;
    this.outbound = outbound;
    this.client = client;
    this.uri = uri;
    this.clock = clock;
    this.changed = changed;
  }

  URI uri() {
    return uri;
  }

  /** About how much memory the keys take. */
  synchronized int bytes() {
    return keys == null ? 0 : KeySetDocument.bytes(keys);
  }

  /** Forgets the keys, and not how often they were fetched. */
  synchronized void letGo() {
    keys = null;
  }

  Future<List<JWK>> get() {
    return obtain(false);
  }

  Future<List<JWK>> newer() {
    return obtain(true);
  }

  private Future<List<JWK>> obtain(boolean force) {
    Promise<List<JWK>> started = null;
    Future<List<JWK>> shared;
    synchronized (this) {
      if (underWay == null) {
        Instant now = clock.instant();
        boolean fresh = !lastFailed && within(FRESH, now);
        if (fresh && !force) {
          return Future.succeededFuture(keys);
        }
        // A set that is merely old is fetched at once; every other fetch costs from the bucket.
        boolean regular = !force && !lastFailed;
        if (!regular && !take(now)) {
          return atHand(now);
        }
        started = Promise.promise();
        underWay = started.future();
      }
      shared = underWay;
    }
    if (started != null) {
      fetch(started);
    }
    return onCallersContext(shared);
  }

  private Future<List<JWK>> atHand(Instant now) {
    return within(LAST_GOOD, now)
        ? Future.succeededFuture(keys)
        : Future.failedFuture(new KeysUnavailable(uri.getHost() + ": its keys are not to be had"));
  }

  /** A clock that was set back does not keep an old set for ever. */
  private boolean within(Duration time, Instant now) {
    return keys != null && !now.isBefore(fetchedAt) && now.isBefore(fetchedAt.plus(time));
  }

  private boolean take(Instant now) {
    if (left == BURST || now.isBefore(refilledAt)) {
      refilledAt = now;
    }
    long due = Duration.between(refilledAt, now).dividedBy(PAUSE);
    if (due > 0) {
      left = (int) Math.min(BURST, left + due);
      refilledAt = now;
    }
    if (left == 0) {
      return false;
    }
    left--;
    return true;
  }

  private void fetch(Promise<List<JWK>> started) {
    Map<String, String> headers = Map.of("accept", "application/jwk-set+json, application/json");
    outbound
        .send(OutboundRequest.get(uri, headers), client)
        .map(this::read)
        .onComplete(
            outcome -> {
              Future<List<JWK>> served;
              synchronized (this) {
                underWay = null;
                lastFailed = outcome.failed();
                if (outcome.succeeded()) {
                  keys = outcome.result();
                  fetchedAt = clock.instant();
                }
                served = outcome.succeeded() ? Future.succeededFuture(keys) : lastGood(outcome);
              }
              changed.accept(this);
              served.onComplete(started);
            });
  }

  private Future<List<JWK>> lastGood(io.vertx.core.AsyncResult<List<JWK>> failed) {
    return within(LAST_GOOD, clock.instant())
        ? Future.succeededFuture(keys)
        : Future.failedFuture(unavailable(failed.cause()));
  }

  private static KeysUnavailable unavailable(Throwable cause) {
    boolean ours = cause instanceof OutboundException || cause instanceof KeysUnavailable;
    return new KeysUnavailable(ours ? cause.getMessage() : cause.getClass().getSimpleName());
  }

  private List<JWK> read(OutboundResponse response) {
    if (response.status() != 200) {
      throw new KeysUnavailable(uri.getHost() + ": answered " + response.status());
    }
    try {
      return KeySetDocument.read(response.body().toString(StandardCharsets.UTF_8));
    } catch (IllegalArgumentException none) {
      throw new KeysUnavailable(uri.getHost() + ": answered no key set");
    }
  }

  private Future<List<JWK>> onCallersContext(Future<List<JWK>> shared) {
    Context context = vertx.getOrCreateContext();
    Promise<List<JWK>> own = Promise.promise();
    shared.onComplete(outcome -> context.runOnContext(run -> own.handle(outcome)));
    return own.future();
  }
}
