package io.tributary.platform.ops;

import io.micrometer.core.instrument.MeterRegistry;

/**
 * The meters of one service: a Prometheus registry of its own, so that several brokers in one
 * process never mix. Meters are registered once at start, with label values from the configuration
 * only.
 */
public final class Metrics {
  private Metrics() {}

  public static Metrics create() {
    throw new UnsupportedOperationException("skeleton");
  }

  public MeterRegistry registry() {
    throw new UnsupportedOperationException("skeleton");
  }

  /** The Prometheus text format 0.0.4. */
  public String scrape() {
    throw new UnsupportedOperationException("skeleton");
  }

  public void close() {
    throw new UnsupportedOperationException("skeleton");
  }
}
