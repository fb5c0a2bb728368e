package io.tributary.broker.app;

import io.tributary.broker.account.LocalDirectory;
import io.tributary.platform.config.ConfigFile;
import io.tributary.platform.db.Database;
import io.tributary.platform.db.EmbeddedServers;
import io.tributary.platform.ops.StartupException;
import io.tributary.platform.password.PasswordWorkers;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import picocli.CommandLine.Option;

/**
 * A command that needs the database of a configuration: that of the running broker, or an embedded
 * server started for as long as the command takes.
 */
abstract class DatabaseCommand {
  private static final long MOST_SECONDS = 60;

  private final Map<String, String> environment;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      defaultValue = "tributary.yaml",
      description = "Default: ${DEFAULT-VALUE}")
  private Path config;

  DatabaseCommand(Map<String, String> environment) {
    this.environment = environment;
  }

  BrokerConfig readConfig() {
    return ConfigFile.read(config, environment, BrokerConfig::read);
  }

  /** Runs work on the accounts and waits for it. */
  <T> T withDirectory(Function<LocalDirectory, Future<T>> work) {
    BrokerConfig read = readConfig();
    Vertx vertx = Vertx.vertx(BrokerProcess.options());
    try (EmbeddedServers servers =
        EmbeddedServers.forCommands(notice -> System.err.println(notice))) {
      return await(
          Database.open(
                  vertx, read.database(), Broker.SCHEMA, servers, (statement, nanos, ok) -> {})
              .compose(database -> use(vertx, database, work)));
    } finally {
      await(vertx.close());
    }
  }

  private static <T> Future<T> use(
      Vertx vertx, Database database, Function<LocalDirectory, Future<T>> work) {
    PasswordWorkers workers = new PasswordWorkers(vertx, "command-passwords");
    LocalDirectory directory = new LocalDirectory(database.durable(), database.relaxed(), workers);
    return work.apply(directory)
        .eventually(
            () -> {
              workers.close();
              return database.close();
            });
  }

  private static <T> T await(Future<T> future) {
    try {
      return future.toCompletionStage().toCompletableFuture().get(MOST_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException failed) {
      throw failed.getCause() instanceof RuntimeException known
          ? known
          : new StartupException("It failed: " + failed.getCause().getMessage(), failed);
    } catch (TimeoutException tooLong) {
      throw new StartupException("It took more than " + MOST_SECONDS + " s.", tooLong);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new StartupException("It was interrupted.", interrupted);
    }
  }
}
