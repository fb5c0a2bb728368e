package io.tributary.broker.laboratory;

import io.tributary.broker.audit.AuditSql;
import io.tributary.platform.db.Durable;
import io.tributary.platform.db.Statement;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Canaries and what they found. */
public final class CanaryRepository {
  /** Differences that are kept of one canary; a batch more while they are written. */
  static final int KEPT = 1000;

  private static final String EVENT =
      """
      , told AS (%s
        SELECT now(), '%%s', %%s::text, NULL, NULL, NULL,
          jsonb_build_object('mapping', name, 'draft', draft, 'share', share) FROM done)
      SELECT name FROM done
      """
          .formatted(AuditSql.INSERT);

  /** In the place of one that runs; what that one found is forgotten. */
  private static final Statement START =
      new Statement(
          "mapping_canary.start",
          """
          WITH held AS (SELECT revision FROM mapping_revision FOR UPDATE),
          done AS (
            INSERT INTO mapping_canary (name, draft, share, subjects, author, ends_at)
            SELECT d.name, d.id, $3, $4::text[], $5, now() + $6::bigint * interval '1 second'
            FROM mapping_draft d, held WHERE d.name = $1 AND d.id = $2
            ON CONFLICT (name) DO UPDATE SET draft = EXCLUDED.draft, share = EXCLUDED.share,
              subjects = EXCLUDED.subjects, author = EXCLUDED.author, started_at = now(),
              ends_at = EXCLUDED.ends_at
            RETURNING name, draft, share),
          counts AS (
            INSERT INTO mapping_canary_count (name) SELECT name FROM done
            ON CONFLICT (name) DO UPDATE SET same = 0, different = 0, failed = 0, skipped = 0),
          forgotten AS (
            DELETE FROM mapping_canary_difference f USING done WHERE f.name = done.name)
          """
              + EVENT.formatted("mapping.canary_started", "$5"));

  private static final Statement STOP =
      new Statement(
          "mapping_canary.stop",
          """
          WITH held AS (SELECT revision FROM mapping_revision FOR UPDATE),
          done AS (
            DELETE FROM mapping_canary c USING held WHERE c.name = $1
            RETURNING c.name, c.draft, c.share)
          """
              + EVENT.formatted("mapping.canary_stopped", "$2"));

  private static final Statement FIND =
      new Statement(
          "mapping_canary.find",
          """
          SELECT c.*, d.version, n.same, n.different, n.failed, n.skipped, c.ends_at <= now() AS ended
          FROM mapping_canary c JOIN mapping_draft d ON d.name = c.name
          JOIN mapping_canary_count n ON n.name = c.name WHERE c.name = $1
          """);

  private static final Statement DIFFERENCES =
      new Statement(
          "mapping_canary.differences",
          """
          SELECT f.*, a.username FROM mapping_canary_difference f
          LEFT JOIN account a ON a.subject = f.subject
          WHERE f.name = $1 ORDER BY f.id DESC LIMIT $2
          """);

  /** Of a canary that ended meanwhile nothing is written. */
  private static final Statement NOTE =
      new Statement(
          "mapping_canary.note",
          """
          WITH noted AS (
            SELECT n.* FROM unnest($1::text[], $2::bigint[], $3::text[], $4::timestamptz[],
              $5::text[], $6::text[], $7::text[], $8::text[])
              n (name, draft, outcome, at, request_id, subject, client, changes)
            JOIN mapping_canary c ON c.name = n.name AND c.draft = n.draft),
          counted AS (
            UPDATE mapping_canary_count k SET same = k.same + s.same,
              different = k.different + s.different, failed = k.failed + s.failed,
              skipped = k.skipped + s.skipped
            FROM (SELECT name, count(*) FILTER (WHERE outcome = 'same') AS same,
                count(*) FILTER (WHERE outcome = 'different') AS different,
                count(*) FILTER (WHERE outcome = 'failed') AS failed,
                count(*) FILTER (WHERE outcome = 'skipped') AS skipped
              FROM noted GROUP BY name) s
            WHERE k.name = s.name),
          kept AS (
            INSERT INTO mapping_canary_difference
              (name, at, request_id, subject, client, changes, expires_at)
            SELECT name, at, request_id, subject, client, changes::jsonb, at + interval '30 days'
            FROM noted
            WHERE outcome IN ('different', 'failed'))
          DELETE FROM mapping_canary_difference f USING (SELECT DISTINCT name FROM noted) n
          WHERE f.name = n.name AND f.id <= (
            SELECT x.id FROM mapping_canary_difference x WHERE x.name = n.name
            ORDER BY x.id DESC OFFSET $9 LIMIT 1)
          """);

