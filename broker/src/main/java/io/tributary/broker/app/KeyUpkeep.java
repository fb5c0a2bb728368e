package io.tributary.broker.app;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.tributary.broker.keys.KeyChange;
import io.tributary.broker.keys.KeyRotation;
import io.tributary.broker.keys.SigningKeys;
import io.tributary.broker.web.Issuer;
import io.tributary.platform.ops.Log;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;

/**
 * Signing keys of a running broker: their schedule is kept, what others changed is read, and {@code
 * broker_keys_age_seconds{issuer}} and {@code broker_keys_next_rotation_seconds{issuer}} tell of
 * them. Each change that this node made is one event of the log.
 */
final class KeyUpkeep {
  /** After a revocation no node signs with, or accepts, what was revoked for longer than this. */
  private static final Duration LOOK_EVERY = Duration.ofSeconds(5);

  private static final String BY = "maintenance";

  private final Issuing issuing;
  private final MeterRegistry registry;
  private final Clock clock;
  private final Log log;

  KeyUpkeep(Issuing issuing, MeterRegistry registry, Clock clock, Log log) {
    this.issuing = issuing;
    this.registry = registry;
    this.clock = clock;
    this.log = log;
  }

  /** What has to be done every few minutes. */
  Upkeep addTo(Upkeep upkeep) {
    issuing
        .keys()
        .forEach(
            (issuer, keys) -> {
              upkeep.task("signing-keys " + issuer.name(), () -> round(issuer, keys));
              gauge("broker.keys.age", issuer.name(), keys, SigningKeys::oldestActive, this::since);
              gauge(
                  "broker.keys.next.rotation",
                  issuer.name(),
                  keys,
                  SigningKeys::nextRotation,
                  this::until);
            });
    return upkeep;
  }

  /** What has to be done every few seconds; the caller stops it. */
  Upkeep watch(Vertx vertx) {
    Upkeep watch = new Upkeep(vertx, log).task("key-watch", issuing.watch()::look);
    watch.start(LOOK_EVERY);
    return watch;
  }

  /** The keys are read anew even when the schedule fails: a retired one leaves the set by time. */
  private Future<Void> round(Issuer issuer, SigningKeys keys) {
    KeyRotation rotation = issuing.rotations().get(issuer);
    return rotation
        .keepSchedule(BY)
        .onSuccess(changes -> changes.forEach(this::tell))
        .transform(
            kept ->
                keys.reload()
                    .compose(
                        read ->
                            kept.succeeded()
                                ? Future.succeededFuture()
                                : Future.failedFuture(kept.cause())));
  }

  private void tell(KeyChange change) {
    log.info(change.event())
        .with("issuer", change.issuer())
        .with("algorithm", change.algorithm())
        .with("kid", change.kid())
        .write();
  }

  private void gauge(
      String name,
      String issuer,
      SigningKeys keys,
      Function<SigningKeys, Optional<Instant>> time,
      Function<Instant, Duration> distance) {
    Gauge.builder(name, keys, of -> time.apply(of).map(distance).orElse(Duration.ZERO).toSeconds())
        .baseUnit("seconds")
        .tag("issuer", issuer)
        .strongReference(true)
        .register(registry);
  }

  private Duration since(Instant time) {
    return Duration.between(time, clock.instant());
  }

  /** Below zero when a rotation is late. */
  private Duration until(Instant time) {
    return Duration.between(clock.instant(), time);
  }
}
