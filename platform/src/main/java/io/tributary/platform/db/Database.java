package io.tributary.platform.db;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.SqlConnection;
import java.util.function.Function;

/**
 * The open database of one service: for each event loop one pipelined client for relaxed work and
 * one for durable statements, and a small shared pool for real transactions.
 */
public final class Database {
  private Database() {}

  /**
   * Opens the database: starts or finds the server, creates the database when it is ours, and
   * brings its schema to the version of this program.
   *
   * @param schema where the migrations are and which version this program needs
   */
  public static Future<Database> open(Vertx vertx, DatabaseConfig config, Schema schema) {
    throw new UnsupportedOperationException("skeleton");
  }

  public Relaxed relaxed() {
    throw new UnsupportedOperationException("skeleton");
  }

  public Durable durable() {
    throw new UnsupportedOperationException("skeleton");
  }

  /** Runs work in one durable transaction; rolled back when the future fails. */
  public <T> Future<T> transaction(Function<SqlConnection, Future<T>> work) {
    throw new UnsupportedOperationException("skeleton");
  }

  /** Succeeds when the database answers: the readiness check. */
  public Future<Void> ping() {
    throw new UnsupportedOperationException("skeleton");
  }

  /** Statements sent so far: tests count them per request. */
  public long statements() {
    throw new UnsupportedOperationException("skeleton");
  }

  /**
   * Closes the clients and, when this process owns an embedded server that no one else here uses,
   * stops it.
   */
  public Future<Void> close() {
    throw new UnsupportedOperationException("skeleton");
  }
}
