package io.tributary.platform.db;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;

/** Runs one prepared statement on a connection of the current event loop. */
public interface SqlRunner {
  /**
   * Fails with {@link DatabaseUnavailable} when the database is gone or the bounded queue is full;
   * other failures are those of the PostgreSQL client.
   */
  Future<RowSet<Row>> run(Statement statement, Tuple parameters);

  default Future<RowSet<Row>> run(Statement statement) {
    return run(statement, Tuple.tuple());
  }
}
