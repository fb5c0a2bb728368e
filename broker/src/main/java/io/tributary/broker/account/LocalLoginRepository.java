package io.tributary.broker.account;

import io.tributary.platform.db.Durable;
import io.tributary.platform.db.Relaxed;
import io.tributary.platform.db.Statement;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/**
 * Local logins in the database: the count of attempts and the stored passwords.
 *
 * <p>An attempt is counted as failed before its password is looked at and given back when it was
 * right, so that many at once gain nothing. The numbers and their reasons are {@link
 * ThrottleSettings}.
 *
 * <p>Whoever fails for somebody else's name slows that name down, but only at addresses from which
 * it has not logged in lately: at those it is counted by itself.
 */
public final class LocalLoginRepository {
  private final Durable durable;
  private final Relaxed relaxed;
  private final ThrottleSettings settings;

  public LocalLoginRepository(Durable durable, Relaxed relaxed) {
    this(durable, relaxed, ThrottleSettings.DEFAULT);
  }

  LocalLoginRepository(Durable durable, Relaxed relaxed, ThrottleSettings settings) {
    this.durable = durable;
    this.relaxed = relaxed;
    this.settings = settings;
  }

  /**
   * An attempt, counted or refused.
   *
   * @param retryAfter when it is refused
   * @param countedOn the row of the account: by itself or at its known address
   */
  record Attempt(
      Optional<Duration> retryAfter, String countedOn, Optional<LocalAccount> person, String phc) {}

  private static final String FAILURES =
      "CASE WHEN t.last_failure < $6::timestamptz THEN 1 ELSE t.failures + 1 END";

  private static final String FREE = "CASE WHEN t.key = $4 THEN $9::int ELSE $8::int END";

  /**
   * $1 name, rows: $2 of the account, $3 of the known address, $4 of the address; $5 now, $6
   * forgotten before, $7 known since; free: $8 name, $9 address; longest wait in seconds: $10 name,
   * $11 address; $12 first wait in seconds. The 20 keeps the power finite: it is 12 days.
   */
  private static final Statement ATTEMPT =
      new Statement(
          "local_login.attempt",
          """
          WITH place AS (
            SELECT CASE WHEN EXISTS (SELECT FROM login_throttle
                WHERE key = $3 AND last_failure > $7::timestamptz)
              THEN $3::text ELSE $2::text END AS key
            UNION ALL SELECT $4::text),
          blocked AS (
            SELECT max(t.blocked_until) AS until FROM login_throttle t JOIN place USING (key)
            WHERE t.blocked_until > $5::timestamptz),
          counted AS (
            INSERT INTO login_throttle AS t (key, failures, last_failure, blocked_until)
            SELECT p.key, 1, $5, $5 FROM place p, blocked b WHERE b.until IS NULL ORDER BY p.key
            ON CONFLICT (key) DO UPDATE SET last_failure = $5, failures = FAILURES,
              blocked_until = $5 + CASE WHEN FAILURES <= FREE THEN interval '0'
                ELSE make_interval(secs => least(
                  CASE WHEN t.key = $4 THEN $11::float8 ELSE $10::float8 END,
                  $12::float8 * power(2, least(FAILURES - FREE - 1, 20)))) END
            WHERE t.blocked_until <= $5
            RETURNING 1),
          person AS (
            SELECT a.*, c.hash, c.claims, ARRAY(SELECT g.name FROM local_group g
              WHERE g.subject = a.subject ORDER BY 1) AS groups
            FROM username u JOIN account a USING (subject) JOIN local_credential c USING (subject)
            WHERE u.name_key = $1 AND a.disabled_at IS NULL AND a.deleted_at IS NULL)
          SELECT (SELECT count(*) = 2 FROM counted) AS admitted, (SELECT until FROM blocked) AS until,
            (SELECT key FROM place WHERE key <> $4) AS counted_on,
            p.subject, p.username, p.email, p.email_verified, p.name, false AS disabled, p.groups, p.claims, p.hash
          FROM (SELECT) one LEFT JOIN person p ON true
          """
              .replace("FAILURES", FAILURES)
              .replace("FREE", FREE));

  Future<Attempt> attempt(String nameKey, ThrottleKeys keys, Instant now) {
    Tuple parameters =
        Tuple.of(nameKey, keys.account(), keys.known(), keys.address(), utc(now))
            .addOffsetDateTime(forgottenBefore(now))
            .addOffsetDateTime(knownSince(now))
            .addInteger(settings.freeForName())
            .addInteger(settings.freeForAddress())
            .addDouble(seconds(settings.longestWaitForName()))
            .addDouble(seconds(settings.longestWaitForAddress()))
            .addDouble(seconds(settings.firstWait()));
    return relaxed.run(ATTEMPT, parameters).map(rows -> attempt(rows.iterator().next(), now));
  }

