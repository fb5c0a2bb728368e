package io.tributary.broker.audit;

/**
 * Takes events that change no rights; they are written in batches, and the loss of one is counted.
 */
@FunctionalInterface
public interface Audit {
  void record(AuditEvent event);
}
