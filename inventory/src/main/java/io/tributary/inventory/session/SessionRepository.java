package io.tributary.inventory.session;

import io.tributary.inventory.user.UserRows;
import io.tributary.platform.db.Database;
import io.tributary.platform.db.Statement;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.ZoneOffset;
import java.util.Optional;

/** Sessions at rest: made relaxed (losing one asks for a new login), ended durably. */
public final class SessionRepository {
  private static final Statement BEGIN =
      new Statement(
          "session.begin",
          """
          WITH last AS (DELETE FROM session WHERE id_hash = $6)
          INSERT INTO session (id_hash, user_id, method, id_token, expires_at, provider_issuer,
            provider_sub, provider_sid)
          SELECT $1, u.id, $3, $4, now() + make_interval(secs => $5), $7, $8, $9
          FROM app_user u WHERE u.id = $2 AND u.is_active
          RETURNING id_hash
          """);

  /** The touch is in the same statement and happens at most once a minute. */
  private static final Statement FIND =
      new Statement(
          "session.find",
          """
          WITH touched AS (
            UPDATE session SET last_seen_at = now()
            WHERE id_hash = $1 AND last_seen_at < now() - interval '1 minute'
              AND last_seen_at > now() - make_interval(secs => $2) AND expires_at > now()
          )
          SELECT s.method, %s
          FROM session s JOIN app_user u ON u.id = s.user_id
          WHERE s.id_hash = $1 AND s.expires_at > now() AND u.is_active
            AND s.last_seen_at > now() - make_interval(secs => $2)
          """
              .formatted(UserRows.COLUMNS));

  private static final Statement END =
      new Statement("session.end", "DELETE FROM session WHERE id_hash = $1 RETURNING id_token");

  /**
   * $1 id of the notice, $2 until when it must be remembered, $3 issuer, $4 sid, $5 sub. With both
   * names, a session whose sid was never said cannot be told from the one that ended.
   */
  private static final Statement END_PROVIDERS =
      new Statement(
          "session.end_providers",
          """
          WITH spent AS (
            INSERT INTO spent_logout_token (id, expires_at) VALUES ($1, $2)
            ON CONFLICT DO NOTHING RETURNING id),
          ended AS (
            DELETE FROM session WHERE EXISTS (SELECT FROM spent) AND provider_issuer = $3
              AND CASE
                WHEN $5::text IS NULL THEN provider_sid = $4::text
                WHEN $4::text IS NULL THEN provider_sub = $5::text
                ELSE provider_sub = $5::text
                  AND (provider_sid = $4::text OR provider_sid IS NULL)
              END
            RETURNING id_hash)
          SELECT (SELECT count(*) FROM ended) AS ended FROM spent
          """);

  private static final Statement SWEEP =
      new Statement(
          "session.sweep",
          """
          WITH notices AS (
            DELETE FROM spent_logout_token WHERE expires_at < now() - interval '1 hour')
          DELETE FROM session WHERE expires_at < now()
             OR last_seen_at < now() - make_interval(secs => $1)
          """);
  private static final Statement COUNT =
      new Statement("session.count", "SELECT count(*) AS living FROM session");

  private final Database database;
  private final SessionLimits limits;

  public SessionRepository(Database database, SessionLimits limits) {
    this.database = database;
    this.limits = limits;
  }

  /**
   * Begins a session under a new id and ends the one this browser had; nothing when the account is
   * not active.
   */
  public Future<Optional<SessionId>> begin(
      long userId,
      LoginMethod method,
      Optional<ProviderSession> provider,
      Optional<SessionId> last) {
    SessionId id = SessionId.random();
    return database
        .durable()
        .run(
            BEGIN,
            Tuple.of(
                    id.hash(),
                    userId,
                    method.word(),
                    provider.map(of -> TokenSeal.seal(id, of.idToken())).orElse(null),
                    (double) limits.absolute().toSeconds(),
                    last.map(SessionId::hash).orElse(null))
                .addValue(provider.map(ProviderSession::issuer).orElse(null))
                .addValue(provider.map(ProviderSession::subject).orElse(null))
                .addValue(provider.flatMap(ProviderSession::sid).orElse(null)))
        .map(rows -> rows.size() == 0 ? Optional.empty() : Optional.of(id));
  }

  public Future<Optional<Visitor>> find(SessionId id) {
    return database
        .relaxed()
        .run(FIND, Tuple.of(id.hash(), (double) limits.idle().toSeconds()))
        .map(
            rows ->
                first(rows)
                    .map(
                        row ->
                            new Visitor(
                                UserRows.read(row), id, LoginMethod.of(row.getString("method")))));
  }

  /** Ends it for good; gives the id_token of its login, for the provider's logout. */
  public Future<Optional<String>> end(SessionId id) {
    return database
        .durable()
        .run(END, Tuple.of(id.hash()))
        .map(
            rows ->
                first(rows)
                    .flatMap(row -> Optional.ofNullable(row.getBuffer("id_token")))
                    .flatMap(stored -> TokenSeal.open(id, stored)));
  }

  /**
   * Ends the sessions that the provider says have ended there, and spends its notice, durably.
   *
   * @return how many; nothing when the notice was used before
   */
  public Future<Optional<Long>> endProviders(ProviderLogout notice) {
    return database
        .durable()
        .run(
            END_PROVIDERS,
            Tuple.of(
                notice.id(),
                notice.until().atOffset(ZoneOffset.UTC),
                notice.issuer(),
                notice.sid().orElse(null),
                notice.subject().orElse(null)))
        .map(rows -> first(rows).map(row -> row.getLong("ended")));
  }

  public Future<Void> sweep() {
    return database.relaxed().run(SWEEP, Tuple.of((double) limits.idle().toSeconds())).mapEmpty();
  }

  public Future<Long> count() {
    return database.relaxed().run(COUNT).map(rows -> rows.iterator().next().getLong("living"));
  }

  private static Optional<Row> first(RowSet<Row> rows) {
    var all = rows.iterator();
    return all.hasNext() ? Optional.of(all.next()) : Optional.empty();
  }
}
