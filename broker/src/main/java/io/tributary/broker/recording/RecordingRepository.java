package io.tributary.broker.recording;

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
import java.util.function.Function;

/** Table {@code login_recording}. Relaxed: a crash forgets the logins of a moment. */
public final class RecordingRepository {
  private final Relaxed relaxed;

  public RecordingRepository(Relaxed relaxed) {
    this.relaxed = relaxed;
  }

  /** Whose login at which application. */
  record Key(String upstream, String issuer, String sub, String client, String subject) {}

  /**
   * One row.
   *
   * @param id 0 before it is written
   */
  record Stored(long id, Key key, Instant at, Instant expiresAt, Buffer sealed) {}

  /** $9 how many of one person at one application stay, with the new one. */
  private static final Statement WRITE =
      new Statement(
          "recording.write",
          """
          WITH fresh AS (
            SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[],
              $6::timestamptz[], $7::timestamptz[], $8::bytea[], $9::int[])
              f (upstream, issuer, sub, client_id, subject, recorded_at, expires_at, sealed, stay)),
          gone AS (
            DELETE FROM login_recording r USING (
              SELECT o.id FROM (SELECT DISTINCT upstream, issuer, sub, client_id, stay FROM fresh) f,
                LATERAL (SELECT id FROM login_recording l
                  WHERE l.upstream = f.upstream AND l.issuer = f.issuer AND l.sub = f.sub
                    AND l.client_id = f.client_id
                  ORDER BY id DESC OFFSET f.stay - 1) o) old
            WHERE r.id = old.id)
          INSERT INTO login_recording
            (upstream, issuer, sub, client_id, subject, recorded_at, expires_at, sealed)
          SELECT upstream, issuer, sub, client_id, subject, recorded_at, expires_at, sealed FROM fresh
          """);

  /**
   * @param rows at most one of a person and application
   * @param stay for each row
   */
  Future<Void> write(List<Stored> rows, List<Integer> stay) {
    return relaxed
        .run(
            WRITE,
            Tuple.tuple()
                .addArrayOfString(texts(rows, Key::upstream))
                .addArrayOfString(texts(rows, Key::issuer))
                .addArrayOfString(texts(rows, Key::sub))
                .addArrayOfString(texts(rows, Key::client))
                .addArrayOfString(texts(rows, Key::subject))
                .addArrayOfOffsetDateTime(times(rows, Stored::at))
                .addArrayOfOffsetDateTime(times(rows, Stored::expiresAt))
                .addArrayOfBuffer(rows.stream().map(Stored::sealed).toArray(Buffer[]::new))
                .addArrayOfInteger(stay.toArray(Integer[]::new)))
        .mapEmpty();
  }

  /**
   * For a filter that names somebody. A plan that is kept fits every value, NULL too: one that
   * might be of nobody reads the whole table instead of the index by subject.
   */
  private static Statement ofPerson(Statement ofAnybody) {
    return new Statement(
        ofAnybody.name() + "_of_person",
        ofAnybody.sql().replaceFirst("\\(\\$\\d::text IS NULL OR (subject = \\$\\d)\\)", "$1"));
  }

  private static final Statement PAGE =
      new Statement(
          "recording.page",
          """
          SELECT id, upstream, issuer, sub, client_id, subject, recorded_at, expires_at, sealed
          FROM login_recording
          WHERE id > $1 AND expires_at > $2 AND ($4::text IS NULL OR upstream = $4)
            AND ($5::text IS NULL OR client_id = $5) AND ($6::text IS NULL OR subject = $6)
          ORDER BY id LIMIT $3
          """);

  static final Statement PAGE_OF_PERSON = ofPerson(PAGE);

  /** The rows after one, by id. */
  Future<List<Stored>> page(long after, int limit, RecordingFilter filter, Instant now) {
    return relaxed
        .run(
            filter.subject().isPresent() ? PAGE_OF_PERSON : PAGE,
            Tuple.of(
                after,
                utc(now),
                limit,
                filter.upstream().orElse(null),
                filter.client().orElse(null),
                filter.subject().orElse(null)))
        .map(rows -> rows.stream().map(RecordingRepository::stored).toList());
  }

  /** The index has this order: no page sorts. Local accounts are read by subject. */
  private static final Statement BY_PERSON =
      new Statement(
          "recording.by_person",
          """
          SELECT id, upstream, issuer, sub, client_id, subject, recorded_at, expires_at, sealed
          FROM login_recording
          WHERE (upstream, issuer, sub, client_id, id) > ($1, $2, $3, $4, $5)
            AND upstream <> 'local' AND expires_at > $6 AND ($8::text IS NULL OR upstream = $8)
            AND ($9::text IS NULL OR client_id = $9) AND ($10::text IS NULL OR subject = $10)
          ORDER BY upstream, issuer, sub, client_id, id LIMIT $7
          """);

  /** The rows after one, ordered by person, application and time. */
  Future<List<Stored>> byPerson(
      Optional<Stored> after, int limit, RecordingFilter filter, Instant now) {
    return relaxed
        .run(
            BY_PERSON,
            Tuple.tuple()
                .addString(after.map(row -> row.key().upstream()).orElse(""))
                .addString(after.map(row -> row.key().issuer()).orElse(""))
                .addString(after.map(row -> row.key().sub()).orElse(""))
                .addString(after.map(row -> row.key().client()).orElse(""))
                .addLong(after.map(Stored::id).orElse(0L))
                .addOffsetDateTime(utc(now))
                .addInteger(limit)
                .addString(filter.upstream().orElse(null))
                .addString(filter.client().orElse(null))
                .addString(filter.subject().orElse(null)))
        .map(rows -> rows.stream().map(RecordingRepository::stored).toList());
  }

