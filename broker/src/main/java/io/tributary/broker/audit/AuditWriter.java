package io.tributary.broker.audit;

import io.micrometer.core.instrument.MeterRegistry;
import io.tributary.platform.db.BatchWriter;
import io.tributary.platform.db.CountedLosses;
import io.tributary.platform.ops.Log;
import io.vertx.core.Future;
import io.vertx.core.Vertx;

/**
 * Writes events in batches ({@link BatchWriter}). What is lost is counted in {@code
 * broker_audit_lost_total} and logged.
 */
public final class AuditWriter implements Audit {
  private static final int QUEUE = 10_000;

  private final BatchWriter<AuditEvent> batches;

  public AuditWriter(Vertx vertx, AuditRepository repository, MeterRegistry meters, Log log) {
    this(vertx, repository, meters, log, QUEUE);
  }

  AuditWriter(
      Vertx vertx, AuditRepository repository, MeterRegistry meters, Log log, int capacity) {
    batches =
        new BatchWriter<>(
            vertx,
            capacity,
            repository::write,
            new CountedLosses("audit", "Audit events that were never written", meters, log));
  }

  @Override
  public void record(AuditEvent event) {
    batches.add(event);
  }

  /** Writes what waits. What the database does not take now is lost, and counted. */
  public Future<Void> close() {
    return batches.close();
  }
}
