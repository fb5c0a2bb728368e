package io.tributary.broker.admin;

import io.tributary.broker.audit.Audit;
import io.tributary.broker.audit.AuditEvent;
import io.tributary.broker.laboratory.Canaries;
import io.tributary.broker.laboratory.CanaryReport;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.time.Clock;
import java.util.Optional;

/**
 * Canaries, as console and API read them. Whom a draft would have hit is a recording of a login:
 * names are told to who may read those, and that they were told stands in the audit as {@code
 * mapping.canary_read}.
 */
public final class CanaryDesk {
  static final int SHOWN = 100;

  private final Canaries canaries;
  private final Audit audit;
  private final Clock clock;

  public CanaryDesk(Canaries canaries, Audit audit, Clock clock) {
    this.canaries = canaries;
    this.audit = audit;
    this.clock = clock;
  }

  Canaries canaries() {
    return canaries;
  }

  /** Empty: none runs. */
  Future<Optional<CanaryReport>> read(
      String name, boolean people, String author, String requestId) {
    return canaries
        .report(name, SHOWN)
        .onSuccess(
            found -> {
              if (people && found.filter(report -> !report.differences().isEmpty()).isPresent()) {
                note(name, author, requestId);
              }
            });
  }

  /** {@code 5}, in percent. */
  static BigDecimal percent(CanaryReport report) {
    return BigDecimal.valueOf(report.share(), 2).stripTrailingZeros();
  }

  private void note(String name, String author, String requestId) {
    audit.record(
        new AuditEvent(
            clock.instant(),
            "mapping.canary_read",
            requestId,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            new JsonObject().put("mapping", name).put("by", author)));
  }
}
