package io.tributary.broker.session;

import io.tributary.broker.audit.AuditSql;
import io.tributary.platform.db.Durable;
import io.tributary.platform.db.Statement;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How sessions end; each statement also notes who must hear of it. */
public final class SessionEndingRepository {
  private final Durable durable;

  SessionEndingRepository(Durable durable) {
    this.durable = durable;
  }

  private static final Statement END =
      new Statement(
          "session.end",
          """
          WITH ended AS (
            UPDATE session SET ended_at = $2::timestamptz
            WHERE id_hash = $1 AND ended_at IS NULL
          """
              + EndingSql.RETURNING
              + "), "
              + EndingSql.told("$5", "$2", "true")
              + ", event AS ("
              + AuditSql.INSERT
              + """
            SELECT now(), 'session.ended', $4, subject, upstream, NULL,
              jsonb_build_object('reason', $3::text) FROM ended)
          SELECT e.subject, e.upstream, e.upstream_issuer, e.upstream_sid, e.sealed_id_token,
            t.client_id, t.issuer, t.session_hash
          FROM ended e LEFT JOIN told t ON true ORDER BY t.client_id, t.issuer
          """);

  /** What was stored of a session that has just ended. */
  record Ended(
      String subject,
      String upstream,
      String upstreamIssuer,
      Optional<String> upstreamSid,
      Optional<Buffer> sealedIdToken,
      List<Participant> participants) {}

  Future<Optional<Ended>> end(
      byte[] idHash, Instant now, String reason, String requestId, String ending) {
    return durable
        .run(
            END,
            Tuple.of(Buffer.buffer(idHash), SessionRepository.utc(now), reason, requestId, ending))
        .map(SessionEndingRepository::ended);
  }

  private static Optional<Ended> ended(RowSet<Row> rows) {
    List<Participant> participants = new ArrayList<>();
    for (Row row : rows) {
      if (row.getString("client_id") != null) {
        participants.add(
            new Participant(
                row.getString("client_id"),
                row.getString("issuer"),
                row.getBuffer("session_hash")));
      }
    }
    return rows.stream().findFirst().map(row -> ended(row, List.copyOf(participants)));
  }

  private static Ended ended(Row row, List<Participant> participants) {
    return new Ended(
        row.getString("subject"),
        row.getString("upstream"),
        row.getString("upstream_issuer"),
        Optional.ofNullable(row.getString("upstream_sid")),
        Optional.ofNullable(row.getBuffer("sealed_id_token")),
        participants);
  }

  private static final Statement NOTE =
      new Statement(
          "upstream_ending.note", "SELECT note_upstream_ending($1, $2, $3, $4, $5, $6, $7)");

  /**
   * Notes that the upstream's session has ended, before those that began with it end: a login that
   * is on its way meanwhile either has its session by then, or gets none. The same notice again
   * changes nothing.
   *
   * @param until at least as long as a login may take that has begun
   */
  Future<Void> note(String notice, UpstreamSession meant, Instant now, Instant until) {
    Tuple parameters =
        Tuple.tuple()
            .addString(notice)
            .addString(meant.upstream())
            .addString(meant.issuer())
            .addString(meant.sid().orElse(null))
            .addString(meant.sub().orElse(null))
            .addValue(SessionRepository.utc(now))
            .addValue(SessionRepository.utc(until));
    return durable.run(NOTE, parameters).mapEmpty();
  }

  private static final Statement SWEEP =
      new Statement(
          "upstream_ending.sweep",
          """
          DELETE FROM upstream_ending WHERE notice IN (
            SELECT notice FROM upstream_ending WHERE expires_at < $1 LIMIT $2
            FOR UPDATE SKIP LOCKED)
          """);

  /** How many notes went: at most {@code batch}. */
  Future<Integer> sweep(Instant before, int batch) {
    return durable
        .run(SWEEP, Tuple.of(SessionRepository.utc(before), batch))
        .map(rows -> rows.rowCount());
  }

  /** $4 now, $5 request id, $6 ending, $7 upstream, $8 its issuer, $9 sid, $10 sub. */
  private static Statement endUpstream(String name, String condition) {
    return new Statement(
        "session.end_upstream_" + name,
        SpentAttemptRepository.spending(0)
            + """
            , ended AS (
              UPDATE session SET ended_at = $4::timestamptz FROM spent
              WHERE session.upstream = $7 AND session.upstream_issuer = $8
                AND session.ended_at IS NULL AND
            """
            + condition
            + EndingSql.RETURNING
            + "), "
            + EndingSql.told("$6", "$4", "true")
            + ", event AS ("
            + AuditSql.INSERT
            + """
              SELECT now(), 'session.ended', $5, subject, upstream, NULL,
                '{"reason":"upstream"}'::jsonb FROM ended)
            SELECT (SELECT count(*) FROM ended) AS ended FROM spent
            """);
  }

  private static final Statement END_SID =
      endUpstream("sid", "session.upstream_sid = $9::text AND $10::text IS NULL");

  private static final Statement END_SUB =
      endUpstream("sub", "session.upstream_sub = $10::text AND $9::text IS NULL");

  /** A session whose upstream never said its sid cannot be told from the one that ended. */
  private static final Statement END_BOTH =
      endUpstream(
          "both",
          "session.upstream_sub = $10::text"
              + " AND (session.upstream_sid = $9::text OR session.upstream_sid IS NULL)");

  /** How many have ended; nothing when the notice was used before. */
  Future<Optional<Integer>> endUpstream(
      LoginAttemptUse notice, UpstreamSession meant, Instant now, String requestId, String ending) {
    Statement statement =
        meant.sid().isEmpty() ? END_SUB : meant.sub().isEmpty() ? END_SID : END_BOTH;
    Tuple parameters =
        SpentAttemptRepository.add(Tuple.tuple(), notice)
            .addValue(SessionRepository.utc(now))
            .addString(requestId)
            .addString(ending)
            .addString(meant.upstream())
            .addString(meant.issuer())
            .addString(meant.sid().orElse(null))
            .addString(meant.sub().orElse(null));
    return durable
        .run(statement, parameters)
        .map(rows -> rows.stream().findFirst().map(row -> row.getLong("ended").intValue()));
  }
}
