package io.tributary.broker.admin;

import io.tributary.broker.audit.AuditSql;
import io.tributary.broker.trace.TraceRepository;
import io.tributary.platform.db.Durable;
import io.tributary.platform.db.Statement;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/** The newest logins, from the audit, read by a statement that audits whose were read. */
public final class LoginListRepository {
  private final Durable durable;

  public LoginListRepository(Durable durable) {
    this.durable = durable;
  }

  /**
   * How one login ended.
   *
   * @param event its number in the audit
   * @param request leads to its trace
   * @param account user name, or the subject where there is no such account any more
   * @param result {@code success}, {@code sso}, or the error
   */
  record Listed(
      long event,
      Instant at,
      String request,
      Optional<String> account,
      String upstream,
      String client,
      boolean succeeded,
      String result) {}

  /** Before which a page begins. */
  record Before(Instant at, long event) {}

  /** A number and no parameter: the plan that is kept is made for so few rows. */
  static final int PAGE_SIZE = 25;

  /**
   * Of each type the newest, each by its index: together they are the newest of both. Not of all
   * days: each has a table, and a statement locks every one that it may have to read. Traces are
   * not kept longer.
   */
  private static String newest(String type) {
    return "(SELECT id, at, type, request_id, subject, upstream, client, details->>'result' AS result"
        + " FROM audit_event WHERE type = '"
        + type
        + "' AND at <= $1 AND at > $1 - interval '"
        + TraceRepository.KEPT.toDays()
        + " days' AND (at < $1 OR id < $2) ORDER BY at DESC, id DESC LIMIT "
        + PAGE_SIZE
        + ")";
  }

  static final Statement PAGE =
      new Statement(
          "login_list.page",
          "WITH found AS (SELECT * FROM ("
              + newest("login.succeeded")
              + " UNION ALL "
              + newest("login.refused")
              + """
              ) each ORDER BY at DESC, id DESC LIMIT
              """
              + PAGE_SIZE
              + "), event AS ("
              + AuditSql.INSERT
              + """
                SELECT DISTINCT $3::timestamptz, 'trace.read', $5::text, subject, NULL, NULL,
                  jsonb_build_object('by', $4::text, 'listed', true) FROM found WHERE subject IS NOT NULL)
              SELECT f.*, a.username FROM found f LEFT JOIN account a ON a.subject = f.subject
              ORDER BY f.at DESC, f.id DESC
              """);

  /**
   * One page, the newest first.
   *
   * @param by who reads, for the audit
   * @param request in which they do
   */
  Future<List<Listed>> page(Before before, String by, String request, Instant now) {
    return durable
        .run(PAGE, Tuple.of(utc(before.at()), before.event(), utc(now), by, request))
        .map(rows -> rows.stream().map(LoginListRepository::listed).toList());
  }

  private static Listed listed(Row row) {
    return new Listed(
        row.getLong("id"),
        row.getOffsetDateTime("at").toInstant(),
        row.getString("request_id"),
        Optional.ofNullable(row.getString("username"))
            .or(() -> Optional.ofNullable(row.getString("subject"))),
        Optional.ofNullable(row.getString("upstream")).orElse("none"),
        Optional.ofNullable(row.getString("client")).orElse("none"),
        row.getString("type").equals("login.succeeded"),
        Optional.ofNullable(row.getString("result")).orElse(""));
  }

  private static OffsetDateTime utc(Instant time) {
    return time.atOffset(ZoneOffset.UTC);
  }
}
