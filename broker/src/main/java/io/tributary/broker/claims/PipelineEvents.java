package io.tributary.broker.claims;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.tributary.broker.audit.Audit;
import io.tributary.broker.audit.AuditEvent;
import io.tributary.broker.mapping.Mapping;
import io.tributary.broker.mapping.OnFailure;
import io.tributary.broker.script.ScriptFailure;
import io.tributary.platform.ops.Log;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * Tells log, metrics and audit what the pipeline did: {@code mapping.failed}, {@code
 * right.dropped}, {@code broker_mapping_eval_seconds{mapping}}, {@code
 * broker_mapping_errors_total{mapping,policy,reason}}. No failure is silent.
 */
public final class PipelineEvents {
  private final Log log;
  private final MeterRegistry meters;
  private final Audit audit;
  private final Clock clock;
  private final Map<String, Timer> timers = new ConcurrentHashMap<>();
  private final Map<String, Map<ScriptFailure.Reason, Counter>> errors = new ConcurrentHashMap<>();

  public PipelineEvents(Log log, MeterRegistry meters, Audit audit, Clock clock) {
    this.log = log;
    this.meters = meters;
    this.audit = audit;
    this.clock = clock;
  }

  /** Which login it is about. */
  record Occasion(String requestId, Optional<String> subject, String upstream, String client) {}

  void register(List<Mapping> mappings) {
    for (Mapping mapping : mappings) {
      timers.put(
          mapping.name(),
          Timer.builder("broker.mapping.eval")
              .description("Time of one mapping's evaluation")
              .tag("mapping", mapping.name())
              .register(meters));
      Map<ScriptFailure.Reason, Counter> byReason = new EnumMap<>(ScriptFailure.Reason.class);
      for (ScriptFailure.Reason reason : ScriptFailure.Reason.values()) {
        byReason.put(reason, errors(mapping, reason));
      }
      errors.put(mapping.name(), byReason);
    }
  }

  private Counter errors(Mapping mapping, ScriptFailure.Reason reason) {
    return Counter.builder("broker.mapping.errors")
        .description("Evaluations that failed: which limit, and what became of the login")
        .tag("mapping", mapping.name())
        .tag("policy", mapping.onFailure().wire())
        .tag("reason", reason.wire())
        .register(meters);
  }

  void ran(Mapping mapping, long nanos) {
    timers.get(mapping.name()).record(nanos, TimeUnit.NANOSECONDS);
  }

  void failed(Occasion occasion, Mapping mapping, ScriptFailure failure) {
    errors.get(mapping.name()).get(failure.reason()).increment();
    tellFailure(occasion, mapping.name(), mapping.version(), mapping.onFailure(), failure);
  }

  /** A failure before any mapping ran: it denies. */
  MappingFailed failed(Occasion occasion, MappingFailed failed) {
    tellFailure(
        occasion, failed.mapping(), null, OnFailure.DENY, (ScriptFailure) failed.getCause());
    return failed;
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
        .with("message", failure.getMessage())
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

  void dropped(Occasion occasion, RightsFilter.Dropped dropped) {
    log.warn("right.dropped")
        .request(occasion.requestId())
        .with("claim", dropped.claim())
        .with("name", dropped.name())
        .with("upstream", occasion.upstream())
        .with("client", occasion.client())
        .write();
    record(
        occasion,
        "right.dropped",
        new JsonObject().put("claim", dropped.claim()).put("name", dropped.name()));
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
