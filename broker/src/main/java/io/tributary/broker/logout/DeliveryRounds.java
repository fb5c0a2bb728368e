package io.tributary.broker.logout;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.tributary.broker.logout.BackchannelPost.Outcome;
import io.tributary.broker.logout.DeliveryRepository.Told;
import io.tributary.platform.ops.Log;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Works off the queue of logout tokens: at once when a session ends here, and every few seconds for
 * what waits or another node left behind. Meters {@code broker_logout_deliveries_total{outcome}}
 * ({@code retried}: not reached, will be tried again) and {@code broker_logout_pending}.
 *
 * <p>All state is touched on one event loop only.
 */
public final class DeliveryRounds {
  /** Under way at once, on this node. */
  static final int MOST = 64;

  static final int MOST_OF_A_CLIENT = 8;

  /** Longer than any attempt: after it another node takes over. */
  static final Duration LENT = Duration.ofSeconds(60);

  private static final Duration EVERY = Duration.ofSeconds(5);

  private final Vertx vertx;
  private final DeliveryRepository queue;
  private final BackchannelPost post;
  private final Clock clock;
  private final Log log;
  private final Context context;
  private final Map<String, Counter> outcomes = new HashMap<>();
  private final AtomicLong pending = new AtomicLong();
  private final Map<String, Integer> underWay = new HashMap<>();
  private int inside;
  private boolean looking;
  private boolean lookAgain;
  private boolean closed;
  private long timer;

  DeliveryRounds(
      Vertx vertx,
      DeliveryRepository queue,
      BackchannelPost post,
      MeterRegistry registry,
      Clock clock,
      Log log) {
    this.vertx = vertx;
    this.queue = queue;
    this.post = post;
    this.clock = clock;
    this.log = log;
    this.context = vertx.getOrCreateContext();
    for (String outcome : List.of("acknowledged", "refused", "unreachable", "untold", "retried")) {
      outcomes.put(
          outcome,
          Counter.builder("broker.logout.deliveries").tag("outcome", outcome).register(registry));
    }
    Gauge.builder("broker.logout.pending", pending, AtomicLong::get).register(registry);
  }

  public void start() {
    context.runOnContext(
        now -> {
          timer = vertx.setPeriodic(EVERY.toMillis(), tick -> round());
          round();
        });
  }

  /** There is something to do. From any thread. */
  public void ring() {
    context.runOnContext(now -> look());
  }

  /** Takes nothing more; what is under way is sent again by whoever comes next. */
  public Future<Void> close() {
    return Future.future(
        done ->
            context.runOnContext(
                now -> {
                  closed = true;
                  vertx.cancelTimer(timer);
                  done.complete();
                }));
  }

  private void round() {
    look();
    queue.pending().onSuccess(pending::set);
  }

  private void look() {
    if (closed || inside >= MOST) {
      return;
    }
    if (looking) {
      lookAgain = true;
      return;
    }
    looking = true;
    lookAgain = false;
    Instant now = clock.instant();
    queue
        .claim(now, now.plus(LENT), MOST_OF_A_CLIENT, MOST - inside, busy())
        .onComplete(claimed -> context.runOnContext(run -> claimed(claimed)));
  }

  private Set<String> busy() {
    Set<String> busy = new HashSet<>();
    underWay.forEach(
        (client, count) -> {
          if (count >= MOST_OF_A_CLIENT) {
            busy.add(client);
          }
        });
    return busy;
  }

  private void claimed(io.vertx.core.AsyncResult<List<LogoutDelivery>> claimed) {
    looking = false;
    if (claimed.failed()) {
      if (!closed) {
        log.warn("logout.queue_unreadable").cause(claimed.cause()).write();
      }
      return;
    }
    claimed.result().forEach(this::send);
    if (lookAgain || !claimed.result().isEmpty()) {
      look();
    }
  }

  private void send(LogoutDelivery delivery) {
    inside++;
    underWay.merge(delivery.clientId(), 1, Integer::sum);
    post.send(delivery)
        .compose(outcome -> written(delivery, outcome))
        .onComplete(done -> context.runOnContext(run -> left(delivery, done.cause())));
  }

  private void left(LogoutDelivery delivery, Throwable failure) {
    inside--;
    underWay.merge(delivery.clientId(), -1, (now, one) -> now + one == 0 ? null : now + one);
    if (failure == null) {
      look();
    } else if (!closed) {
      // The database is gone: it is lent for a minute, and then found again.
      log.warn("logout.delivery_unwritten")
          .with("client", delivery.clientId())
          .cause(failure)
          .write();
    }
  }

  private Future<Void> written(LogoutDelivery delivery, Outcome outcome) {
    Instant now = clock.instant();
    Optional<Instant> again =
        DeliveryPatience.next(
            delivery.createdAt(),
            delivery.attempts(),
            now,
            ThreadLocalRandom.current().nextDouble());
    boolean failed = outcome.state() == DeliveryState.PENDING;
    DeliveryState state = failed && again.isEmpty() ? DeliveryState.UNREACHABLE : outcome.state();
    Told told = outcome.told();
    return queue
        .finish(delivery, state, outcome.status(), told, again.orElse(now), now)
        .onSuccess(done -> note(delivery, state, outcome.status()));
  }

  private void note(LogoutDelivery delivery, DeliveryState state, String status) {
    String outcome = state == DeliveryState.PENDING ? "retried" : state.word();
    outcomes.get(outcome).increment();
    boolean well = state == DeliveryState.ACKNOWLEDGED || state == DeliveryState.UNTOLD;
    (well ? log.info("logout.delivery") : log.warn("logout.delivery"))
        .with("client", delivery.clientId())
        .with("outcome", outcome)
        .with("status", status)
        .with("attempt", delivery.attempts())
        .with("ending", delivery.ending())
        .write();
  }
}
