package io.tributary.broker.session;

import io.tributary.platform.db.Durable;
import io.tributary.platform.db.Relaxed;
import io.tributary.platform.db.Statement;
import io.vertx.core.Future;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.ZoneOffset;

/**
 * Table {@code spent_attempt}: login attempts, logout states and notices of upstreams that were
 * used. Durable: what was used once stays used after a crash.
 *
 * <p>An attempt is spent by the very statement that makes what it is for, of which {@link
 * #spending} is the beginning: when that spends nothing, nothing is made.
 */
public final class SpentAttemptRepository {
  /**
   * The row '' says when the list began: an attempt that is older may have been spent in a list
   * that was lost.
   */
  private static final Statement BEGIN_LIST =
      new Statement(
          "attempt.begin_list",
          "INSERT INTO spent_attempt (id, expires_at) VALUES ('', 'infinity') ON CONFLICT DO NOTHING");

  private static final Statement SPEND =
      new Statement("attempt.spend", spending(0) + "SELECT FROM spent");

  private static final Statement SWEEP =
      new Statement(
          "attempt.sweep",
          """
          DELETE FROM spent_attempt WHERE id IN (
            SELECT id FROM spent_attempt WHERE expires_at < $1
            LIMIT $2 FOR UPDATE SKIP LOCKED)
          """);

  private final Durable durable;
  private final Relaxed background;

  SpentAttemptRepository(Durable durable, Relaxed background) {
    this.durable = durable;
    this.background = background;
  }

  /**
   * The beginning of a statement: a CTE {@code spent}, with one row when this is the first use.
   *
   * @param before how many parameters stand before the three that {@link #add} adds
   */
  public static String spending(int before) {
    return """
        WITH spent AS (
          INSERT INTO spent_attempt (id, expires_at)
          SELECT $%1$d::text, $%3$d::timestamptz WHERE EXISTS (
            SELECT FROM spent_attempt WHERE id = '' AND spent_at <= $%2$d::timestamptz)
          ON CONFLICT DO NOTHING RETURNING id)
        """
        .formatted(before + 1, before + 2, before + 3);
  }

  /** The parameters of {@link #spending}. */
  public static Tuple add(Tuple parameters, LoginAttemptUse attempt) {
    return parameters
        .addString(attempt.id())
        .addOffsetDateTime(attempt.issuedAt().atOffset(ZoneOffset.UTC))
        .addOffsetDateTime(attempt.expiresAt().atOffset(ZoneOffset.UTC));
  }

  Future<Void> beginList() {
    return durable.run(BEGIN_LIST).mapEmpty();
  }

  /** Whether this was its first use. */
  Future<Boolean> spend(LoginAttemptUse attempt) {
    return durable.run(SPEND, add(Tuple.tuple(), attempt)).map(rows -> rows.size() == 1);
  }

  /** How many rows went: at most {@code batch}. */
  Future<Integer> sweep(Instant before, int batch) {
    return background
        .run(SWEEP, Tuple.of(before.atOffset(ZoneOffset.UTC), batch))
        .map(rows -> rows.rowCount());
  }
}
