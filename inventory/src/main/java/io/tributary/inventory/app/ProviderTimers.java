package io.tributary.inventory.app;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.tributary.platform.relyingparty.ProviderCalls;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code inventory_provider_seconds{operation,outcome}}: how the identity provider answers. */
final class ProviderTimers implements ProviderCalls {
  private static final List<String> OPERATIONS =
      List.of("discovery", "jwks", "token", "userinfo", "login_report");
  private static final List<String> OUTCOMES = List.of("ok", "refused", "failed");
  private final Map<String, Timer> timers = new LinkedHashMap<>();

  ProviderTimers(MeterRegistry registry) {
    for (String operation : OPERATIONS) {
      for (String outcome : OUTCOMES) {
        timers.put(
            operation + "/" + outcome,
            Timer.builder("inventory.provider")
                .description("Requests to the identity provider")
                .tag("operation", operation)
                .tag("outcome", outcome)
                .register(registry));
      }
    }
  }

  @Override
  public void called(String provider, String operation, Duration took, int status) {
    String outcome = status == 0 || status >= 500 ? "failed" : status >= 400 ? "refused" : "ok";
    Timer timer = timers.get(operation + "/" + outcome);
    if (timer != null) {
      timer.record(took);
    }
  }
}
