package io.tributary.broker.audit;

import io.tributary.platform.db.Relaxed;
import io.tributary.platform.db.Statement;
import io.vertx.core.Future;
import io.vertx.sqlclient.Tuple;
import java.time.LocalDate;
import java.util.List;

/** Tables whose rows lie in partitions of a day (UTC): made ahead, and dropped whole. */
public final class PartitionRepository {
  /** Audit events. */
  public static final List<String> AUDIT = List.of("audit_event");

  /** What is known of logins. */
  public static final List<String> TRACES = List.of("login_trace", "login_trace_request");

  /** A node whose clock runs ahead must not take the audit of all nodes for old. */
  private static final Statement DAYS =
      new Statement(
          "partition.days",
          "SELECT partition_days($1, least($2, (now() AT TIME ZONE 'UTC')::date), $3, $4)");

  private final Relaxed background;

  public PartitionRepository(Relaxed background) {
    this.background = background;
  }

  /**
   * Makes the partitions of the next days, and of days that had none when something was written;
   * drops those that are old enough, with all in them.
   *
   * @param tables {@link #AUDIT} or {@link #TRACES}
   * @param today the database's own day counts when that is earlier
   * @param keep days for which rows are kept
   * @return how many partitions were dropped
   */
  public Future<Integer> keep(List<String> tables, LocalDate today, int ahead, int keep) {
    Future<Integer> dropped = Future.succeededFuture(0);
    for (String table : tables) {
      dropped =
          dropped.compose(before -> keep(table, today, ahead, keep).map(more -> before + more));
    }
    return dropped;
  }

  private Future<Integer> keep(String table, LocalDate today, int ahead, int keep) {
    return background
        .run(DAYS, Tuple.of(table, today, ahead, keep))
        .map(rows -> rows.iterator().next().getInteger(0));
  }
}
