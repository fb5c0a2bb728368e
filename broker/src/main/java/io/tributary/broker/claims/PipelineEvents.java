package io.tributary.broker.claims;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.tributary.broker.audit.Audit;
import io.tributary.broker.audit.AuditEvent;
import io.tributary.broker.identity.Identity;
import io.tributary.broker.mapping.Mapping;
import io.tributary.broker.mapping.OnFailure;
import io.tributary.broker.script.ScriptFailure;
import io.tributary.platform.ops.Log;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;

/**
 * Tells log, metrics and audit what the pipeline did: {@code mapping.failed}, {@code
 * right.dropped}, {@code broker_mapping_eval_seconds{mapping}}, {@code
 * broker_mapping_errors_total{mapping,policy,reason}}. No failure is silent.
 */
public final class PipelineEvents {
  /** Of one login: a provider may say thousands, and the audit has room for others too. */
  static final int MOST_TOLD = 20;

  private static final int LONGEST_NAME = 200;

  private final Log log;
  private final MeterRegistry meters;
  private final Audit audit;
  private final Clock clock;
  private final BiFunction<Identity, String, String> redacted;
  private final Map<String, Timer> timers = new ConcurrentHashMap<>();
  private final Map<Failing, Counter> errors = new ConcurrentHashMap<>();

  /**
   * @param redacted what a script said of a person, without what is not kept of them
   */
  public PipelineEvents(
      Log log,
      MeterRegistry meters,
      Audit audit,
      Clock clock,
      BiFunction<Identity, String, String> redacted) {
    this.redacted = redacted;
    this.log = log;
    this.meters = meters;
    this.audit = audit;
    this.clock = clock;
  }

  /** Which login it is about. */
  record Occasion(String requestId, Optional<String> subject, Identity identity, String client) {
    String upstream() {
      return identity.upstream();
    }
  }

  private record Failing(String mapping, OnFailure policy, ScriptFailure.Reason reason) {}

  /** So that every series is there from the start, with its zero. */
  void register(List<Mapping> mappings) {
    for (Mapping mapping : mappings) {
      timer(mapping);
      for (ScriptFailure.Reason reason : ScriptFailure.Reason.values()) {
        errors(mapping, reason);
      }
    }
  }

  private Timer timer(Mapping mapping) {
    return timers.computeIfAbsent(
        mapping.name(),
        name ->
            Timer.builder("broker.mapping.eval")
                .description("Time of one mapping's evaluation")
                .tag("mapping", name)
                .register(meters));
  }

  private Counter errors(Mapping mapping, ScriptFailure.Reason reason) {
    return errors.computeIfAbsent(
        new Failing(mapping.name(), mapping.onFailure(), reason),
        failing ->
            Counter.builder("broker.mapping.errors")
                .description("Evaluations that failed: which limit, and what became of the login")
                .tag("mapping", failing.mapping())
                .tag("policy", failing.policy().wire())
                .tag("reason", failing.reason().wire())
                .register(meters));
  }

  void mapped(Occasion occasion, MappedClaims mapped) {
    mapped.steps().forEach(step -> ran(occasion, step));
    List<DroppedRight> dropped = mapped.dropped();
    dropped.stream().limit(MOST_TOLD).forEach(one -> dropped(occasion, one));
    if (dropped.size() > MOST_TOLD) {
      moreDropped(occasion, dropped.size() - MOST_TOLD);
    }
  }

  void denied(Occasion occasion, MappingFailed denied) {
    denied.steps().forEach(step -> ran(occasion, step));
    if (denied.steps().isEmpty()) {
      // Before any mapping ran.
      tellFailure(occasion, denied.mapping(), null, OnFailure.DENY, denied.failure());
    }
  }

  private void ran(Occasion occasion, MappingStep step) {
    Mapping mapping = step.mapping();
    timer(mapping).record(step.nanos(), TimeUnit.NANOSECONDS);
    step.failure()
        .ifPresent(
            failure -> {
              errors(mapping, failure.reason()).increment();
              tellFailure(
                  occasion, mapping.name(), mapping.version(), mapping.onFailure(), failure);
            });
  }

  private void tellFailure(
      Occasion occasion, String mapping, String version, OnFailure policy, ScriptFailure failure) {
    log.warn("mapping.failed")
        .request(occasion.requestId())
        .with("mapping", mapping)
        .with("version", version)
        .with("policy", policy.wire())
        .with("reason", failure.reason().wire())
        .with("line", failure.line() == 0 ? null : failure.line())
        .with("message", redacted.apply(occasion.identity(), failure.getMessage()))
        .with("upstream", occasion.upstream())
        .with("client", occasion.client())
        .write();
    record(
        occasion,
        "mapping.failed",
        new JsonObject()
            .put("mapping", mapping)
            .put("version", version)
            .put("policy", policy.wire())
            .put("reason", failure.reason().wire()));
  }

  private void dropped(Occasion occasion, DroppedRight dropped) {
    // A text may hold such a name among others.
    String whole = redacted.apply(occasion.identity(), dropped.name());
    String name = whole.length() <= LONGEST_NAME ? whole : whole.substring(0, LONGEST_NAME) + "…";
    log.warn("right.dropped")
        .request(occasion.requestId())
        .with("claim", dropped.claim())
        .with("name", name)
        .with("upstream", occasion.upstream())
        .with("client", occasion.client())
        .write();
    record(
        occasion,
        "right.dropped",
        new JsonObject().put("claim", dropped.claim()).put("name", name));
  }

  private void moreDropped(Occasion occasion, int more) {
    log.warn("right.dropped")
        .request(occasion.requestId())
        .with("more", more)
        .with("upstream", occasion.upstream())
        .with("client", occasion.client())
        .write();
    record(occasion, "right.dropped", new JsonObject().put("more", more));
  }

  private void record(Occasion occasion, String type, JsonObject details) {
    audit.record(
        new AuditEvent(
            clock.instant(),
            type,
            occasion.requestId(),
            occasion.subject(),
            Optional.of(occasion.upstream()),
            Optional.of(occasion.client()),
            details));
  }
}
