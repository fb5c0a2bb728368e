package io.tributary.broker.token;

import io.tributary.platform.protocol.Scopes;
import io.vertx.sqlclient.Row;
import java.util.List;

/** How a row of {@code client_grant}, named {@code g} in the statement, becomes a {@link Grant}. */
final class GrantRowsRepository {
  /** The columns that {@link #grant(Row)} reads. */
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

  private GrantRowsRepository() {}

  static Grant grant(Row row) {
    return new Grant(
        row.getString("grant_id"),
        row.getBuffer("session_hash"),
        row.getString("client_id"),
        row.getString("issuer"),
        row.getString("subject"),
        scopes(row, "grant_scopes"),
        scopes(row, "consented_scopes"),
        row.getJsonObject("claims"),
        row.getJsonObject("mapping_versions"),
        row.getString("trace_id"));
  }

  static Scopes scopes(Row row, String column) {
    return Scopes.of(List.of(row.getArrayOfStrings(column)));
  }
}
