package io.tributary.broker.laboratory;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.Supplier;

/**
 * {@code broker_mapping_revision}: the number of what runs, the same on all nodes a few seconds
 * after a change; {@code broker_mapping_stale}: 1 while what is live could not be loaded; {@code
 * broker_mapping_load_failures_total}.
 */
final class LiveMeters {
  private final Counter failures;
  private volatile boolean stale;

  LiveMeters(MeterRegistry registry, Supplier<Number> revision) {
    Gauge.builder("broker.mapping.revision", revision)
        .description("Number of the mappings that run")
        .strongReference(true)
        .register(registry);
    Gauge.builder("broker.mapping.stale", this, now -> now.stale ? 1 : 0)
        .description("1 while the live mappings could not be loaded and older ones run")
        .strongReference(true)
        .register(registry);
    failures =
        Counter.builder("broker.mapping.load.failures")
            .description("Times that the live mappings could not be loaded")
            .register(registry);
  }

  void loaded() {
    stale = false;
  }

  void refused() {
    stale = true;
    failures.increment();
  }
}
