package io.tributary.broker.token;

/** What statements on {@code client_grant}, there named {@code g}, have in common. */
final class GrantSql {
  /** The columns that {@link GrantRepository#grant} reads. */
  static final String COLUMNS =
      "g.id AS grant_id, COALESCE(g.session_hash, g.origin_hash) AS session_hash, g.client_id, g.issuer, g.subject, g.scopes AS grant_scopes,"
          + " g.consented_scopes, g.claims, g.mapping_versions, g.trace_id";

  /**
   * That a session is the grant's person's. {@code IS TRUE} keeps it a check: as a plain equality
   * the planner may take the index by subject instead of the key, and a person with ten thousand
   * sessions then costs ten thousand rows (a plan made while the tables are empty is kept).
   */
  static final String SAME_PERSON = "(s.subject = g.subject) IS TRUE";

  private static final String SESSION =
      " JOIN session s ON s.id_hash = g.session_hash AND "
          + SAME_PERSON
          + " AND s.ended_at IS NULL AND s.expires_at > now()";

  /** Joins the account, which must be open. */
  static final String ACCOUNT =
      " JOIN account a ON a.subject = g.subject"
          + " AND a.disabled_at IS NULL AND a.deleted_at IS NULL";

  /** Joins session and account, which must be live; {@code g} stands before it. */
  static final String IN_SESSION = SESSION + ACCOUNT;

  /** As {@link #IN_SESSION}, but an offline grant needs no session: {@link #LIVE} goes with it. */
  static final String OWNER = " LEFT" + SESSION + ACCOUNT;

  /** The condition that a grant joined with {@link #OWNER} counts. */
  static final String LIVE =
      " g.revoked_at IS NULL AND (s.id_hash IS NOT NULL"
          + " OR (g.session_hash IS NULL AND g.expires_at > now()))";

  private GrantSql() {}
}