  private Attempt attempt(Row row, Instant now) {
    OffsetDateTime until = row.getOffsetDateTime("until");
    // Without a time an attempt beside this one has just used up what was free.
    Duration wait = until == null ? settings.firstWait() : Duration.between(now, until.toInstant());
    boolean admitted = row.getBoolean("admitted");
    boolean exists = row.getString("subject") != null;
    return new Attempt(
        admitted ? Optional.empty() : Optional.of(wait),
        row.getString("counted_on"),
        exists
            ? Optional.of(
                new LocalAccount(
                    AccountRepository.account(row),
                    List.of(row.getArrayOfStrings("groups")),
                    LocalAccountRepository.claims(row)))
            : Optional.empty(),
        exists ? row.getString("hash") : "");
  }

  /** Takes rows in the order of their keys, as {@link #ATTEMPT} does: else they could deadlock. */
  private static final String GIVE_BACK =
      """
      INSERT INTO login_throttle AS t (key, failures, last_failure, blocked_until)
      SELECT key, 0, $5::timestamptz, $5 FROM place ORDER BY key
      ON CONFLICT (key) DO UPDATE SET blocked_until = $5, last_failure = $5, failures =
        CASE WHEN t.key = $2 THEN greatest(t.failures - 1, 0) ELSE 0 END
      """;

  /** $1 row counted on, $2 of the address, $3 of the known address, $4 subject, $6 hash, $7 new. */
  private static final Statement SUCCEEDED =
      new Statement(
          "local_login.succeeded",
          """
          WITH person AS (
            SELECT a.* FROM account a JOIN local_credential c USING (subject)
            WHERE a.subject = $4 AND c.hash = $6
              AND a.disabled_at IS NULL AND a.deleted_at IS NULL FOR NO KEY UPDATE OF a, c),
          upgraded AS (
            UPDATE local_credential c SET hash = $7 FROM person p
            WHERE c.subject = p.subject AND $7::text IS NOT NULL),
          place AS (SELECT DISTINCT key FROM unnest(ARRAY[$1, $2, $3]::text[]) key, person),
          given_back AS (
          """
              + GIVE_BACK
              + """
          )
          SELECT subject, username, email, email_verified, name, false AS disabled FROM person
          """);

  /** Nothing when the password was changed or the account barred in the meantime. */
  Future<Optional<Account>> succeeded(
      Attempt attempt, String subject, ThrottleKeys keys, Instant now, Optional<String> upgraded) {
    Tuple parameters =
        Tuple.of(attempt.countedOn(), keys.address(), keys.known(), subject, utc(now))
            .addString(attempt.phc())
            .addString(upgraded.orElse(null));
    return durable
        .run(SUCCEEDED, parameters)
        .map(rows -> rows.stream().findFirst().map(AccountRepository::account));
  }

  private static final Statement UNCOUNTED =
      new Statement(
          "local_login.uncounted",
          """
          UPDATE login_throttle SET failures = greatest(failures - 1, 0), blocked_until = $3
          WHERE key IN (SELECT key FROM login_throttle WHERE key IN ($1, $2) ORDER BY key FOR UPDATE)
          """);

  /** The password was never looked at. */
  Future<Void> uncounted(Attempt attempt, ThrottleKeys keys, Instant now) {
    return relaxed
        .run(UNCOUNTED, Tuple.of(attempt.countedOn(), keys.address(), utc(now)))
        .mapEmpty();
  }

  /** $1 known since, $2 forgotten before, $3 rows at most. */
  private static final Statement SWEEP =
      new Statement(
          "local_login.sweep",
          """
          DELETE FROM login_throttle WHERE key IN (SELECT key FROM login_throttle
            WHERE last_failure < $1::timestamptz
              OR (last_failure < $2::timestamptz AND key NOT LIKE 'known:%')
            LIMIT $3::int FOR UPDATE SKIP LOCKED)
          """);

  /** How many rows a batch removed. */
  Future<Integer> sweep(Instant now) {
    return relaxed
        .run(SWEEP, Tuple.of(knownSince(now), forgottenBefore(now), settings.sweepBatch()))
        .map(rows -> rows.rowCount());
  }

  private OffsetDateTime forgottenBefore(Instant now) {
    return utc(now.minus(settings.forgottenAfter()));
  }

  private OffsetDateTime knownSince(Instant now) {
    return utc(now.minus(settings.addressKnownFor()));
  }

  private static double seconds(Duration wait) {
    return wait.toMillis() / 1000.0;
  }

  private static OffsetDateTime utc(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
