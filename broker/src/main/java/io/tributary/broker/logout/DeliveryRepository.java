package io.tributary.broker.logout;

import io.tributary.platform.db.Relaxed;
import io.tributary.platform.db.Statement;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * The queue of logout tokens. Its rows are made, durably, by what ends a session; here it is worked
 * off. Relaxed: a result that a crash forgets is sent again, and a second logout does no harm.
 */
public final class DeliveryRepository {
  private static final String COLUMNS =
      " d.id, d.ending, d.session_hash, d.subject, d.client_id, d.issuer, d.state, d.attempts,"
          + " d.uri, d.last_status, d.created_at, d.done_at ";

  /**
   * Takes what is due, some of each client so that none keeps the others waiting, and lends it
   * until $2: a node that dies gives it back so. $1 now, $3 the most of a client, $4 the most, $5
   * clients that have enough under way.
   */
  private static final Statement CLAIM =
      new Statement(
          "logout_delivery.claim",
          """
          WITH RECURSIVE waiting AS (
            (SELECT client_id FROM logout_delivery WHERE state = 'pending'
             ORDER BY client_id LIMIT 1)
            UNION ALL
            SELECT (SELECT d.client_id FROM logout_delivery d
                    WHERE d.state = 'pending' AND d.client_id > w.client_id
                    ORDER BY d.client_id LIMIT 1)
            FROM waiting w WHERE w.client_id IS NOT NULL),
          chosen AS (
            SELECT due.id, due.next_at FROM waiting w, LATERAL (
              SELECT id, next_at FROM logout_delivery d
              WHERE d.client_id = w.client_id AND d.state = 'pending' AND d.next_at <= $1
              ORDER BY d.next_at LIMIT $3) due
            WHERE w.client_id IS NOT NULL AND w.client_id <> ALL ($5::text[])
            ORDER BY due.next_at LIMIT $4),
          locked AS (
            SELECT id FROM logout_delivery
            WHERE id IN (SELECT id FROM chosen) AND state = 'pending' AND next_at <= $1
            FOR UPDATE SKIP LOCKED)
          UPDATE logout_delivery d SET next_at = $2, attempts = attempts + 1
          FROM locked WHERE d.id = locked.id RETURNING
          """
              + COLUMNS);

  private static final Statement FINISH =
      new Statement(
          "logout_delivery.finish",
          """
          UPDATE logout_delivery SET state = $3, last_status = $4, sid = $5, sub = $6, uri = $7,
            next_at = $8, done_at = CASE WHEN $3::text = 'pending' THEN NULL ELSE $9::timestamptz END
          WHERE id = $1 AND attempts = $2 AND state = 'pending'
          """);

  private static final Statement OF_ENDING =
      new Statement(
          "logout_delivery.of_ending",
          "SELECT"
              + COLUMNS
              + "FROM logout_delivery d WHERE d.ending = $1 ORDER BY d.client_id, d.issuer LIMIT $2");

  private static final Statement LATEST =
      new Statement(
          "logout_delivery.latest",
          "SELECT"
              + COLUMNS
              + "FROM logout_delivery d WHERE NOT $1 OR d.state IN ('refused', 'unreachable')"
              + " OR (d.state = 'pending' AND d.last_status IS NOT NULL)"
              + " ORDER BY d.created_at DESC, d.id DESC LIMIT $2");

  private static final Statement PENDING =
      new Statement(
          "logout_delivery.pending",
          "SELECT count(*) FROM logout_delivery WHERE state = 'pending'");

  private static final Statement SWEEP =
      new Statement(
          "logout_delivery.sweep",
          """
          DELETE FROM logout_delivery WHERE id IN (
            SELECT id FROM logout_delivery WHERE created_at < $1 ORDER BY created_at LIMIT $2
            FOR UPDATE SKIP LOCKED)
          """);

  private final Relaxed database;

  public DeliveryRepository(Relaxed database) {
    this.database = database;
  }

  Future<List<LogoutDelivery>> claim(
      Instant now, Instant until, int perClient, int most, Collection<String> busy) {
    Tuple parameters =
        Tuple.of(utc(now), utc(until), perClient, most)
            .addArrayOfString(busy.toArray(String[]::new));
    return database.run(CLAIM, parameters).map(DeliveryRepository::all);
  }

  /** What was said to whom. */
  record Told(Optional<String> sid, Optional<String> sub, Optional<String> uri) {
    static final Told NOTHING = new Told(Optional.empty(), Optional.empty(), Optional.empty());
  }

  /**
   * Writes the result of an attempt, unless another node has taken the delivery meanwhile.
   *
   * @param next when it is tried again, for {@code PENDING}
   */
  Future<Void> finish(
      LogoutDelivery attempt,
      DeliveryState state,
      String status,
      Told told,
      Instant next,
      Instant now) {
    Tuple parameters =
        Tuple.of(attempt.id(), attempt.attempts(), state.word(), status)
            .addString(told.sid().orElse(null))
            .addString(told.sub().orElse(null))
            .addString(told.uri().orElse(null))
            .addValue(utc(next))
            .addValue(utc(now));
    return database.run(FINISH, parameters).mapEmpty();
  }

  /** Whom one event concerned. */
  Future<List<LogoutDelivery>> ofEnding(String ending, int most) {
    return database.run(OF_ENDING, Tuple.of(ending, most)).map(DeliveryRepository::all);
  }

  /**
   * The newest first.
   *
   * @param failedOnly what was refused, given up, or did not succeed at once
   */
  public Future<List<LogoutDelivery>> latest(boolean failedOnly, int most) {
    return database.run(LATEST, Tuple.of(failedOnly, most)).map(DeliveryRepository::all);
  }

  Future<Long> pending() {
    return database.run(PENDING).map(rows -> rows.iterator().next().getLong(0));
  }

  /** Removes a bounded batch of what is older; tells how many. */
  public Future<Integer> sweep(Instant before, int batch) {
    return database.run(SWEEP, Tuple.of(utc(before), batch)).map(rows -> rows.rowCount());
  }

  private static List<LogoutDelivery> all(RowSet<Row> rows) {
    return rows.stream().map(DeliveryRepository::delivery).toList();
  }

  private static LogoutDelivery delivery(Row row) {
    return new LogoutDelivery(
        row.getLong("id"),
        row.getString("ending"),
        row.getBuffer("session_hash"),
        row.getString("subject"),
        row.getString("client_id"),
        row.getString("issuer"),
        DeliveryState.of(row.getString("state")),
        row.getInteger("attempts"),
        Optional.ofNullable(row.getString("uri")),
        Optional.ofNullable(row.getString("last_status")),
        row.getOffsetDateTime("created_at").toInstant(),
        Optional.ofNullable(row.getOffsetDateTime("done_at")).map(OffsetDateTime::toInstant));
  }

  private static OffsetDateTime utc(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
