package io.tributary.broker.request;

import io.tributary.platform.db.Relaxed;
import io.tributary.platform.db.Statement;
import io.tributary.platform.protocol.Digests;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;

/**
 * Sealed login attempts that are too large for a cookie, in an unlogged table: a crash forgets them
 * and the person starts again. Stored under the hash of the reference that the browser holds.
 */
public final class KeptRequestRepository {
  private static final Statement KEEP =
      new Statement(
          "pushed_request.keep",
          "INSERT INTO pushed_request (id, sealed, expires_at) VALUES ($1, $2, $3)"
              + " ON CONFLICT (id) DO UPDATE SET sealed = excluded.sealed");
  private static final Statement FIND =
      new Statement(
          "pushed_request.find",
          "SELECT sealed FROM pushed_request WHERE id = $1 AND expires_at > $2");
  private static final Statement SWEEP =
      new Statement(
          "pushed_request.sweep",
          "DELETE FROM pushed_request WHERE id IN"
              + " (SELECT id FROM pushed_request WHERE expires_at < $1 LIMIT 1000)");

  private final Relaxed database;

  public KeptRequestRepository(Relaxed database) {
    this.database = database;
  }

  /** Keeps (or replaces) a sealed value under a reference. */
  public Future<Void> keep(String reference, byte[] sealed, Instant expiresAt) {
    return database
        .run(KEEP, Tuple.of(key(reference), Buffer.buffer(sealed), utc(expiresAt)))
        .mapEmpty();
  }

  public Future<Optional<byte[]>> find(String reference, Instant now) {
    return database
        .run(FIND, Tuple.of(key(reference), utc(now)))
        .map(
            rows -> {
              for (Row row : rows) {
                return Optional.of(row.getBuffer(0).getBytes());
              }
              return Optional.empty();
            });
  }

  /** Deletes expired rows, a bounded number at a time. */
  public Future<Integer> sweep(Instant now) {
    return database.run(SWEEP, Tuple.of(utc(now))).map(rows -> rows.rowCount());
  }

  private static String key(String reference) {
    return Digests.base64Url(Digests.sha256(reference));
  }

  private static OffsetDateTime utc(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