  private static final Statement SWEEP =
      new Statement(
          "mapping_canary.sweep",
          "DELETE FROM mapping_canary_difference WHERE id IN (SELECT id"
              + " FROM mapping_canary_difference WHERE expires_at < $1"
              + " LIMIT $2 FOR UPDATE SKIP LOCKED)");

  private static final Statement SUBJECTS =
      new Statement(
          "mapping_canary.subjects",
          "SELECT username, subject FROM account WHERE username = ANY ($1) AND deleted_at IS NULL");

  private final Durable database;

  CanaryRepository(Durable database) {
    this.database = database;
  }

  /**
   * @return false: the draft is another one by now, or gone
   */
  Future<Boolean> start(
      Draft draft, int share, Set<String> subjects, String author, Duration length) {
    return database
        .run(
            START,
            Tuple.of(draft.name(), draft.id(), share)
                .addArrayOfString(subjects.toArray(String[]::new))
                .addString(author)
                .addLong(length.toSeconds()))
        .map(rows -> rows.size() == 1);
  }

  Future<Boolean> stop(String name, String author) {
    return database.run(STOP, Tuple.of(name, author)).map(rows -> rows.size() == 1);
  }

  /**
   * @param limit of the differences, the newest first
   */
  Future<Optional<CanaryReport>> report(String name, int limit) {
    return database
        .run(FIND, Tuple.of(name))
        .compose(
            rows ->
                database
                    .run(DIFFERENCES, Tuple.of(name, limit))
                    .map(
                        found ->
                            rows.stream()
                                .findFirst()
                                .map(
                                    row ->
                                        report(
                                            row,
                                            found.stream()
                                                .map(CanaryRepository::difference)
                                                .toList()))));
  }

  private static CanaryReport report(Row row, List<CanaryReport.Difference> differences) {
    return new CanaryReport(
        row.getString("name"),
        MappingRepository.text(row, "version"),
        row.getInteger("share"),
        row.getArrayOfStrings("subjects").length,
        row.getString("author"),
        MappingRepository.time(row, "started_at"),
        MappingRepository.time(row, "ends_at"),
        row.getBoolean("ended"),
        new CanaryReport.Counts(
            row.getLong("same"),
            row.getLong("different"),
            row.getLong("failed"),
            row.getLong("skipped")),
        differences);
  }

  private static CanaryReport.Difference difference(Row row) {
    return new CanaryReport.Difference(
        MappingRepository.time(row, "at"),
        row.getString("request_id"),
        MappingRepository.text(row, "username").orElse(row.getString("subject")),
        row.getString("client"),
        row.getJsonArray("changes").stream().map(String::valueOf).toList());
  }

  /**
   * Removes differences that are older than 30 days; the counts stay as long as the canary.
   *
   * @return how many; fewer than a batch: none is left
   */
  public Future<Integer> sweep(Instant now, int batch) {
    return database
        .run(SWEEP, Tuple.of(now.atOffset(ZoneOffset.UTC), batch))
        .map(rows -> rows.rowCount());
  }

  /** By user name; who is not there is left out. */
  Future<Map<String, String>> subjects(Set<String> usernames) {
    return database
        .run(SUBJECTS, Tuple.tuple().addArrayOfString(usernames.toArray(String[]::new)))
        .map(
            rows -> {
              Map<String, String> found = new LinkedHashMap<>();
              rows.forEach(row -> found.put(row.getString("username"), row.getString("subject")));
              return found;
            });
  }

  /** What canaries found, of many logins with one statement. */
  public Future<Void> note(List<CanaryNote> notes) {
    return database
        .run(
            NOTE,
            Tuple.tuple()
                .addArrayOfString(texts(notes, CanaryNote::name))
                .addArrayOfLong(notes.stream().map(CanaryNote::draft).toArray(Long[]::new))
                .addArrayOfString(texts(notes, note -> note.outcome().wire()))
                .addArrayOfOffsetDateTime(
                    notes.stream()
                        .map(note -> note.at().atOffset(ZoneOffset.UTC))
                        .toArray(java.time.OffsetDateTime[]::new))
                .addArrayOfString(texts(notes, CanaryNote::requestId))
                .addArrayOfString(texts(notes, CanaryNote::subject))
                .addArrayOfString(texts(notes, CanaryNote::client))
                .addArrayOfString(texts(notes, note -> new JsonArray(note.changes()).encode()))
                .addInteger(KEPT))
        .mapEmpty();
  }

  private static String[] texts(List<CanaryNote> notes, Function<CanaryNote, String> column) {
    return notes.stream().map(column).toArray(String[]::new);
  }
}
