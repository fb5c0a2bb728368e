package io.tributary.broker.audit;

/**
 * For events that change rights: they are written by the very statement that they describe, so that
 * neither is there without the other.
 *
 * <pre>
 * WITH ended AS (UPDATE … RETURNING subject),
 * event AS (AuditSql.INSERT SELECT now(), 'session.ended', $2, subject, NULL, NULL, '{}' FROM ended)
 * SELECT …</pre>
 */
public final class AuditSql {
  /** The columns in order: time, type, request id, subject, upstream, client, details (jsonb). */
  public static final String INSERT =
      " INSERT INTO audit_event (at, type, request_id, subject, upstream, client, details) ";

  private AuditSql() {}
}
