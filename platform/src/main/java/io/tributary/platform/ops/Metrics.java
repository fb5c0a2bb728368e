package io.tributary.platform.ops;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.Optional;

/**
 * The meters of one service: a Prometheus registry of its own, so that several brokers in one
 * process never mix. Meters are registered once at start, with label values from the configuration
 * only; a ceiling of 100 values per label and 2000 series per meter guards that rule.
 *
 * <p>Beside the service's own meters: memory, garbage collection, threads, classes, processor,
 * uptime, file descriptors and {@code tributary_build_info{version,java}}.
 */
public final class Metrics {
  /** What {@link #scrape()} is. */
  static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

  private static final int MAX_LABEL_VALUES = 100;
  private static final int MAX_SERIES = 2000;

  private final PrometheusMeterRegistry registry;
  private final JvmGcMetrics collections;

  private Metrics(PrometheusMeterRegistry registry, JvmGcMetrics collections) {
    this.registry = registry;
    this.collections = collections;
  }

  public static Metrics create() {
    PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    registry.config().meterFilter(new LabelLimit(MAX_LABEL_VALUES, MAX_SERIES));
    JvmGcMetrics collections = new JvmGcMetrics();
    collections.bindTo(registry);
    new JvmMemoryMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new ClassLoaderMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    new UptimeMetrics().bindTo(registry);
    new FileDescriptorMetrics().bindTo(registry);
    Gauge.builder("tributary.build.info", () -> 1)
        .description("The version that runs")
        .tag("version", version())
        .tag("java", Runtime.version().toString())
        .strongReference(true)
        .register(registry);
    return new Metrics(registry, collections);
  }

  private static String version() {
    return Optional.ofNullable(Metrics.class.getPackage().getImplementationVersion())
        .orElse("unknown");
  }

  public MeterRegistry registry() {
    return registry;
  }

  /** The Prometheus text format 0.0.4. Takes some milliseconds: not for an event loop. */
  public String scrape() {
    return registry.scrape(CONTENT_TYPE);
  }

  /** Removes the listeners at the garbage collectors. */
  public void close() {
    collections.close();
    registry.close();
  }
}
