package io.tributary.platform.ops;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MetricsTest {
  private final Metrics metrics = Metrics.create();

  @AfterEach
  void close() {
    metrics.close();
  }

  private long series(String name) {
    return metrics.scrape().lines().filter(line -> line.startsWith(name + "{")).count();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jvm_memory_used_bytes",
        "jvm_threads_live_threads",
        "process_cpu_usage",
        "process_uptime_seconds",
        "process_files_open_files",
        "jvm_gc_memory_allocated_bytes_total",
        "tributary_build_info",
      })
  void theProcessIsMeasured(String name) {
    assertTrue(metrics.scrape().contains("\n" + name), name);
  }

  @Test
  void twoServicesNeverMix() {
    Metrics other = Metrics.create();
    metrics.registry().counter("mine").increment();
    assertFalse(other.scrape().contains("mine_total"));
    other.close();
    assertTrue(metrics.scrape().contains("mine_total 1.0"));
  }

  @Test
  void tooManyValuesOfALabelBecomeOther() {
    for (int i = 0; i < 500; i++) {
      metrics.registry().counter("logins", "client", "c" + i, "outcome", "ok").increment();
    }
    assertEquals(101, series("logins_total"));
    assertTrue(metrics.scrape().contains("logins_total{client=\"other\",outcome=\"ok\"} 400.0"));
    metrics.registry().counter("logins", "client", "c7", "outcome", "ok").increment();
    assertTrue(metrics.scrape().contains("logins_total{client=\"c7\",outcome=\"ok\"} 2.0"));
  }

  @Test
  void tooManyCombinationsAreNotKept() {
    for (int a = 0; a < 90; a++) {
      for (int b = 0; b < 90; b++) {
        metrics.registry().counter("pairs", "a", "a" + a, "b", "b" + b).increment();
      }
    }
    assertEquals(2000, series("pairs_total"));
  }
}
