package io.tributary.broker.laboratory;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.tributary.broker.claims.MappedLogin;
import io.tributary.broker.claims.Mapper;
import io.tributary.broker.claims.MappingFailed;
import io.tributary.broker.mapping.MappingSet;
import io.tributary.broker.script.ScriptPool;
import io.tributary.platform.ops.Log;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * Maps some logins a second time, with a draft, and tells where it would have gone otherwise: log
 * event {@code mapping.canary.different}, counter {@code
 * broker_mapping_canary_logins_total{mapping,outcome}}, and rows. Later than the login's answer, on
 * another pool; when there is no room, or it fails, the login knows nothing of it.
 */
public final class CanaryRuns implements MappedLogin.Listener {
  /** After this the login has been answered, or waits for something slower than us. */
  private static final long LATER_MS = 250;

  /** Logins that are held in memory to be compared. */
  private static final int MOST_WAITING = 256;

  private final Vertx vertx;
  private final LiveMappings live;
  private final Mapper mapper;
  private final ScriptPool pool;
  private final ClaimChanges changes;
  private final Consumer<CanaryNote> notes;
  private final MeterRegistry meters;
  private final Clock clock;
  private final Log log;
  private final AtomicInteger waiting = new AtomicInteger();
  private final Map<String, Counter> counters = new ConcurrentHashMap<>();

  /**
   * @param pool not that of the logins
   * @param notes takes what was found, at once
   */
  public CanaryRuns(
      Vertx vertx,
      LiveMappings live,
      Mapper mapper,
      ScriptPool pool,
      java.util.Set<String> privileged,
      Consumer<CanaryNote> notes,
      MeterRegistry meters,
      Clock clock,
      Log log) {
    this.vertx = vertx;
    this.live = live;
    this.mapper = mapper;
    this.pool = pool;
    this.changes = new ClaimChanges(privileged);
    this.notes = notes;
    this.meters = meters;
    this.clock = clock;
    this.log = log;
  }

  @Override
  public void mapped(MappedLogin login) {
    Running running = live.running();
    // A login that ran with what was live a moment ago can only be compared with a draft of then.
    if (running.canaries().isEmpty()
        || login.subject().isEmpty()
        || login.set().revision() != running.live().revision()) {
      return;
    }
    for (Canary canary : running.canaries()) {
      if (canary.takes(login.subject().get(), clock.instant())
          && (runs(canary, login.set(), login) || runs(canary, canary.set(), login))) {
        later(canary, login);
      }
    }
  }

  private static boolean runs(Canary canary, MappingSet set, MappedLogin login) {
    return Mapper.turnedOn(set, login.client(), login.scopes()).stream()
        .anyMatch(mapping -> mapping.name().equals(canary.name()));
  }

  private void later(Canary canary, MappedLogin login) {
    if (waiting.incrementAndGet() > MOST_WAITING) {
      waiting.decrementAndGet();
      note(canary, login, CanaryNote.Outcome.SKIPPED, List.of());
      return;
    }
    vertx.setTimer(
        LATER_MS,
        fired ->
            pool.run(
                    rooms ->
                        changes.between(
                            login.mapped().claims(),
                            mapper
                                .run(
                                    rooms,
                                    canary.set(),
                                    login.identity(),
                                    login.client(),
                                    login.scopes())
                                .claims()))
                .onComplete(done -> waiting.decrementAndGet())
                .onSuccess(found -> compared(canary, login, found))
                .onFailure(failure -> failed(canary, login, failure)));
  }

  private void compared(Canary canary, MappedLogin login, List<String> found) {
    if (found.isEmpty()) {
      note(canary, login, CanaryNote.Outcome.SAME, found);
      return;
    }
    tell(canary, login, found);
    note(canary, login, CanaryNote.Outcome.DIFFERENT, found);
  }

  private void failed(Canary canary, MappedLogin login, Throwable failure) {
    if (failure instanceof MappingFailed denied) {
      List<String> found =
          List.of(
              "denied: mapping "
                  + denied.mapping()
                  + " fails ("
                  + denied.reason().wire()
                  + ", line "
                  + denied.failure().line()
                  + ")");
      tell(canary, login, found);
      note(canary, login, CanaryNote.Outcome.FAILED, found);
    } else {
      note(canary, login, CanaryNote.Outcome.SKIPPED, List.of());
    }
  }

  private void tell(Canary canary, MappedLogin login, List<String> found) {
    log.info("mapping.canary.different")
        .request(login.requestId())
        .with("mapping", canary.name())
        .with("subject", login.subject().orElseThrow())
        .with("client", login.client().id())
        .with("changes", String.join("; ", found))
        .write();
  }

  private void note(
      Canary canary, MappedLogin login, CanaryNote.Outcome outcome, List<String> found) {
    counters
        .computeIfAbsent(
            canary.name() + " " + outcome.wire(),
            none ->
                Counter.builder("broker.mapping.canary.logins")
                    .description("Logins that were mapped with a draft too")
                    .tag("mapping", canary.name())
                    .tag("outcome", outcome.wire())
                    .register(meters))
        .increment();
    notes.accept(
        new CanaryNote(
            canary.name(),
            canary.draft(),
            outcome,
            clock.instant(),
            login.requestId(),
            login.subject().orElseThrow(),
            login.client().id(),
            found));
  }
}
