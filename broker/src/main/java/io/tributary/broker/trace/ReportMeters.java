package io.tributary.broker.trace;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/** {@code broker_login_reports_total{outcome}}: what became of the reports of applications. */
final class ReportMeters {
  private final Map<Outcome, Counter> counters = new EnumMap<>(Outcome.class);

  enum Outcome {
    KEPT,
    /** There is one of this login already. */
    REPEATED,
    /** Names no login of the application's own, or one that is too long ago. */
    UNMATCHED,
    /** Too many waited, or the database refused it. */
    LOST
  }

  ReportMeters(MeterRegistry registry) {
    for (Outcome outcome : Outcome.values()) {
      counters.put(
          outcome,
          Counter.builder("broker.login.reports")
              .description("What applications said they did with logins")
              .tag("outcome", outcome.name().toLowerCase(Locale.ROOT))
              .register(registry));
    }
  }

  void count(Outcome outcome, int reports) {
    counters.get(outcome).increment(reports);
  }
}
