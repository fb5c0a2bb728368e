package io.tributary.broker.session;

import io.tributary.broker.account.AccountClosingSql;
import io.tributary.broker.account.AccountException;
import io.tributary.broker.audit.AuditSql;
import io.tributary.platform.db.Durable;
import io.tributary.platform.db.Statement;
import io.tributary.platform.protocol.RandomToken;
import io.vertx.core.Future;
import io.vertx.sqlclient.Tuple;
import java.time.Clock;

/**
 * The end of an account, for a while or for ever, with everything that hangs on it, in one durable
 * statement: its sessions end, what clients were granted in them or for the time after them
 * (refresh tokens) is revoked, and each of those clients is noted to be told. Whoever runs the
 * command need not be the broker: its queue finds the notes.
 */
public final class AccountEndingRepository {
  private static final Statement DISABLE =
      ending("account.disable", AccountClosingSql.DISABLED, "disabled");
  private static final Statement ENABLE =
      ending("account.enable", AccountClosingSql.ENABLED, "disabled");
  private static final Statement DELETE =
      ending("account.delete", AccountClosingSql.DELETED, "deleted");

  private final Durable durable;
  private final Clock clock;

  public AccountEndingRepository(Durable durable, Clock clock) {
    this.durable = durable;
    this.clock = clock;
  }

  /** $1, $2 of {@link AccountClosingSql}, $3 now, $4 the ending. */
  private static Statement ending(String name, String closing, String reason) {
    return new Statement(
        name,
        "WITH "
            + closing
            + """
            , ended AS (
              UPDATE session SET ended_at = $3::timestamptz FROM closed
              WHERE session.subject = closed.subject AND session.ended_at IS NULL
            """
            + EndingSql.RETURNING
            + "), "
            + EndingSql.told("$4", "$3", "true")
            + """
            , in_session AS (
              UPDATE client_grant g SET revoked_at = $3 FROM ended
              WHERE g.session_hash = ended.id_hash AND g.live),
            offline AS (
              UPDATE client_grant g SET revoked_at = $3 FROM closed
              WHERE g.subject = closed.subject AND g.session_hash IS NULL AND g.revoked_at IS NULL
              RETURNING g.subject, g.client_id, g.issuer, g.origin_hash),
            told_offline AS (
              INSERT INTO logout_delivery
                (ending, session_hash, subject, client_id, issuer, next_at, created_at)
              SELECT DISTINCT $4::text, origin_hash, subject, client_id, issuer, $3, $3
              FROM offline o WHERE NOT EXISTS (
                SELECT FROM told t WHERE t.session_hash = o.origin_hash
                  AND t.client_id = o.client_id AND t.issuer = o.issuer)),
            event AS (
            """
            + AuditSql.INSERT
            + """
              SELECT now(), 'session.ended', $2, subject, upstream, NULL,
                '{"reason":"account_%s"}'::jsonb FROM ended)
            SELECT FROM username u JOIN account a USING (subject)
            WHERE u.name_key = $1 AND a.deleted_at IS NULL
            """
                .formatted(reason));
  }

  /** Nobody logs in as this person until {@link #enable}. */
  public Future<Void> disable(String username, String requestId) {
    return run(DISABLE, username, requestId);
  }

  /** The person may log in again; what was ended stays so. */
  public Future<Void> enable(String username, String requestId) {
    return run(ENABLE, username, requestId);
  }

  /** Forgets the person; the subject and the user name are never given to anybody else. */
  public Future<Void> delete(String username, String requestId) {
    return run(DELETE, username, requestId);
  }

  /** Fails with {@link AccountException} when there is none of the name. */
  private Future<Void> run(Statement statement, String username, String requestId) {
    Tuple parameters =
        Tuple.of(
            AccountClosingSql.key(username),
            requestId,
            SessionRepository.utc(clock.instant()),
            RandomToken.bits128());
    return durable
        .run(statement, parameters)
        .compose(
            rows ->
                rows.size() > 0
                    ? Future.succeededFuture()
                    : Future.failedFuture(
                        new AccountException("there is no such account: " + username)));
  }
}
