package io.tributary.broker.session;

/**
 * What every statement that ends sessions does beside ending them: it notes which clients took
 * part, so that each hears of it. One place, in the same statement: a session never ends without
 * its clients being told, whatever crashes next.
 *
 * <p>A session that merely grows too old is not ended by a statement, and nobody is told: nobody
 * has signed out, and an application's own session lives by that application's own rules.
 */
final class EndingSql {
  /** What a CTE named {@code ended} must return of each session. */
  static final String RETURNING = " RETURNING session.* ";

  /**
   * CTEs {@code party} and {@code told}: one delivery for each client of each ended line, with the
   * session that the client was last given something in, which is the one whose {@code sid} it has.
   *
   * @param ending parameter with the name of the event
   * @param now parameter with the time
   * @param condition on {@code e}, an ended session whose clients are to hear of it
   */
  static String told(String ending, String now, String condition) {
    return """
        party AS (
          SELECT DISTINCT ON (e.id_hash, g.client_id, g.issuer)
            g.client_id, g.issuer, g.session_hash, e.subject
          FROM ended e
          JOIN LATERAL (
            SELECT e.id_hash AS hash UNION SELECT m.id_hash FROM session m WHERE m.line = e.line
          ) h ON true
          JOIN LATERAL (
            SELECT client_id, issuer, session_hash, subject, created_at FROM client_grant
            WHERE session_hash = h.hash AND live
            UNION ALL
            SELECT client_id, issuer, session_hash, subject, created_at FROM client_grant
            WHERE session_hash = h.hash AND revoked_at IS NOT NULL
          ) g ON g.subject = e.subject
          WHERE %s
          ORDER BY e.id_hash, g.client_id, g.issuer, g.created_at DESC),
        told AS (
          INSERT INTO logout_delivery
            (ending, session_hash, subject, client_id, issuer, next_at, created_at)
          SELECT %s::text, session_hash, subject, client_id, issuer, %s::timestamptz, %s::timestamptz
          FROM party RETURNING session_hash, client_id, issuer)
        """
        .formatted(condition, ending, now, now);
  }

  private EndingSql() {}
}