  private static final Statement OF_LOCAL =
      new Statement(
          "recording.of_local",
          """
          SELECT DISTINCT ON (subject, client_id)
            id, upstream, issuer, sub, client_id, subject, recorded_at, expires_at, sealed
          FROM login_recording
          WHERE subject = ANY ($1) AND upstream = 'local' AND expires_at > $2
            AND ($3::text IS NULL OR client_id = $3)
          ORDER BY subject, client_id, id DESC
          """);

  /** The newest login of each local account at each application. */
  Future<List<Stored>> ofLocal(List<String> subjects, Optional<String> client, Instant now) {
    return relaxed
        .run(
            OF_LOCAL,
            Tuple.tuple()
                .addArrayOfString(subjects.toArray(String[]::new))
                .addOffsetDateTime(utc(now))
                .addString(client.orElse(null)))
        .map(rows -> rows.stream().map(RecordingRepository::stored).toList());
  }

  private static final Statement COUNT =
      new Statement(
          "recording.count",
          """
          SELECT count(*) FROM login_recording
          WHERE expires_at > $1 AND ($2::text IS NULL OR upstream = $2)
            AND ($3::text IS NULL OR client_id = $3) AND ($4::text IS NULL OR subject = $4)
          """);

  static final Statement COUNT_OF_PERSON = ofPerson(COUNT);

  Future<Long> count(RecordingFilter filter, Instant now) {
    return number(filter.subject().isPresent() ? COUNT_OF_PERSON : COUNT, filter, now);
  }

  private Future<Long> number(Statement statement, RecordingFilter filter, Instant now) {
    return relaxed
        .run(
            statement,
            Tuple.of(
                utc(now),
                filter.upstream().orElse(null),
                filter.client().orElse(null),
                filter.subject().orElse(null)))
        .map(rows -> rows.iterator().next().getLong(0));
  }

  private static final Statement PEOPLE =
      new Statement(
          "recording.people",
          """
          SELECT count(*) FROM (
            SELECT DISTINCT upstream, issuer, sub FROM login_recording
            WHERE upstream <> 'local' AND expires_at > $1 AND ($2::text IS NULL OR upstream = $2)
              AND ($3::text IS NULL OR client_id = $3) AND ($4::text IS NULL OR subject = $4)) p
          """);

  /** How many people there are for {@link #byPerson}. */
  Future<Long> people(RecordingFilter filter, Instant now) {
    return number(PEOPLE, filter, now);
  }

  private static final Statement COUNTS =
      new Statement(
          "recording.counts",
          """
          SELECT upstream, count(*) AS logins, count(DISTINCT (issuer, sub)) AS people,
            min(recorded_at) AS oldest, max(recorded_at) AS newest
          FROM login_recording WHERE expires_at > $1 GROUP BY upstream ORDER BY upstream
          """);

  Future<List<RecordingCount>> counts(Instant now) {
    return relaxed
        .run(COUNTS, Tuple.of(utc(now)))
        .map(
            rows ->
                rows.stream()
                    .map(
                        row ->
                            new RecordingCount(
                                row.getString("upstream"),
                                row.getLong("logins"),
                                row.getLong("people"),
                                row.getOffsetDateTime("oldest").toInstant(),
                                row.getOffsetDateTime("newest").toInstant()))
                    .toList());
  }

  private static final Statement PURGE =
      new Statement(
          "recording.purge",
          """
          DELETE FROM login_recording
          WHERE ($1::text IS NULL OR upstream = $1) AND ($2::text IS NULL OR client_id = $2)
            AND ($3::text IS NULL OR subject = $3)
          """);

  static final Statement PURGE_OF_PERSON = ofPerson(PURGE);

  Future<Integer> purge(RecordingFilter filter) {
    return relaxed
        .run(
            filter.subject().isPresent() ? PURGE_OF_PERSON : PURGE,
            Tuple.of(
                filter.upstream().orElse(null),
                filter.client().orElse(null),
                filter.subject().orElse(null)))
        .map(rows -> rows.rowCount());
  }

  private static final Statement SWEEP =
      new Statement(
          "recording.sweep",
          "DELETE FROM login_recording WHERE id IN (SELECT id FROM login_recording"
              + " WHERE expires_at < $1 LIMIT $2 FOR UPDATE SKIP LOCKED)");

  public Future<Integer> sweep(Instant now, int batch) {
    return relaxed.run(SWEEP, Tuple.of(utc(now), batch)).map(rows -> rows.rowCount());
  }

  private static Stored stored(Row row) {
    return new Stored(
        row.getLong("id"),
        new Key(
            row.getString("upstream"),
            row.getString("issuer"),
            row.getString("sub"),
            row.getString("client_id"),
            row.getString("subject")),
        row.getOffsetDateTime("recorded_at").toInstant(),
        row.getOffsetDateTime("expires_at").toInstant(),
        row.getBuffer("sealed"));
  }

  private static String[] texts(List<Stored> rows, Function<Key, String> column) {
    return rows.stream().map(row -> column.apply(row.key())).toArray(String[]::new);
  }

  private static OffsetDateTime[] times(List<Stored> rows, Function<Stored, Instant> column) {
    return rows.stream().map(row -> utc(column.apply(row))).toArray(OffsetDateTime[]::new);
  }

  private static OffsetDateTime utc(Instant time) {
    return time.atOffset(ZoneOffset.UTC);
  }
}
