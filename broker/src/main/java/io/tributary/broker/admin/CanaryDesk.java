package io.tributary.broker.admin;

import io.tributary.broker.audit.AuditBefore;
import io.tributary.broker.audit.AuditEvent;
import io.tributary.broker.laboratory.Canaries;
import io.tributary.broker.laboratory.CanaryReport;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/**
 * Canaries, as console and API read them. Whom a draft would have hit is a recording of a login:
 * names are told to who may read those, and that they were told stands in the audit as {@code
 * mapping.canary_read}.
 */
public final class CanaryDesk {
  static final int SHOWN = 100;

  private final Canaries canaries;
  private final AuditBefore audit;
  private final Clock clock;

  public CanaryDesk(Canaries canaries, AuditBefore audit, Clock clock) {
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
        .compose(
            found -> {
              boolean named =
                  people && found.filter(report -> !report.differences().isEmpty()).isPresent();
              return named
                  ? audit.write(List.of(read(name, author, requestId))).map(found)
                  : Future.succeededFuture(found);
            });
  }

  /** {@code 5}, in percent. */
  static BigDecimal percent(CanaryReport report) {
    return BigDecimal.valueOf(report.share(), 2).stripTrailingZeros();
  }

  private AuditEvent read(String name, String author, String requestId) {
    return new AuditEvent(
        clock.instant(),
        "mapping.canary_read",
        requestId,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        new JsonObject().put("mapping", name).put("by", author));
  }
}
