package io.tributary.broker.audit;

import io.tributary.platform.db.Relaxed;
import io.tributary.platform.db.Statement;
import io.vertx.core.Future;
import io.vertx.sqlclient.Tuple;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Events into the database, many with one statement. */
public final class AuditRepository implements AuditBefore {
  private static final Statement WRITE =
      new Statement(
          "audit.write",
          AuditSql.INSERT
              + """
              SELECT at, type, request_id, subject, upstream, client, details::jsonb
              FROM unnest($1::timestamptz[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[],
                $7::text[]) e (at, type, request_id, subject, upstream, client, details)
              """);

  private final Relaxed relaxed;

  public AuditRepository(Relaxed relaxed) {
    this.relaxed = relaxed;
  }

  @Override
  public Future<Void> write(List<AuditEvent> events) {
    if (events.isEmpty()) {
      return Future.succeededFuture();
    }
    OffsetDateTime[] times =
        events.stream().map(e -> e.at().atOffset(ZoneOffset.UTC)).toArray(OffsetDateTime[]::new);
    Tuple columns =
        Tuple.tuple()
            .addArrayOfOffsetDateTime(times)
            .addArrayOfString(texts(events, e -> Optional.of(e.type())))
            .addArrayOfString(texts(events, e -> Optional.of(e.requestId())))
            .addArrayOfString(texts(events, AuditEvent::subject))
            .addArrayOfString(texts(events, AuditEvent::upstream))
            .addArrayOfString(texts(events, AuditEvent::client))
            .addArrayOfString(texts(events, e -> Optional.of(e.details().encode())));
    return relaxed.run(WRITE, columns).mapEmpty();
  }

  private static String[] texts(
      List<AuditEvent> events, Function<AuditEvent, Optional<String>> column) {
    return events.stream().map(e -> column.apply(e).orElse(null)).toArray(String[]::new);
  }
}
