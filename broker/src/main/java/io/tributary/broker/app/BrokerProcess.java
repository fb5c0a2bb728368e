package io.tributary.broker.app;

import io.tributary.platform.config.ConfigException;
import io.tributary.platform.config.ConfigFile;
import io.tributary.platform.db.EmbeddedServers;
import io.tributary.platform.ops.Log;
import io.tributary.platform.ops.LogHandler;
import io.tributary.platform.ops.StartupException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The process around the brokers: Vert.x, the log, the embedded servers, and the way out. */
final class BrokerProcess {
  private static final long MOST_SECONDS_TO_START = 120;
  private static final long MOST_SECONDS_TO_STOP = 20;

  private final Map<String, String> environment;
  private final Log log = Log.to(System.out, "broker");
  private final List<Broker> running = new CopyOnWriteArrayList<>();

  BrokerProcess(Map<String, String> environment) {
    this.environment = environment;
  }

  /**
   * Starts the brokers beside one another. When one fails, none remains. One may be the upstream of
   * another: upstreams are looked for when all are there.
   *
   * @throws StartupException in one sentence
   */
  void run(List<Path> files) {
    List<BrokerConfig> configs =
        files.stream().map(file -> ConfigFile.read(file, environment, BrokerConfig::read)).toList();
    LogHandler.install(log);
    EmbeddedServers servers =
        EmbeddedServers.forServing(
            notice -> log.info("database.notice").with("text", notice).write());
    Vertx vertx = Vertx.vertx(options());
    Thread stop = new Thread(() -> stop(vertx, servers), "tributary-stop");
    Runtime.getRuntime().addShutdownHook(stop);
    try {
      await(startAll(vertx, configs, servers));
    } catch (StartupException failed) {
      Runtime.getRuntime().removeShutdownHook(stop);
      stop(vertx, servers);
      throw failed;
    }
  }

  static VertxOptions options() {
    return new VertxOptions()
        .setPreferNativeTransport(true)
        .setEventLoopPoolSize(Runtime.getRuntime().availableProcessors());
  }

  private Future<Void> startAll(Vertx vertx, List<BrokerConfig> configs, EmbeddedServers servers) {
    List<Future<Broker>> starting = new ArrayList<>();
    for (BrokerConfig config : configs) {
      starting.add(
          Broker.start(vertx, config, servers, environment, log, Clock.systemUTC())
              .onSuccess(running::add));
    }
    // All have ended, well or not, before any is closed.
    return Future.join(starting).onSuccess(all -> running.forEach(Broker::warmUp)).mapEmpty();
  }

  private void await(Future<Void> started) {
    try {
      started
          .toCompletionStage()
          .toCompletableFuture()
          .get(MOST_SECONDS_TO_START, TimeUnit.SECONDS);
    } catch (ExecutionException failed) {
      throw sentence(failed.getCause());
    } catch (TimeoutException tooLong) {
      throw new StartupException(
          "The start took more than " + MOST_SECONDS_TO_START + " s.", tooLong);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new StartupException("The start was interrupted.", interrupted);
    }
  }

  private StartupException sentence(Throwable failure) {
    if (failure instanceof StartupException known) {
      return known;
    }
    if (failure instanceof ConfigException wrong) {
      throw wrong;
    }
    log.error("start.failed").cause(failure).write();
    return new StartupException(
        "The start failed (" + failure.getClass().getSimpleName() + "); the log says more.",
        failure);
  }

  /** Last opened, first closed; the embedded servers after everything that uses them. */
  private void stop(Vertx vertx, EmbeddedServers servers) {
    Future<Void> stopped = Future.succeededFuture();
    for (int i = running.size() - 1; i >= 0; i--) {
      Broker broker = running.get(i);
      stopped = stopped.transform(before -> broker.close());
    }
    try {
      stopped
          .transform(closed -> vertx.close())
          .toCompletionStage()
          .toCompletableFuture()
          .get(MOST_SECONDS_TO_STOP, TimeUnit.SECONDS);
    } catch (Exception notInTime) {
      log.warn("stop.incomplete").cause(notInTime).write();
    }
    servers.close();
    log.info("process.stopped").write();
    log.close();
  }
}
