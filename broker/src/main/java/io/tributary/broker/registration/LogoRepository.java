package io.tributary.broker.registration;

import io.tributary.platform.db.Relaxed;
import io.tributary.platform.db.Statement;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;

/**
 * Table {@code client_logo}: at most one row for each client. A row without picture is a fetch that
 * is under way or has failed. Forgetting a row costs a fetch.
 */
public final class LogoRepository {
  private static final Statement FIND =
      new Statement(
          "client_logo.find",
          "SELECT png FROM client_logo WHERE client_id = $1 AND source = $2 AND png IS NOT NULL");

  /**
   * $4: the client is one of the configuration; $5: another source is fetched when the last fetch
   * was before; $6: the same one again when the last fetch was before.
   */
  private static final Statement CLAIM =
      new Statement(
          "client_logo.claim",
          """
          INSERT INTO client_logo AS l (client_id, source, png, fetched_at)
          SELECT $1, $2, NULL, $3::timestamptz
          WHERE $4::boolean OR EXISTS (SELECT FROM registered_client WHERE id = $1)
          ON CONFLICT (client_id) DO UPDATE
            SET source = excluded.source, png = NULL, fetched_at = excluded.fetched_at
            WHERE (l.source <> excluded.source AND l.fetched_at <= $5::timestamptz)
              OR (l.source = excluded.source AND l.png IS NULL AND l.fetched_at <= $6::timestamptz)
          RETURNING l.client_id
          """);

  private static final Statement KEEP =
      new Statement(
          "client_logo.keep",
          "UPDATE client_logo SET png = $4 WHERE client_id = $1 AND source = $2"
              + " AND fetched_at = $3 AND png IS NULL RETURNING client_id");

  private static final Statement SWEEP =
      new Statement(
          "client_logo.sweep",
          "DELETE FROM client_logo WHERE client_id IN"
              + " (SELECT client_id FROM client_logo WHERE fetched_at < $1 LIMIT $2)"
              + " RETURNING client_id");

  private final Relaxed relaxed;

  LogoRepository(Relaxed relaxed) {
    this.relaxed = relaxed;
  }

  /** The right to one fetch. */
  record Claim(String clientId, String source, Instant at) {}

  Future<Optional<Buffer>> find(String clientId, String source) {
    return relaxed
        .run(FIND, Tuple.of(clientId, source))
        .map(rows -> rows.stream().findFirst().map(row -> row.getBuffer("png")));
  }

  /**
   * Of any number that ask at once, on any node, one is told true.
   *
   * @param otherBefore another address than the last one may be fetched when that was before
   * @param againBefore the address that failed may be
   */
  Future<Boolean> claim(Claim claim, boolean configured, Instant otherBefore, Instant againBefore) {
    return relaxed
        .run(
            CLAIM,
            Tuple.of(
                claim.clientId(),
                claim.source(),
                utc(claim.at()),
                configured,
                utc(otherBefore),
                utc(againBefore)))
        .map(rows -> rows.size() == 1);
  }

  /** False when the client is gone, or its logo another one, meanwhile. */
  Future<Boolean> keep(Claim claim, Buffer png) {
    return relaxed
        .run(KEEP, Tuple.of(claim.clientId(), claim.source(), utc(claim.at()), png))
        .map(rows -> rows.size() == 1);
  }

  Future<Integer> sweep(Instant before, int batch) {
    return relaxed.run(SWEEP, Tuple.of(utc(before), batch)).map(rows -> rows.rowCount());
  }

  private static OffsetDateTime utc(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
