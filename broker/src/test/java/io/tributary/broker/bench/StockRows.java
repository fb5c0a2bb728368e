package io.tributary.broker.bench;

import java.util.Map;

/**
 * Which columns of a stored row are its own. {@code n} is its number, {@code r} what was sealed for
 * it. Times are spread over what sessions and refresh tokens live.
 */
final class StockRows {
  static final int ACCOUNTS = 200_000;

  private static final String ACCOUNT = "n % " + ACCOUNTS;
  private static final String SUBJECT = "pg_temp.id('account', " + ACCOUNT + ")";
  private static final String PERSON = "'stored' || n || '@example.com'";
  private static final String UPSTREAM_SUB = "'00stored' || " + ACCOUNT;

  /** Up to twenty hours old, of twenty-four. */
  private static final String BEGUN = "now() - (n * 7919 % 72000) * interval '1 second'";

  private static final String ENDS = BEGUN + " + interval '24 hours'";

  /** Up to ten days old, of some thirty. */
  private static final String OFFLINE_BEGUN = "now() - (n * 7919 % 864000) * interval '1 second'";

  private static final String OFFLINE_ENDS = OFFLINE_BEGUN + " + interval '30 days'";

  private StockRows() {}

  static Map<String, String> accounts() {
    return Map.of(
        "subject", SUBJECT,
        "username", PERSON,
        "email", PERSON,
        "email_key", PERSON);
  }

  static Map<String, String> usernames() {
    return Map.of("name_key", PERSON, "subject", SUBJECT);
  }

  static Map<String, String> identities() {
    return Map.of("sub", UPSTREAM_SUB, "subject", SUBJECT);
  }

  /**
   * Those that are used have been seen after the run, so that no use writes a sign of life: sixteen
   * sessions write theirs once in five minutes, and the same shall be compared.
   */
  static Map<String, String> sessions() {
    return Map.ofEntries(
        Map.entry("id_hash", "pg_temp.session(n)"),
        Map.entry("line", "pg_temp.session(n)"),
        Map.entry("subject", SUBJECT),
        Map.entry("upstream_sub", UPSTREAM_SUB),
        Map.entry("upstream_sid", "pg_temp.id('sid', n)"),
        Map.entry("auth_time", BEGUN),
        Map.entry("created_at", BEGUN),
        Map.entry(
            "last_seen_at", "CASE WHEN r.n IS NULL THEN now() ELSE now() + interval '2 hours' END"),
        Map.entry("expires_at", ENDS),
        Map.entry("sealed_identity", "coalesce(r.identity, t.sealed_identity)"),
        Map.entry("sealed_id_token", "coalesce(r.id_token, t.sealed_id_token)"));
  }

  static Map<String, String> sessionGrants() {
    return Map.of(
        "id",
        "pg_temp.id('grant', n)",
        "session_hash",
        "pg_temp.session(n)",
        "subject",
        SUBJECT,
        "trace_id",
        "pg_temp.id('trace', n)",
        "created_at",
        BEGUN,
        "expires_at",
        ENDS);
  }

  /**
   * @param sessions how many there are
   */
  static Map<String, String> offlineGrants(long sessions) {
    return Map.of(
        "id",
        "pg_temp.id('offline', n)",
        "origin_hash",
        "pg_temp.session(n % " + sessions + ")",
        "code_hash",
        "pg_temp.hash('code' || n)",
        "subject",
        SUBJECT,
        "upstream_sub",
        UPSTREAM_SUB,
        "upstream_sid",
        "pg_temp.id('sid', n % " + sessions + ")",
        "trace_id",
        "pg_temp.id('trace', n)",
        "created_at",
        OFFLINE_BEGUN,
        "expires_at",
        OFFLINE_ENDS);
  }

  static Map<String, String> families() {
    return Map.of(
        "grant_id", "pg_temp.id('offline', n)",
        "rotated_at", "now() - (n * 7919 % 86400) * interval '1 second'",
        "expires_at", OFFLINE_ENDS);
  }
}
