package io.tributary.inventory.user;

import io.tributary.platform.db.Database;
import io.tributary.platform.db.Statement;
import io.tributary.platform.protocol.Digests;
import io.vertx.core.Future;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Slows down password guessing, per account and address together, per address, and per account.
 *
 * <p>An attempt is counted before its password is checked, so that many at once do not slip
 * through, and taken back when it succeeds. The wait for an account alone stays short: guessing
 * from elsewhere must not lock its owner out.
 */
public final class LoginThrottleRepository {
  private static final LoginThrottleSettings SETTINGS = LoginThrottleSettings.DEFAULT;

  /** $1 keys, $2 free attempts, $3 longest waits in seconds, $4 forgotten after seconds. */
  private static final Statement ADMIT =
      new Statement(
          "login_attempt.admit",
          """
          WITH asked AS (
            SELECT * FROM unnest($1::text[], $2::int[], $3::int[]) AS a(key, free, cap)
          ), blocked AS (
            SELECT max(t.last_at + make_interval(secs => least(a.cap, power(2, least(t.attempts - a.free, 16)))))
                   - now() AS wait
            FROM asked a JOIN login_attempt t USING (key)
            WHERE t.attempts >= a.free AND t.last_at > now() - make_interval(secs => $4::int)
          ), counted AS (
            INSERT INTO login_attempt AS t (key, attempts, last_at)
            SELECT key, 1, now() FROM asked
            WHERE NOT EXISTS (SELECT FROM blocked WHERE wait > interval '0')
            ORDER BY key
            ON CONFLICT (key) DO UPDATE SET last_at = now(),
              attempts = CASE WHEN t.last_at < now() - make_interval(secs => $4::int) THEN 1 ELSE t.attempts + 1 END
          )
          SELECT ceil(extract(epoch FROM wait))::bigint AS wait FROM blocked WHERE wait > interval '0'
          """);

  private static final Statement SUCCEEDED =
      new Statement(
          "login_attempt.succeeded",
          """
          WITH gone AS (DELETE FROM login_attempt WHERE key = ANY($1::text[]))
          UPDATE login_attempt SET attempts = greatest(attempts - 1, 0) WHERE key = $2
          """);
  private static final Statement SWEEP =
      new Statement(
          "login_attempt.sweep",
          "DELETE FROM login_attempt WHERE last_at < now() - make_interval(secs => $1::int)");

  private final Database database;

  public LoginThrottleRepository(Database database) {
    this.database = database;
  }

  /** Counts an attempt, or says how many seconds to wait and counts nothing. */
  public Future<OptionalLong> admit(String username, String address) {
    Keys keys = Keys.of(username, address);
    return database
        .durable()
        .run(
            ADMIT,
            Tuple.of(
                new String[] {keys.both(), keys.address(), keys.account()},
                limits(LoginThrottleSettings.Limit::free),
                limits(LoginThrottleSettings.Limit::longestSeconds),
                forgottenSeconds()))
        .map(
            rows -> {
              var all = rows.iterator();
              return all.hasNext()
                  ? OptionalLong.of(all.next().getLong("wait"))
                  : OptionalLong.empty();
            });
  }

  public Future<Void> succeeded(String username, String address) {
    Keys keys = Keys.of(username, address);
    return database
        .durable()
        .run(
            SUCCEEDED,
            Tuple.of(List.of(keys.both(), keys.account()).toArray(String[]::new), keys.address()))
        .mapEmpty();
  }

  public Future<Void> sweep() {
    return database.relaxed().run(SWEEP, Tuple.of(forgottenSeconds())).mapEmpty();
  }

  /** In the order of the keys. */
  private static Integer[] limits(Function<LoginThrottleSettings.Limit, Integer> part) {
    return Stream.of(SETTINGS.both(), SETTINGS.address(), SETTINGS.account())
        .map(part)
        .toArray(Integer[]::new);
  }

  private static int forgottenSeconds() {
    return Math.toIntExact(SETTINGS.forgottenAfter().toSeconds());
  }

  private record Keys(String both, String address, String account) {
    static Keys of(String username, String address) {
      String name = Username.key(username);
      return new Keys(
          hashed("both\n" + address + "\n" + name),
          hashed("address\n" + address),
          hashed("account\n" + name));
    }

    private static String hashed(String key) {
      return Digests.base64Url(Digests.sha256(key));
    }
  }
}
