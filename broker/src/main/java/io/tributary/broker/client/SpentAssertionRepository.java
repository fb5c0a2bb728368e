package io.tributary.broker.client;

import io.tributary.platform.db.Durable;
import io.tributary.platform.db.Statement;
import io.tributary.platform.protocol.Digests;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.ZoneOffset;

/**
 * Client assertions that were used, so that none works twice (RFC 7523 §3, OpenID Connect Core §9).
 * Durable: one that is forgotten could be used again. What was issued before the list began may
 * have been used in a list that was lost, and is refused.
 */
public final class SpentAssertionRepository {
  /** The row without an id says when the list began; a restore writes it anew. */
  private static final Statement BEGIN =
      new Statement(
          "spent_assertion.begin_list",
          "INSERT INTO spent_assertion (id, expires_at) VALUES ('', 'infinity')"
              + " ON CONFLICT DO NOTHING");

  private static final Statement SPEND =
      new Statement(
          "spent_assertion.spend",
          """
          INSERT INTO spent_assertion (id, expires_at)
          SELECT $1::bytea, $3::timestamptz WHERE EXISTS (
            SELECT FROM spent_assertion WHERE id = '' AND spent_at <= $2::timestamptz)
          ON CONFLICT DO NOTHING
          """);

  /** Rows stay an hour longer: clocks of two nodes differ. */
  private static final Statement SWEEP =
      new Statement(
          "spent_assertion.sweep",
          "DELETE FROM spent_assertion WHERE id IN (SELECT id FROM spent_assertion"
              + " WHERE expires_at < $1::timestamptz - interval '1 hour'"
              + " LIMIT $2 FOR UPDATE SKIP LOCKED)");

  private final Durable database;

  public SpentAssertionRepository(Durable database) {
    this.database = database;
  }

  /** To be called once at start; until then every assertion is refused. */
  public Future<Void> begin() {
    return database.run(BEGIN).mapEmpty();
  }

  /**
   * @param jti of this client; those of others do not matter
   * @param expiresAt until when the assertion could be used
   * @return whether this was its first use, and it was issued after the list began
   */
  Future<Boolean> spend(String clientId, String jti, Instant issuedAt, Instant expiresAt) {
    // Ids of clients have no line breaks.
    byte[] id = Digests.sha256(clientId + "\n" + jti);
    return database
        .run(
            SPEND,
            Tuple.of(
                Buffer.buffer(id),
                issuedAt.atOffset(ZoneOffset.UTC),
                expiresAt.atOffset(ZoneOffset.UTC)))
        .map(rows -> rows.rowCount() == 1);
  }

  /**
   * Removes what nobody can use any more.
   *
   * @param batch the most rows
   */
  public Future<Integer> sweep(Instant now, int batch) {
    return database
        .run(SWEEP, Tuple.of(now.atOffset(ZoneOffset.UTC), batch))
        .map(rows -> rows.rowCount());
  }
}
