package io.tributary.platform.db;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.tributary.platform.ops.Log;
import java.util.function.IntSupplier;

/**
 * Tells of rows that were not written: {@code broker.NAME.lost} counts them, {@code
 * broker.NAME.waiting} is how many still may be, and the log says {@code NAME.waiting} and {@code
 * NAME.lost} with {@code rows}.
 */
public final class CountedLosses implements BatchWriter.Losses {
  private final String name;
  private final MeterRegistry meters;
  private final Log log;
  private final Counter lost;

  /**
   * @param name of what the rows are, in metrics and log
   * @param description of the counter
   */
  public CountedLosses(String name, String description, MeterRegistry meters, Log log) {
    this.name = name;
    this.meters = meters;
    this.log = log;
    this.lost =
        Counter.builder("broker." + name + ".lost").description(description).register(meters);
  }

  @Override
  public void watch(IntSupplier rows) {
    Gauge.builder("broker." + name + ".waiting", rows, IntSupplier::getAsInt)
        .description("Rows that are made and not yet written")
        .strongReference(true)
        .register(meters);
  }

  @Override
  public void waiting(int rows) {
    log.warn(name + ".waiting").with("rows", rows).write();
  }

  @Override
  public void lost(int rows, Throwable cause) {
    lost.increment(rows);
    log.error(name + ".lost").with("rows", rows).cause(cause).write();
  }
}
