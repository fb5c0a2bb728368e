package io.tributary.broker.trace;

import io.tributary.broker.audit.AuditSql;
import io.tributary.platform.db.Durable;
import io.tributary.platform.db.Relaxed;
import io.tributary.platform.db.Statement;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Tables {@code login_trace} and {@code login_trace_request}. Written relaxed: what a crash forgets
 * can be explained no more, and gives nobody anything. Read by statements that audit it.
 */
public final class TraceRepository {
  /** How long it can be told how somebody came by their claims. */
  public static final Duration KEPT = Duration.ofDays(90);

  private static final int MOST_PARTS = 100;

  private final Relaxed relaxed;
  private final Durable durable;

  public TraceRepository(Relaxed relaxed, Durable durable) {
    this.relaxed = relaxed;
    this.durable = durable;
  }

  /** One row. */
  record Stored(String id, Optional<String> subject, TracePart.Ending ending, Buffer sealed) {}

  private static final Statement WRITE =
      new Statement(
          "login_trace.write",
          """
          WITH part AS (
            INSERT INTO login_trace (id, at, subject, upstream, client_id, outcome, error, sealed)
            SELECT * FROM unnest($1::text[], $2::timestamptz[], $3::text[], $4::text[], $5::text[],
              $6::text[], $7::text[], $8::bytea[]))
          INSERT INTO login_trace_request (request_id, id, at)
          SELECT * FROM unnest($9::text[], $10::text[], $11::timestamptz[])
          """);

  /**
   * @param parts whose requests belong to their logins
   */
  Future<Void> write(List<Stored> rows, List<TracePart> parts) {
    List<String> requests = new ArrayList<>();
    List<String> logins = new ArrayList<>();
    List<OffsetDateTime> times = new ArrayList<>();
    for (TracePart part : parts) {
      for (String request : part.requests()) {
        requests.add(request);
        logins.add(part.login());
        times.add(utc(part.ending().at()));
      }
    }
    return relaxed
        .run(
            WRITE,
            Tuple.tuple()
                .addArrayOfString(texts(rows, Stored::id))
                .addArrayOfOffsetDateTime(
                    rows.stream().map(row -> utc(row.ending().at())).toArray(OffsetDateTime[]::new))
                .addArrayOfString(texts(rows, row -> row.subject().orElse(null)))
                .addArrayOfString(texts(rows, row -> row.ending().upstream()))
                .addArrayOfString(texts(rows, row -> row.ending().client()))
                .addArrayOfString(texts(rows, row -> row.ending().outcome().wire()))
                .addArrayOfString(texts(rows, row -> row.ending().error()))
                .addArrayOfBuffer(rows.stream().map(Stored::sealed).toArray(Buffer[]::new))
                .addArrayOfString(requests.toArray(String[]::new))
                .addArrayOfString(logins.toArray(String[]::new))
                .addArrayOfOffsetDateTime(times.toArray(OffsetDateTime[]::new)))
        .mapEmpty();
  }

  /** An array: with OR and IN no index fits, and all that is kept of everybody is read. */
  static final Statement FIND =
      new Statement(
          "login_trace.find",
          """
          WITH found AS (
            SELECT id, at, subject, upstream, client_id, outcome, error, sealed FROM login_trace
            WHERE id = ANY (ARRAY(
              SELECT $1::text UNION SELECT id FROM login_trace_request WHERE request_id = $1))
            ORDER BY at LIMIT
          """
              + MOST_PARTS
              + """
              ), event AS (
              """
              + AuditSql.INSERT
              + """
                SELECT DISTINCT $3::timestamptz, 'trace.read', $2::text, subject, upstream, client_id,
                  jsonb_build_object('by', $2::text, 'login', id) FROM found)
              SELECT * FROM found ORDER BY at
              """);

  /**
   * The parts of a login.
   *
   * @param id of the login, or of a request that belongs to it
   * @param by who reads it, for the audit
   */
  Future<List<Stored>> find(String id, String by, Instant now) {
    return durable.run(FIND, Tuple.of(id, by, utc(now))).map(TraceRepository::stored);
  }

  private static final Statement PAGE =
      new Statement(
          "login_trace.page",
          """
          SELECT id, at, subject, upstream, client_id, outcome, error, sealed FROM login_trace
          WHERE subject = $1 AND at < $2 AND ($3::text IS NULL OR client_id = $3)
          ORDER BY at DESC LIMIT $4
          """);

  /** Parts of a person's logins before a time, the newest first. */
  Future<List<Stored>> page(String subject, Instant before, Optional<String> client, int limit) {
    return relaxed
        .run(PAGE, Tuple.of(subject, utc(before), client.orElse(null), limit))
        .map(TraceRepository::stored);
  }

  private static final Statement OWN =
      new Statement(
          "login_trace.own",
          """
          SELECT id, at, subject, upstream, client_id, outcome, error, sealed FROM login_trace
          WHERE id = $1 AND subject = $2 ORDER BY at LIMIT
          """
              + MOST_PARTS);

  /** The parts of a login that are this person's; of anybody else's there are none. */
  Future<List<Stored>> own(String id, String subject) {
    return relaxed.run(OWN, Tuple.of(id, subject)).map(TraceRepository::stored);
  }

  private static final Statement ASKED =
      new Statement(
          "login_trace.asked",
          AuditSql.INSERT
              + """
              SELECT $1, 'trace.read', $2, $3, NULL, $4::text,
                jsonb_build_object('by', $2::text, 'why', $5::text)
              """);

  /** Notes that somebody asked why a person has something; before anything is read. */
  Future<Void> asked(
      String subject, Optional<String> client, String value, String by, Instant now) {
    return durable
        .run(ASKED, Tuple.of(utc(now), by, subject, client.orElse(null), value))
        .mapEmpty();
  }

  private static List<Stored> stored(RowSet<Row> rows) {
    return rows.stream().map(TraceRepository::stored).toList();
  }

  static Stored stored(Row row) {
    return new Stored(
        row.getString("id"),
        Optional.ofNullable(row.getString("subject")),
        new TracePart.Ending(
            row.getOffsetDateTime("at").toInstant(),
            row.getString("upstream"),
            row.getString("client_id"),
            TracePart.Outcome.valueOf(row.getString("outcome").toUpperCase(java.util.Locale.ROOT)),
            row.getString("error")),
        row.getBuffer("sealed"));
  }

  private static String[] texts(List<Stored> rows, Function<Stored, String> column) {
    return rows.stream().map(column).toArray(String[]::new);
  }

  private static OffsetDateTime utc(Instant time) {
    return time.atOffset(ZoneOffset.UTC);
  }
}
