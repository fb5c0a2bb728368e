package io.tributary.broker.token;

import io.tributary.platform.db.Relaxed;
import io.tributary.platform.db.Statement;
import io.vertx.core.Future;
import io.vertx.sqlclient.Tuple;
import java.util.List;

/**
 * Removes what nobody can use any more, a bounded number of rows at a time. Relaxed: a row that
 * comes back after a crash is removed again.
 */
public final class ExpiredRowsRepository {
  /** A used code is kept for an hour, so that a replay is still seen while its tokens live. */
  private static final Statement CODES =
      new Statement(
          "code.sweep",
          "DELETE FROM authorization_code WHERE code_hash IN (SELECT code_hash"
              + " FROM authorization_code WHERE expires_at < now() - interval '1 hour'"
              + " LIMIT $1 FOR UPDATE SKIP LOCKED)");

  /** A session may have been prolonged after the grant was given. */
  private static final Statement GRANTS =
      new Statement(
          "grant.sweep",
          "DELETE FROM client_grant WHERE id IN (SELECT g.id FROM client_grant g"
              + " WHERE g.expires_at < now() - interval '1 hour' AND NOT EXISTS ("
              + "SELECT 1 FROM session s WHERE s.id_hash = g.session_hash"
              + " AND s.expires_at > now() AND s.ended_at IS NULL)"
              + " LIMIT $1 FOR UPDATE OF g SKIP LOCKED)");

  /** Their offline grants go with {@link #GRANTS}: both end at the same time. */
  private static final Statement FAMILIES =
      new Statement(
          "refresh.sweep",
          "DELETE FROM refresh_family WHERE grant_id IN (SELECT grant_id FROM refresh_family"
              + " WHERE expires_at < now() - interval '1 hour'"
              + " LIMIT $1 FOR UPDATE SKIP LOCKED)");

  private static final Statement REVOKED =
      new Statement(
          "revoked_token.sweep",
          "DELETE FROM revoked_token WHERE id IN (SELECT id FROM revoked_token"
              + " WHERE expires_at < now() - interval '1 hour'"
              + " LIMIT $1 FOR UPDATE SKIP LOCKED)");

  private static final List<Statement> ALL = List.of(CODES, GRANTS, FAMILIES, REVOKED);

  private final Relaxed database;

  public ExpiredRowsRepository(Relaxed database) {
    this.database = database;
  }

  /**
   * One round over codes, grants, refresh token families and revoked tokens.
   *
   * @param batch the most rows of each
   * @return rows removed; call again at once while it is not 0
   */
  public Future<Integer> sweep(int batch) {
    Future<Integer> sum = Future.succeededFuture(0);
    for (Statement statement : ALL) {
      sum = sum.compose(before -> remove(statement, batch).map(removed -> before + removed));
    }
    return sum;
  }

  private Future<Integer> remove(Statement statement, int batch) {
    return database.run(statement, Tuple.of(batch)).map(rows -> rows.rowCount());
  }
}
