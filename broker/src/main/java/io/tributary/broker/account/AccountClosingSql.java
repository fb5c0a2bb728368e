package io.tributary.broker.account;

import io.tributary.broker.audit.AuditSql;

/**
 * How an account closes, as CTEs for a statement that also ends whatever the account still has open
 * elsewhere: an account never closes without its sessions ending. {@code closed} has the column
 * {@code subject}. $1 is the key of the user name, $2 the request id for the audit.
 */
public final class AccountClosingSql {
  /** Switched off, until {@link #ENABLED}. */
  public static final String DISABLED =
      changed("disabled_at = coalesce(a.disabled_at, now())", "true", "account.disabled");

  /** Of one that is off only: then a session that began just while it was switched off ends now. */
  public static final String ENABLED =
      changed("disabled_at = NULL", "a.disabled_at IS NOT NULL", "account.enabled");

  /** The row, its user name and its federated identities stay: none of them may begin anew. */
  public static final String DELETED =
      changed(
              "deleted_at = now(), email = NULL, email_key = NULL, email_verified = false,"
                  + " email_from = NULL, name = NULL",
              "true",
              "account.deleted")
          + """
          , credential AS (
            DELETE FROM local_credential c USING closed b WHERE c.subject = b.subject),
          groups AS (DELETE FROM local_group g USING closed b WHERE g.subject = b.subject),
          data_key AS (DELETE FROM account_data_key k USING closed b WHERE k.subject = b.subject)
          """;

  private AccountClosingSql() {}

  /** $1 for a user name as somebody writes it; for what is none, a key that nobody has. */
  public static String key(String username) {
    return UserName.of(username).map(UserName::key).orElse("");
  }

  private static String changed(String how, String condition, String event) {
    return """
        closed AS (
          UPDATE account a SET %s FROM username u
          WHERE u.name_key = $1 AND a.subject = u.subject AND a.deleted_at IS NULL AND %s
          RETURNING a.subject),
        closing_event AS (%s
          SELECT now(), '%s', $2, subject, NULL, NULL, '{}'::jsonb FROM closed)
        """
        .formatted(how, condition, AuditSql.INSERT, event);
  }
}
