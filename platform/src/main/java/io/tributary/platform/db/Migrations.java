package io.tributary.platform.db;

import io.tributary.platform.ops.StartupException;
import io.vertx.core.Future;
import io.vertx.pgclient.PgConnection;
import io.vertx.pgclient.PgException;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;

/**
 * Brings a database to the schema of this program. The usual start costs one SELECT; Flyway and the
 * JDBC driver are loaded only when there is something to do (doing nothing costs them 400 ms).
 */
final class Migrations {
  private static final String UNDEFINED_TABLE = "42P01";
  private static final String NEWEST =
      "SELECT coalesce(max(version::int), 0) FROM flyway_schema_history"
          + " WHERE success AND version ~ '^[0-9]+$'";

  private Migrations() {}

  /** The version in the database; 0 when it is empty. */
  static Future<Integer> version(PgConnection connection) {
    return connection
        .query(NEWEST)
        .execute()
        .map(rows -> rows.iterator().next().getInteger(0))
        .recover(
            failure ->
                failure instanceof PgException e && UNDEFINED_TABLE.equals(e.getSqlState())
                    ? Future.succeededFuture(0)
                    : Future.failedFuture(failure));
  }

  /**
   * Whether migrations have to run.
   *
   * @throws StartupException when the database is newer than this program
   */
  static boolean needed(int found, Schema schema, String database) {
    if (found > schema.version()) {
      throw new StartupException(
          "The database "
              + database
              + " has schema version "
              + found
              + " and this program knows "
              + schema.version()
              + ": start the newer release, or restore a backup of this one.");
    }
    return found < schema.version();
  }

  /** Blocks. Two nodes at once are safe: Flyway holds a lock in the database. */
  static void run(ServerAddress address, String database, Schema schema) {
    Flyway flyway =
        Flyway.configure(Migrations.class.getClassLoader())
            .dataSource(address.dataSource(database))
            .locations("classpath:" + schema.location())
            .table("flyway_schema_history")
            .cleanDisabled(true)
            .validateMigrationNaming(true)
            .loggers(SilentFlyway.class.getName())
            .load();
    flyway.migrate();
    MigrationInfo newest = flyway.info().current();
    String reached = newest == null ? "0" : newest.getVersion().getVersion();
    if (!reached.equals(Integer.toString(schema.version()))) {
      throw new StartupException(
          "The migrations of this program end at "
              + reached
              + " where its schema is "
              + schema.version()
              + ": the program is not complete.");
    }
  }
}
