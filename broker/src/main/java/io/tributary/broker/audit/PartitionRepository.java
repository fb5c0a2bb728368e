package io.tributary.broker.audit;

import io.tributary.platform.db.Relaxed;
import io.tributary.platform.db.Statement;
import io.vertx.core.Future;
import io.vertx.sqlclient.Tuple;
import java.time.LocalDate;

/** Tables whose rows lie in partitions of a day (UTC): made ahead, and dropped whole. */
public final class PartitionRepository {
  /** A node whose clock runs ahead must not take the audit of all nodes for old. */
  private static final String TODAY = "least($1, (now() AT TIME ZONE 'UTC')::date)";

  private static final Statement AUDIT = days("audit.days", "audit_event");

  private static final Statement TRACES = days("trace.days", "login_trace");
  private static final Statement TRACE_REQUESTS = days("trace_request.days", "login_trace_request");

  private final Relaxed background;

  public PartitionRepository(Relaxed background) {
    this.background = background;
  }

  private static Statement days(String name, String table) {
    return new Statement(name, "SELECT partition_days('" + table + "', " + TODAY + ", $2, $3)");
  }

  /**
   * Makes the partitions of the next days, and of days that had none when something was written;
   * drops those that are old enough, with all in them. That events went is an event itself, {@code
   * audit.dropped}.
   *
   * @param today the database's own day counts when that is earlier
   * @param keep days for which events are kept
   * @return how many partitions were dropped
   */
  public Future<Integer> keepAudit(LocalDate today, int ahead, int keep) {
    return keep(AUDIT, today, ahead, keep);
  }

  /** The same for what is known of logins, in its two tables; nobody is told of it. */
  public Future<Integer> keepTraces(LocalDate today, int ahead, int keep) {
    return keep(TRACES, today, ahead, keep)
        .compose(
            logins -> keep(TRACE_REQUESTS, today, ahead, keep).map(requests -> logins + requests));
  }

  private Future<Integer> keep(Statement days, LocalDate today, int ahead, int keep) {
    return background
        .run(days, Tuple.of(today, ahead, keep))
        .map(rows -> rows.iterator().next().getInteger(0));
  }
}
