package io.tributary.broker.token;

import static io.tributary.broker.kit.BrokerDatabase.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.broker.kit.BrokerDatabase;
import io.tributary.platform.db.Statement;
import io.vertx.core.Future;
import org.junit.jupiter.api.Test;

/** A step of the sweep reads about what it removes, however much has expired. */
class SweepStepsIT {
  private static final int EXPIRED = 20_000;
  private static final int STEP = 10;

  /** Tells the figures of a connection now, and not at the end of its second. */
  private static final Statement FLUSH =
      new Statement("test.flush", "SELECT pg_stat_force_next_flush()::text");

  @Test
  void aStepGoesByTheIndexAndNotOverAllThatHasExpired() {
    try (BrokerDatabase database = new BrokerDatabase()) {
      database.query(
          "INSERT INTO refresh_family (grant_id, client_id, issuer, generation, rotated_at,"
              + " idle_seconds, expires_at) SELECT 'grant ' || n, 'client', 'issuer', 1, now(), 60,"
              + " now() - interval '2 hours' FROM generate_series(1, "
              + EXPIRED
              + ") n");
      database.query("ANALYZE refresh_family");
      ExpiredRowsRepository rows = new ExpiredRowsRepository(database.background());
      // All on one loop, which has one connection.
      int removed = await(database.onAnotherLoop(() -> step(database, rows)));
      assertEquals(STEP, removed);
      long read =
          (Long)
              database.value(
                  "SELECT sum(idx_tup_read)::bigint FROM pg_stat_user_indexes"
                      + " WHERE relname = 'refresh_family'");
      assertTrue(read >= STEP, () -> "read " + read);
      assertTrue(read <= 10 * STEP, () -> "read " + read);
    }
  }

  private static Future<Integer> step(BrokerDatabase database, ExpiredRowsRepository rows) {
    return rows.sweep(STEP)
        .compose(removed -> database.background().run(FLUSH).map(flushed -> removed));
  }
}
