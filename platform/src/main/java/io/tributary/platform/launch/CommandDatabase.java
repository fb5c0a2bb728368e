package io.tributary.platform.launch;

import io.tributary.platform.db.Database;
import io.tributary.platform.db.DatabaseConfig;
import io.tributary.platform.db.EmbeddedServers;
import io.tributary.platform.db.Schema;
import io.tributary.platform.db.StatementTimings;
import io.tributary.platform.password.PasswordWorkers;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.function.Function;

/**
 * A database for as long as one command takes: that of the running program, or an embedded server
 * started for it.
 *
 * @param vertx ends with the command
 * @param passwords hashes what the command keeps of a password
 */
public record CommandDatabase(Vertx vertx, Database database, PasswordWorkers passwords) {
  private static final Duration MOST = Duration.ofSeconds(60);

  /**
   * Opens, does one thing, closes, and waits for all of it; a failure of the work is thrown as it
   * is. For the thread of the command, never for an event loop.
   */
  public static <T> T with(
      DatabaseConfig config, Schema schema, Function<CommandDatabase, Future<T>> work) {
    return with(config, schema, MOST, work);
  }

  /**
   * The same for work that takes longer.
   *
   * @param most time for all of it
   */
  public static <T> T with(
      DatabaseConfig config,
      Schema schema,
      Duration most,
      Function<CommandDatabase, Future<T>> work) {
    Vertx vertx = ServiceProcess.vertx(1);
    try (EmbeddedServers servers =
        EmbeddedServers.forCommands(notice -> System.err.println(notice))) {
      try {
        return Waiting.await(
            Database.open(vertx, config, schema, servers, StatementTimings.NONE)
                .compose(database -> use(vertx, database, work)),
            "It",
            most.toSeconds());
      } finally {
        Waiting.await(vertx.close(), "It", MOST.toSeconds());
      }
    }
  }

  private static <T> Future<T> use(
      Vertx vertx, Database database, Function<CommandDatabase, Future<T>> work) {
    PasswordWorkers passwords = new PasswordWorkers(vertx, "command");
    // A step first, so that what the work throws by itself closes the database too.
    return Future.succeededFuture(new CommandDatabase(vertx, database, passwords))
        .compose(work)
        .eventually(
            () -> {
              passwords.close();
              return database.close();
            });
  }
}
