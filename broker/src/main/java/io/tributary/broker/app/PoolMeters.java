package io.tributary.broker.app;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.Supplier;

/**
 * {@code broker_pool_tasks{pool}}: what runs or waits in each bounded pool ({@code scripts}, {@code
 * passwords}, {@code database}); near its bound people are told to come again.
 */
final class PoolMeters {
  private PoolMeters() {}

  static void register(MeterRegistry registry, String pool, Supplier<Number> tasks) {
    Gauge.builder("broker.pool.tasks", tasks)
        .description("What runs or waits in a pool")
        .tag("pool", pool)
        .register(registry);
  }
}
