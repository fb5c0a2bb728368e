package io.tributary.broker.trace;

import io.tributary.platform.db.Relaxed;
import io.tributary.platform.db.Statement;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * The parts of {@code login_trace} that applications report. Relaxed, as the trace is.
 *
 * <p>A report stands one microsecond after the part that gave the login: the place is the same
 * whenever and by whichever node it is written, and a second one finds it taken.
 */
public final class ReportRepository {
  private final Relaxed relaxed;

  public ReportRepository(Relaxed relaxed) {
    this.relaxed = relaxed;
  }

  private static final Statement FIND =
      new Statement(
          "login_trace.reportable",
          """
          SELECT DISTINCT ON (request.request_id) request.request_id AS handle, login.id, login.at,
            login.subject, login.upstream, login.client_id, login.outcome, login.error, login.sealed
          FROM login_trace_request request
          JOIN login_trace login ON login.id = request.id AND login.at = request.at
            AND login.outcome = 'issued' AND login.at > $2
          WHERE request.request_id = ANY($1::text[]) AND request.at > $2
          ORDER BY request.request_id, request.at DESC
          """);

  /**
   * The newest login of each handle.
   *
   * @param since older logins are not found
   * @return by handle; what is not written yet is not there
   */
  Future<Map<String, TraceRepository.Stored>> logins(Collection<String> handles, Instant since) {
    return relaxed
        .run(FIND, Tuple.of(handles.toArray(String[]::new), utc(since)))
        .map(
            rows -> {
              Map<String, TraceRepository.Stored> found = new HashMap<>();
              for (Row row : rows) {
                found.put(row.getString("handle"), TraceRepository.stored(row));
              }
              return found;
            });
  }

  private static final Statement KEEP =
      new Statement(
          "login_trace.report",
          """
          INSERT INTO login_trace (id, at, subject, upstream, client_id, outcome, error, sealed)
          SELECT id, at + interval '1 microsecond', subject, upstream, client_id, 'reported', error,
            sealed
          FROM unnest($1::text[], $2::timestamptz[], $3::text[], $4::text[], $5::text[], $6::text[],
            $7::bytea[]) AS report (id, at, subject, upstream, client_id, error, sealed)
          ON CONFLICT (id, at) WHERE outcome = 'reported' DO NOTHING
          """);

  /**
   * @param rows with the times of the parts that they follow
   * @return how many were the first of their login
   */
  Future<Integer> keep(List<TraceRepository.Stored> rows) {
    return relaxed
        .run(
            KEEP,
            Tuple.tuple()
                .addArrayOfString(texts(rows, TraceRepository.Stored::id))
                .addArrayOfOffsetDateTime(
                    rows.stream().map(row -> utc(row.ending().at())).toArray(OffsetDateTime[]::new))
                .addArrayOfString(texts(rows, row -> row.subject().orElse(null)))
                .addArrayOfString(texts(rows, row -> row.ending().upstream()))
                .addArrayOfString(texts(rows, row -> row.ending().client()))
                .addArrayOfString(texts(rows, row -> row.ending().error()))
                .addArrayOfBuffer(
                    rows.stream().map(TraceRepository.Stored::sealed).toArray(Buffer[]::new)))
        .map(io.vertx.sqlclient.SqlResult::rowCount);
  }

  private static String[] texts(
      List<TraceRepository.Stored> rows, Function<TraceRepository.Stored, String> column) {
    return rows.stream().map(column).toArray(String[]::new);
  }

  private static OffsetDateTime utc(Instant time) {
    return time.atOffset(ZoneOffset.UTC);
  }
}
