package io.tributary.platform.db;

import io.vertx.core.http.ConnectionPoolTooBusyException;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.ClosedConnectionException;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.TimeoutException;

/** Tells failures that mean "the database cannot serve now" from mistakes in a statement. */
final class DatabaseFailures {
  /**
   * PostgreSQL, appendix A: operator shutdowns, starting up, too many connections, a statement that
   * was cancelled because it took too long; and what only a new connection meets: a database that
   * is closed to connections or away (a restore), a password that was changed under us.
   */
  private static final Set<String> STATES =
      Set.of(
          "57P01", "57P02", "57P03", "57P05", "53300", "53400", "57014", "25P03", "55P03", "55000",
          "3D000", "28000", "28P01");

  private DatabaseFailures() {}

  static Throwable translate(Throwable failure) {
    if (failure instanceof DatabaseUnavailable || !isUnavailable(failure)) {
      return failure;
    }
    return new DatabaseUnavailable("the database cannot be used now", failure);
  }

  private static boolean isUnavailable(Throwable failure) {
    if (failure instanceof PgException e) {
      String state = String.valueOf(e.getSqlState());
      return STATES.contains(state) || state.startsWith("08");
    }
    return failure instanceof IOException
        || failure instanceof TimeoutException
        || failure instanceof ClosedConnectionException
        || failure instanceof ConnectionPoolTooBusyException;
  }
}
