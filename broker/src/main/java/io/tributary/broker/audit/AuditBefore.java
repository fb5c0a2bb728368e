package io.tributary.broker.audit;

import io.vertx.core.Future;
import java.util.List;

/**
 * Takes events of somebody looking at what is kept of people. They are awaited: what is not in the
 * audit is not shown, whereas an {@link Audit} may lose an event when its queue is full.
 */
@FunctionalInterface
public interface AuditBefore {
  /** Complete when they stand there; failed when nothing may be shown. */
  Future<Void> write(List<AuditEvent> events);
}
