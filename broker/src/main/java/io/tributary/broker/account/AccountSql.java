package io.tributary.broker.account;

import io.tributary.broker.audit.AuditSql;
import io.tributary.platform.db.Statement;

/**
 * Statements on accounts and federated identities. $1 to $3 are upstream, issuer and {@code sub} of
 * the identity where there is one.
 */
final class AccountSql {
  static final Statement NOTE_PRIVILEGED =
      new Statement(
          "account.note_privileged",
          "UPDATE account SET privileged_at = now() WHERE subject = $1 AND privileged_at IS NULL");

  /** $1 key of a user name, $2 a subject. */
  static final Statement NAMED =
      new Statement(
          "account.named",
          """
          SELECT a.subject, a.username, a.email, a.email_verified, a.name,
            a.disabled_at IS NOT NULL AS disabled
          FROM account a WHERE a.deleted_at IS NULL AND a.subject IN
            (SELECT subject FROM username WHERE name_key = $1 UNION ALL SELECT $2)
          ORDER BY a.subject = $2 LIMIT 1
          """);

  /** For whoever has the database at hand anyway: it tells who there is. */
  static final Statement NEAR =
      new Statement(
          "account.near",
          """
          SELECT a.username FROM username u JOIN account a USING (subject)
          WHERE a.deleted_at IS NULL AND starts_with(u.name_key, $1)
          ORDER BY u.name_key LIMIT 3
          """);

  static final Statement FIND =
      new Statement(
          "account.find",
          """
          SELECT subject, username, email, email_verified, name, disabled_at IS NOT NULL AS disabled
          FROM account WHERE subject = $1 AND deleted_at IS NULL
          """);

  /**
   * $4 name, $5 e-mail, $6 its key, $7 verified, $8 the upstream spoke of an address. The account
   * as it would be after this login: most logins tell nothing new, and write nothing here.
   */
  private static String seen(String lock) {
    return """
      seen AS (
        SELECT a.subject, a.username, a.email AS old_email, a.email_key AS old_key,
          a.email_verified AS old_verified, a.email_from AS old_from, a.name AS old_name,
          a.disabled_at IS NOT NULL OR a.deleted_at IS NOT NULL AS disabled,
          coalesce($4, a.name) AS name,
          CASE WHEN may_change THEN $5 ELSE a.email END AS email,
          CASE WHEN may_change THEN $6 ELSE a.email_key END AS email_key,
          CASE WHEN may_change THEN now_verified ELSE a.email_verified END AS email_verified,
          CASE WHEN NOT may_change THEN a.email_from WHEN $5 IS NOT NULL THEN $1 END AS email_from
        FROM federated_identity f JOIN account a USING (subject), LATERAL (
          SELECT $8::boolean AND (a.email_from = $1 OR ($5::text IS NOT NULL AND NOT a.email_verified))
              AS may_change,
            $7::boolean AND NOT EXISTS (
              SELECT FROM account o WHERE o.email_key = $6 AND o.email_verified
                AND o.deleted_at IS NULL AND o.subject <> a.subject) AS now_verified) told
        WHERE f.upstream = $1 AND f.issuer = $2 AND f.sub = $3 %s)
      """
        .formatted(lock);
  }

  static final Statement RECOGNISE =
      new Statement(
          "account.recognise",
          "WITH "
              + seen("")
              + """
              SELECT subject, username, email, email_verified, name, disabled,
                NOT disabled AND (name, email, email_key, email_verified, email_from)
                  IS DISTINCT FROM (old_name, old_email, old_key, old_verified, old_from) AS changed
              FROM seen
              """);

  /**
   * The same, when there is something new; $9 request id. The account is locked first and looked at
   * then: whoever waited for another login of it decides on what that one made.
   */
  static final Statement UPDATE =
      new Statement(
          "account.update",
          "WITH "
              + seen("FOR NO KEY UPDATE OF a")
              + """
              , changed AS (
                UPDATE account a SET name = seen.name, email = seen.email, email_key = seen.email_key,
                  email_verified = seen.email_verified, email_from = seen.email_from
                FROM seen WHERE a.subject = seen.subject
                  AND a.disabled_at IS NULL AND a.deleted_at IS NULL
                RETURNING a.*),
              event AS (
              """
              + AuditSql.INSERT
              + """
                SELECT now(), 'account.email_changed', $9, subject, $1, NULL,
                  jsonb_build_object('from', old_email, 'from_verified', old_verified,
                    'to', changed.email, 'to_verified', changed.email_verified)
                FROM changed JOIN seen USING (subject)
                WHERE (changed.email_key, changed.email_verified)
                  IS DISTINCT FROM (old_key, old_verified))
              SELECT seen.subject, seen.username, changed.email,
                coalesce(changed.email_verified, false) AS email_verified, changed.name,
                changed.subject IS NULL AS disabled
              FROM seen LEFT JOIN changed USING (subject)
              """);

