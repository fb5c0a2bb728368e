package io.tributary.broker.registration;

import io.tributary.broker.audit.AuditSql;
import io.tributary.platform.db.Durable;
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
import java.util.List;

/**
 * Initial access tokens (RFC 7591 §3), by their hash. They are spent in the statement that makes
 * the client ({@link RegistrationSql#REGISTER_WITH_TOKEN}).
 */
public final class InitialTokenRepository {
  private static final Statement LIVE =
      new Statement(
          "initial_access_token.live",
          "SELECT FROM initial_access_token WHERE token_hash = $1 AND issuer = $3"
              + " AND uses_left > 0 AND expires_at > $2 AND revoked_at IS NULL");
  private static final Statement FETCH =
      new Statement(
          "initial_access_token.fetch",
          "UPDATE initial_access_token SET fetches_left = fetches_left - 1"
              + " WHERE token_hash = $1 AND fetches_left > 0 RETURNING id");
  private static final Statement CREATE =
      new Statement(
          "initial_access_token.create",
          """
          WITH made AS (
            INSERT INTO initial_access_token
              (id, token_hash, note, uses_left, created_at, expires_at, issuer, fetches_left)
            VALUES ($1, $2, $3, $4, $5, $6, $8, $9) RETURNING id, uses_left, issuer),
          event AS (
          """
              + AuditSql.INSERT
              + """
            SELECT $5::timestamptz, 'registration_token.created', $7, NULL, NULL, NULL,
              jsonb_build_object('token', id, 'uses', uses_left, 'issuer', issuer) FROM made)
          SELECT id FROM made
          """);
  private static final Statement REVOKE =
      new Statement(
          "initial_access_token.revoke",
          """
          WITH revoked AS (
            UPDATE initial_access_token SET revoked_at = $2::timestamptz
            WHERE id = $1 AND revoked_at IS NULL RETURNING id),
          event AS (
          """
              + AuditSql.INSERT
              + """
            SELECT $2::timestamptz, 'registration_token.revoked', $3, NULL, NULL, NULL,
              jsonb_build_object('token', id) FROM revoked)
          SELECT id FROM revoked
          """);
  private static final Statement LIST =
      new Statement(
          "initial_access_token.list",
          "SELECT id, issuer, note, uses_left, expires_at, revoked_at FROM initial_access_token"
              + " ORDER BY created_at, id LIMIT $1");
  private static final Statement SWEEP =
      new Statement(
          "initial_access_token.sweep",
          "DELETE FROM initial_access_token WHERE id IN"
              + " (SELECT id FROM initial_access_token WHERE expires_at < $1 LIMIT $2)");

  private final Durable durable;
  private final Relaxed relaxed;

  InitialTokenRepository(Durable durable, Relaxed relaxed) {
    this.durable = durable;
    this.relaxed = relaxed;
  }

  /** Only a look: it is spent later. */
  Future<Boolean> isLive(String token, String issuer, Instant now) {
    return relaxed.run(LIVE, Tuple.of(hash(token), utc(now), issuer)).map(rows -> rows.size() == 1);
  }

  /** Counts one call that we make for its holder, before it is made; false when none is left. */
  Future<Boolean> fetch(String token) {
    return durable.run(FETCH, Tuple.of(hash(token))).map(rows -> rows.size() == 1);
  }

  /**
   * @param fetches documents that we fetch for its holder at most
   */
  Future<Void> create(InitialToken made, String token, int fetches, Instant now, String by) {
    return durable
        .run(
            CREATE,
            Tuple.tuple()
                .addString(made.id())
                .addValue(hash(token))
                .addString(made.note())
                .addInteger(made.usesLeft())
                .addValue(utc(now))
                .addValue(utc(made.expiresAt()))
                .addString(by)
                .addString(made.issuer())
                .addInteger(fetches))
        .mapEmpty();
  }

  Future<Boolean> revoke(String id, Instant now, String by) {
    return durable.run(REVOKE, Tuple.of(id, utc(now), by)).map(rows -> rows.size() == 1);
  }

  Future<List<InitialToken>> list(int most) {
    return relaxed
        .run(LIST, Tuple.of(most))
        .map(rows -> rows.stream().map(InitialTokenRepository::token).toList());
  }

  Future<Integer> sweep(Instant before, int batch) {
    return relaxed.run(SWEEP, Tuple.of(utc(before), batch)).map(rows -> rows.rowCount());
  }

  private static InitialToken token(Row row) {
    return new InitialToken(
        row.getString("id"),
        row.getString("issuer"),
        row.getString("note"),
        row.getInteger("uses_left"),
        row.getOffsetDateTime("expires_at").toInstant(),
        row.getOffsetDateTime("revoked_at") != null);
  }

  private static Buffer hash(String token) {
    return Buffer.buffer(Digests.sha256(token));
  }

  private static OffsetDateTime utc(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
