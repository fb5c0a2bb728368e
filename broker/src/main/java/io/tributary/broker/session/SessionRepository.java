package io.tributary.broker.session;

import io.tributary.broker.account.Account;
import io.tributary.broker.audit.AuditSql;
import io.tributary.platform.db.Durable;
import io.tributary.platform.db.Relaxed;
import io.tributary.platform.db.Statement;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/** Table {@code session}; identities and id_tokens are sealed here. */
public final class SessionRepository {
  private final Durable durable;
  private final Relaxed relaxed;
  private final Relaxed background;

  SessionRepository(Durable durable, Relaxed relaxed, Relaxed background) {
    this.durable = durable;
    this.relaxed = relaxed;
    this.background = background;
  }

  /** Whose a session is. */
  record Person(Account account, boolean privileged) {}

  /**
   * A session as it is stored; the upstream's id_token is read when the session ends.
   *
   * @param idHash SHA-256 of the cookie's value
   */
  record Stored(
      Buffer idHash,
      Person person,
      String upstream,
      String upstreamIssuer,
      Optional<String> upstreamSid,
      Instant authTime,
      Optional<String> acr,
      List<String> amr,
      Buffer sealedIdentity,
      Instant createdAt,
      Instant expiresAt) {}

  private static final String PERSON =
      """
      a.subject, a.username, a.email, a.email_verified, a.name,
        a.privileged_at IS NOT NULL AS privileged
      """;

  /**
   * $4 now, then the columns in the order of the INSERT from {@code subject} on; with {@code
   * replacing} $17 the previous session of the browser, $18 request id, $19 the ending. The same
   * person goes on in the same line; clients hear only of somebody else, or of an account that may
   * not log in any more. Most browsers bring no session: what ends one is a third of the cost.
   */
  private static Statement starting(boolean replacing) {
    String line =
        replacing
            ? "coalesce((SELECT coalesce(e.line, e.id_hash) FROM ended e"
                + " WHERE e.subject = person.subject), $6)"
            : "$6";
    String sql =
        SpentAttemptRepository.spending(0)
            + (replacing
                ? """
                , ended AS (
                  UPDATE session SET ended_at = $4 FROM spent
                  WHERE id_hash = $17 AND ended_at IS NULL RETURNING session.*)
                """
                : "")
            + """
            , person AS (
                UPDATE account a SET last_login_at = $4 FROM spent
                WHERE a.subject = $5 AND a.disabled_at IS NULL AND a.deleted_at IS NULL
                  AND NOT upstream_has_ended($7, $8, $10, $9, $2) RETURNING a.*),
              started AS (
                INSERT INTO session (created_at, last_seen_at, subject, id_hash, upstream,
                  upstream_issuer, upstream_sub, upstream_sid, auth_time, acr, sealed_identity,
                  sealed_id_token, expires_at, amr, line)
                SELECT $4, $4, subject, $6, $7, $8, $9, $10, $11::timestamptz, $12, $13, $14, $15,
                  $16, LINE
                FROM person RETURNING subject)
            """
                .replace("LINE", line)
            + (replacing
                ? ", "
                    + EndingSql.told(
                        "$19", "$4", "e.subject <> $5 OR NOT EXISTS (SELECT FROM person)")
                    + ", event AS ("
                    + AuditSql.INSERT
                    + """
                    SELECT now(), 'session.ended', $18, subject, upstream, NULL,
                      '{"reason":"replaced"}'::jsonb
                    FROM ended)
                    """
                : "")
            + "SELECT "
            + PERSON
            + " FROM started JOIN person a USING (subject)";
    return new Statement(replacing ? "session.replace" : "session.start", sql);
  }

  private static final Statement START = starting(false);

  private static final Statement REPLACE = starting(true);