  static final Statement HOLDER =
      new Statement(
          "account.holder",
          """
          SELECT a.subject, a.disabled_at IS NOT NULL AS disabled,
            EXISTS (SELECT FROM local_credential c WHERE c.subject = a.subject) AS password,
            a.privileged_at IS NOT NULL OR EXISTS (
              SELECT FROM local_group g WHERE g.subject = a.subject AND g.name = ANY ($2))
              AS privileged,
            EXISTS (SELECT FROM federated_identity f WHERE f.subject = a.subject
              AND f.upstream = $3 AND f.issuer = $4) AS same_provider,
            ARRAY(SELECT DISTINCT f.upstream FROM federated_identity f
              WHERE f.subject = a.subject ORDER BY 1) AS upstreams
          FROM account a
          WHERE a.email_key = $1 AND a.email_verified AND a.deleted_at IS NULL
          """);

  private static final String JOIN_TO_TARGET =
      """
      linked AS (
        INSERT INTO federated_identity (upstream, issuer, sub, subject)
        SELECT $1, $2, $3, subject FROM target ON CONFLICT DO NOTHING RETURNING subject),
      person AS (
        UPDATE account a SET last_login_at = now() FROM linked WHERE a.subject = linked.subject
        RETURNING a.*),
      event AS (
      """
          + AuditSql.INSERT
          + """
        SELECT now(), 'account.linked', $5, subject, $1, NULL,
          jsonb_build_object('issuer', $2::text, 'sub', $3::text, 'by', BY) FROM person)
      SELECT subject, username, email, email_verified, name, false AS disabled FROM person
      """;

  /** States the rules of {@link LinkCandidate#decide()} once more: they may have changed since. */
  static final Statement LINK =
      new Statement(
          "account.link",
          """
          WITH target AS (
            SELECT a.subject FROM account a
            WHERE a.subject = $4 AND a.email_key = $6 AND a.email_verified
              AND a.disabled_at IS NULL AND a.deleted_at IS NULL AND a.privileged_at IS NULL
              AND NOT EXISTS (SELECT FROM local_credential c WHERE c.subject = a.subject)
              AND NOT EXISTS (
                SELECT FROM local_group g WHERE g.subject = a.subject AND g.name = ANY ($7))
              AND NOT EXISTS (SELECT FROM federated_identity f
                WHERE f.subject = a.subject AND f.upstream = $1 AND f.issuer = $2)
            FOR NO KEY UPDATE),
          """
              + JOIN_TO_TARGET.replace("BY", "'email'::text"));

  static final Statement LINK_PROVEN =
      new Statement(
          "account.link_proven",
          """
          WITH target AS (
            SELECT subject FROM account
            WHERE subject = $4 AND disabled_at IS NULL AND deleted_at IS NULL),
          """
              + JOIN_TO_TARGET.replace("BY", "'proof'::text"));

  /**
   * $8 subject, $9 and $10 names to try and their keys, $11 the name that was wanted, $13 whether
   * the account is to be made although another holds the address.
   */
  static final Statement CREATE =
      new Statement(
          "account.create",
          """
          WITH holder AS (
            SELECT FROM account o
            WHERE o.email_key = $6 AND o.email_verified AND o.deleted_at IS NULL),
          chosen AS (
            SELECT c.name, c.key FROM unnest($9::text[], $10::text[]) WITH ORDINALITY c (name, key, place)
            WHERE NOT EXISTS (SELECT FROM username u WHERE u.name_key = c.key)
              AND ($13::boolean OR NOT ($7::boolean AND EXISTS (SELECT FROM holder)))
            ORDER BY place LIMIT 1),
          identity AS (
            INSERT INTO federated_identity (upstream, issuer, sub, subject)
            SELECT $1, $2, $3, $8 FROM chosen ON CONFLICT DO NOTHING RETURNING subject),
          person AS (
            INSERT INTO account
              (subject, username, name, email, email_key, email_verified, email_from, last_login_at)
            SELECT i.subject, c.name, $4, $5, $6,
              $7::boolean AND NOT EXISTS (SELECT FROM holder),
              CASE WHEN $5::text IS NOT NULL THEN $1 END, now()
            FROM identity i, chosen c RETURNING *),
          reserved AS (
            INSERT INTO username (name_key, subject) SELECT c.key, i.subject FROM identity i, chosen c),
          event AS (
          """
              + AuditSql.INSERT
              + """
            SELECT now(), type, $12, subject, $1, NULL, details
            FROM (
              SELECT 'account.created' AS type, subject, jsonb_build_object('username', username,
                'issuer', $2::text, 'sub', $3::text, 'email_verified', email_verified) AS details
              FROM person
              UNION ALL
              SELECT 'account.name_clash', subject,
                jsonb_build_object('wanted', $11::text, 'given', username)
              FROM person WHERE username <> $11::text) happened)
          SELECT subject, username, email, email_verified, name, false AS disabled FROM person
          """);

  private AccountSql() {}
}
