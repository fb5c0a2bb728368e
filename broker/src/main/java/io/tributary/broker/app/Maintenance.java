package io.tributary.broker.app;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.tributary.broker.keys.SealingKeys;
import io.tributary.broker.trace.TraceRepository;
import io.tributary.platform.ops.Log;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What a running broker does by itself: keys are read anew, expired rows go, signing keys follow
 * their schedule, and the gauge {@code broker_sessions} is kept.
 */
final class Maintenance {
  /** Often enough that a cookie key made by another node is known before it is used. */
  private static final Duration EVERY = Duration.ofMinutes(10);

  private static final int DAYS_AHEAD = 2;

  /** How long it can be told which applications heard of a logout. */
  private static final Duration DELIVERIES_KEPT = Duration.ofDays(30);

  private static final int SWEEP_BATCH = 1000;

  private final Storage storage;
  private final Duration auditKept;
  private final SealingKeys sealing;
  private final KeyUpkeep keys;
  private final MeterRegistry registry;
  private final Clock clock;
  private final AtomicLong liveSessions = new AtomicLong();

  Maintenance(
      Storage storage,
      Duration auditKept,
      SealingKeys sealing,
      KeyUpkeep keys,
      MeterRegistry registry,
      Clock clock) {
    this.storage = storage;
    this.auditKept = auditKept;
    this.sealing = sealing;
    this.keys = keys;
    this.registry = registry;
    this.clock = clock;
  }

  Upkeep start(Vertx vertx, Log log) {
    Upkeep upkeep =
        new Upkeep(vertx, log)
            .task("sealing-keys", sealing::refresh)
            .untilNone("sessions", storage.sessions()::sweep)
            .task("session-count", this::countSessions)
            .untilNone("codes", () -> storage.expired().sweep(SWEEP_BATCH))
            .task("days", this::days)
            .untilNone(
                "assertions", () -> storage.spentAssertions().sweep(clock.instant(), SWEEP_BATCH))
            .untilNone(
                "logout-deliveries",
                () ->
                    storage.deliveries().sweep(clock.instant().minus(DELIVERIES_KEPT), SWEEP_BATCH))
            .untilNone(
                "registrations", () -> storage.registration().administration().sweep(SWEEP_BATCH))
            .task("account-keys", storage.accountKeys()::sweep)
            .untilNone("recordings", () -> storage.recordings().sweep(clock.instant(), SWEEP_BATCH))
            .untilNone("canaries", () -> storage.canaries().sweep(clock.instant(), SWEEP_BATCH))
            .untilNone("throttle", storage.localAccounts()::sweep)
            .untilNone("requests", () -> storage.keptRequests().sweep(clock.instant()));
    keys.addTo(upkeep);
    Gauge.builder("broker.sessions", liveSessions, AtomicLong::get).register(registry);
    countSessions();
    upkeep.start(EVERY);
    return upkeep;
  }

  private Future<?> days() {
    return days(storage, auditKept, clock);
  }

  /** Partitions of audit and traces: at the start, and again and again. */
  static Future<?> days(Storage storage, Duration auditKept, Clock clock) {
    LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    return Future.join(
        storage.partitions().keepAudit(today, DAYS_AHEAD, (int) auditKept.toDays()),
        storage.partitions().keepTraces(today, DAYS_AHEAD, (int) TraceRepository.KEPT.toDays()));
  }

  private Future<Long> countSessions() {
    return storage.sessions().count().onSuccess(liveSessions::set);
  }
}
