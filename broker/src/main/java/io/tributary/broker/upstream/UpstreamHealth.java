package io.tributary.broker.upstream;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.tributary.platform.relyingparty.ProviderCalls;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * How one upstream has answered lately: {@code
 * broker_upstream_request_seconds{upstream,op,outcome}}, {@code broker_upstream_up{upstream}},
 * {@code broker_upstream_429_total{upstream}}.
 */
final class UpstreamHealth implements ProviderCalls {
  private static final List<String> OPERATIONS = List.of("discovery", "jwks", "token", "userinfo");

  private final AtomicBoolean up = new AtomicBoolean(true);
  private final Map<String, Timer> answered = new HashMap<>();
  private final Map<String, Timer> failed = new HashMap<>();
  private final Counter limited;

  UpstreamHealth(String upstream, MeterRegistry registry) {
    for (String operation : OPERATIONS) {
      answered.put(operation, timer(registry, upstream, operation, "answered"));
      failed.put(operation, timer(registry, upstream, operation, "failed"));
    }
    limited = Counter.builder("broker.upstream.429").tag("upstream", upstream).register(registry);
    Gauge.builder("broker.upstream.up", up, state -> state.get() ? 1 : 0)
        .tag("upstream", upstream)
        .register(registry);
  }

  boolean up() {
    return up.get();
  }

  @Override
  public void called(String provider, String operation, Duration took, int status) {
    // A 4xx is an answer: the provider is there, whatever it thinks of the request.
    boolean sound = status > 0 && status < 500;
    up.set(sound);
    Timer timer = (sound ? answered : failed).get(operation);
    if (timer != null) {
      timer.record(took);
    }
    if (status == 429) {
      limited.increment();
    }
  }

  private static Timer timer(
      MeterRegistry registry, String upstream, String operation, String outcome) {
    return Timer.builder("broker.upstream.request")
        .tag("upstream", upstream)
        .tag("op", operation)
        .tag("outcome", outcome)
        .register(registry);
  }
}