  /**
   * Whose it is now; nothing when the attempt was spent before, or the account may not log in any
   * more.
   */
  Future<Optional<Person>> start(
      LoginAttemptUse attempt,
      Instant now,
      Optional<byte[]> previous,
      String requestId,
      NewSession wanted,
      byte[] idHash,
      byte[] sealedIdentity,
      Optional<byte[]> sealedIdToken,
      Instant expiresAt,
      String ending) {
    Tuple parameters =
        SpentAttemptRepository.add(Tuple.tuple(), attempt)
            .addValue(utc(now))
            .addString(wanted.subject())
            .addValue(Buffer.buffer(idHash))
            .addString(wanted.identity().upstream())
            .addString(wanted.identity().issuer())
            .addString(wanted.identity().sub())
            .addString(wanted.upstreamSid().orElse(null))
            .addValue(utc(wanted.authTime()))
            .addString(wanted.acr().orElse(null))
            .addValue(Buffer.buffer(sealedIdentity))
            .addValue(sealedIdToken.map(Buffer::buffer).orElse(null))
            .addValue(utc(expiresAt))
            .addArrayOfString(wanted.amr().toArray(String[]::new));
    previous.ifPresent(
        replaced ->
            parameters.addValue(Buffer.buffer(replaced)).addString(requestId).addString(ending));
    return durable
        .run(previous.isPresent() ? REPLACE : START, parameters)
        .map(rows -> rows.stream().findFirst().map(SessionRepository::person));
  }

  /** $2 now, $3 idle since then is ended, $4 last seen before then is to be written anew. */
  private static final Statement FIND =
      new Statement(
          "session.find",
          """
          SELECT s.last_seen_at < $4 AS quiet, s.id_hash, s.upstream, s.upstream_issuer,
            s.upstream_sid, s.auth_time, s.acr, s.amr, s.sealed_identity, s.created_at, s.expires_at,
          """
              + PERSON
              + """
               FROM session s JOIN account a USING (subject)
              WHERE s.id_hash = $1 AND s.ended_at IS NULL AND s.expires_at > $2
                AND s.last_seen_at > $3 AND a.disabled_at IS NULL AND a.deleted_at IS NULL
              """);

  /** A statement of its own: to read costs half as much without it, and it is seldom wanted. */
  private static final Statement TOUCH =
      new Statement(
          "session.touch",
          "UPDATE session SET last_seen_at = $2"
              + " WHERE id_hash = $1 AND ended_at IS NULL AND last_seen_at < $3");

  Future<Optional<Stored>> find(byte[] idHash, Instant now, SessionLifetimes lifetimes) {
    Buffer key = Buffer.buffer(idHash);
    OffsetDateTime fresh = utc(now.minus(lifetimes.touchInterval()));
    return relaxed
        .run(FIND, Tuple.of(key, utc(now), utc(now.minus(lifetimes.idle())), fresh))
        .compose(
            rows ->
                rows.stream().anyMatch(row -> row.getBoolean("quiet"))
                    ? relaxed.run(TOUCH, Tuple.of(key, utc(now), fresh)).map(rows)
                    : Future.succeededFuture(rows))
        .map(rows -> rows.stream().findFirst().map(SessionRepository::stored));
  }

  private static final Statement COUNT = new Statement("session.count", "SELECT live_sessions($1)");

  Future<Long> count(Instant now) {
    return background.run(COUNT, Tuple.of(utc(now))).map(rows -> rows.iterator().next().getLong(0));
  }

  private static final Statement SWEEP =
      new Statement(
          "session.sweep",
          """
          DELETE FROM session WHERE id_hash IN (
            SELECT id_hash FROM session WHERE expires_at < $1 LIMIT $2 FOR UPDATE SKIP LOCKED)
          """);

  /** How many rows went: at most {@code batch}. */
  Future<Integer> sweep(Instant before, int batch) {
    return background.run(SWEEP, Tuple.of(utc(before), batch)).map(rows -> rows.rowCount());
  }

  private static Person person(Row row) {
    return new Person(
        new Account(
            row.getString("subject"),
            row.getString("username"),
            Optional.ofNullable(row.getString("email")),
            row.getBoolean("email_verified"),
            Optional.ofNullable(row.getString("name")),
            false),
        row.getBoolean("privileged"));
  }

  private static Stored stored(Row row) {
    return new Stored(
        row.getBuffer("id_hash"),
        person(row),
        row.getString("upstream"),
        row.getString("upstream_issuer"),
        Optional.ofNullable(row.getString("upstream_sid")),
        row.getOffsetDateTime("auth_time").toInstant(),
        Optional.ofNullable(row.getString("acr")),
        List.of(row.getArrayOfStrings("amr")),
        row.getBuffer("sealed_identity"),
        row.getOffsetDateTime("created_at").toInstant(),
        row.getOffsetDateTime("expires_at").toInstant());
  }

  static OffsetDateTime utc(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
