package io.tributary.broker.registration;

import io.tributary.broker.audit.AuditSql;
import io.tributary.platform.db.Statement;

/** The SQL of registered clients. Each change writes its audit event itself. */
final class RegistrationSql {
  private static final String COLUMNS =
      " c.id, c.issuer, c.metadata, c.secret_hash, c.secret_sealed, c.older_secret_hash,"
          + " c.older_secret_sealed, c.revision, c.created_at, c.expires_at ";

  private static final String LIVE = " (c.expires_at IS NULL OR c.expires_at > $2) ";

  static final Statement FIND =
      new Statement(
          "registered_client.find",
          "SELECT" + COLUMNS + "FROM registered_client c WHERE c.id = $1 AND" + LIVE);

  static final Statement FIND_ALL =
      new Statement(
          "registered_client.find_all",
          "SELECT" + COLUMNS + "FROM registered_client c WHERE c.id = ANY ($1) AND" + LIVE);

  static final Statement FIND_WITH_TOKEN =
      new Statement(
          "registered_client.find_with_token",
          "SELECT"
              + COLUMNS
              + "FROM registered_client c WHERE c.id = $1 AND"
              + LIVE
              + "AND c.issuer = $3 AND c.access_token_hash = $4");

  static final Statement LIST =
      new Statement(
          "registered_client.list",
          "SELECT" + COLUMNS + "FROM registered_client c ORDER BY c.created_at, c.id LIMIT $1");

  private static final String MADE =
      """
      made AS (
        INSERT INTO registered_client (id, issuer, metadata, secret_hash, secret_sealed,
          access_token_hash, software_id, expires_at, created_at, updated_at)
        SELECT $1, $2, $3, $4, $5, $6, $7, $8, $9, $9 FROM allowed
        RETURNING id, issuer, created_at),
      event AS (
      """
          + AuditSql.INSERT
          + """
        SELECT made.created_at, 'client.registered', $10, NULL, NULL, made.id,
          jsonb_build_object('issuer', made.issuer, 'initial_access_token', allowed.token)
        FROM made, allowed)
      SELECT created_at FROM made
      """;

  /**
   * $11: how many there may be. Two that register at the same moment on two connections may both be
   * the last: the number is a bound against floods, not a count.
   */
  static final Statement REGISTER =
      new Statement(
          "registered_client.register",
          """
          WITH allowed AS (
            SELECT NULL::text AS token WHERE (SELECT count(*) FROM registered_client) < $11::bigint),
          """
              + MADE);

  /** $11: hash of the initial access token, whose use is spent here or nothing is made. */
  static final Statement REGISTER_WITH_TOKEN =
      new Statement(
          "registered_client.register_with_token",
          """
          WITH allowed AS (
            UPDATE initial_access_token SET uses_left = uses_left - 1
            WHERE token_hash = $11 AND issuer = $2 AND uses_left > 0 AND expires_at > $9
              AND revoked_at IS NULL
            RETURNING id AS token),
          """
              + MADE);

  /** People agreed to what they saw: what it is now, they have not seen. */
  static final Statement REPLACE =
      new Statement(
          "registered_client.replace",
          """
          WITH changed AS (
            UPDATE registered_client SET metadata = $4, software_id = $5, secret_hash = $6,
              secret_sealed = $7, older_secret_hash = $8, older_secret_sealed = $9,
              updated_at = $10, revision = revision + 1
            WHERE id = $1 AND revision = $2 AND access_token_hash = $3
            RETURNING id, issuer),
          forgotten AS (
            UPDATE client_grant g SET consented_scopes = '{}' FROM changed
            WHERE g.client_id = changed.id AND g.revoked_at IS NULL),
          event AS (
          """
              + AuditSql.INSERT
              + """
            SELECT $10::timestamptz, 'client.updated', $11, NULL, NULL, id,
              jsonb_build_object('issuer', issuer) FROM changed)
          SELECT id FROM changed
          """);

  static final Statement ADD_SECRET =
      new Statement(
          "registered_client.add_secret",
          """
          WITH changed AS (
            UPDATE registered_client SET older_secret_hash = secret_hash,
              older_secret_sealed = secret_sealed, secret_hash = $3, secret_sealed = $4,
              updated_at = $5, revision = revision + 1
            WHERE id = $1 AND revision = $2 AND secret_hash IS NOT NULL AND older_secret_hash IS NULL
            RETURNING id),
          event AS (
          """
              + AuditSql.INSERT
              + """
            SELECT $5::timestamptz, 'client.secret_added', $6, NULL, NULL, id, '{}'::jsonb FROM changed)
          SELECT id FROM changed
          """);

  static final Statement RETIRE_SECRET =
      new Statement(
          "registered_client.retire_secret",
          """
          WITH changed AS (
            UPDATE registered_client SET older_secret_hash = NULL, older_secret_sealed = NULL,
              updated_at = $2, revision = revision + 1
            WHERE id = $1 AND older_secret_hash IS NOT NULL
            RETURNING id),
          event AS (
          """
              + AuditSql.INSERT
              + """
            SELECT $2::timestamptz, 'client.secret_retired', $3, NULL, NULL, id, '{}'::jsonb
            FROM changed)
          SELECT id FROM changed
          """);

  /** Its grants end with it: what they back is dead at once. */
  private static final String ENDED =
      """
      ended AS (
        UPDATE client_grant g SET revoked_at = $2::timestamptz FROM gone
        WHERE g.client_id = gone.id AND g.revoked_at IS NULL),
      logo AS (DELETE FROM client_logo l USING gone WHERE l.client_id = gone.id),
      event AS (
      """
          + AuditSql.INSERT
          + """
        SELECT $2::timestamptz, 'client.deleted', $3, NULL, NULL, id,
          jsonb_build_object('issuer', issuer) FROM gone)
      SELECT id FROM gone
      """;

  static final Statement DELETE =
      new Statement(
          "registered_client.delete",
          """
          WITH gone AS (DELETE FROM registered_client WHERE id = $1 RETURNING id, issuer),
          """
              + ENDED);

  static final Statement DELETE_WITH_TOKEN =
      new Statement(
          "registered_client.delete_with_token",
          """
          WITH gone AS (
            DELETE FROM registered_client
            WHERE id = $1 AND issuer = $4 AND access_token_hash = $5 RETURNING id, issuer),
          """
              + ENDED);

  static final Statement SWEEP =
      new Statement(
          "registered_client.sweep",
          """
          WITH gone AS (
            DELETE FROM registered_client WHERE id IN (
              SELECT id FROM registered_client WHERE expires_at < $1 LIMIT $2
              FOR UPDATE SKIP LOCKED) RETURNING id),
          ended AS (
            UPDATE client_grant g SET revoked_at = now() FROM gone
            WHERE g.client_id = gone.id AND g.revoked_at IS NULL),
          logo AS (DELETE FROM client_logo l USING gone WHERE l.client_id = gone.id)
          SELECT id FROM gone
          """);

  private RegistrationSql() {}
}
