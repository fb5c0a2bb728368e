package io.tributary.inventory.app;

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
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * {@code serve --config FILE}: runs until SIGTERM or Ctrl-C. Standard output carries the JSON log
 * only; {@code inventory.ready} tells the address.
 */
final class Serve {
  static final String DEFAULT_CONFIG = "tributary.yaml";
  private static final String USAGE = "Usage: inventory serve [--config FILE]";
  private static final long START_SECONDS = 120;
  private static final long STOP_SECONDS = 20;

  private Serve() {}

  static int run(List<String> arguments) {
    boolean named = arguments.size() == 2 && arguments.get(0).equals("--config");
    if (!arguments.isEmpty() && !named) {
      System.err.println(USAGE);
      return 2;
    }
    try {
      InventoryConfig config =
          ConfigFile.read(
              Path.of(named ? arguments.get(1) : DEFAULT_CONFIG),
              System.getenv(),
              InventoryConfig::read);
      start(config);
      return 0;
    } catch (ConfigException wrong) {
      System.err.println(wrong.getMessage());
      return 1;
    } catch (StartupException sentence) {
      System.err.println(sentence.getMessage());
      return 1;
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return 1;
    }
  }

  private static void start(InventoryConfig config) throws InterruptedException {
    int loops = Math.max(1, Math.min(4, Runtime.getRuntime().availableProcessors()));
    Log log = Log.to(System.out, "inventory");
    LogHandler.install(log);
    Vertx vertx =
        Vertx.vertx(new VertxOptions().setEventLoopPoolSize(loops).setPreferNativeTransport(true));
    EmbeddedServers servers =
        EmbeddedServers.forServing(
            notice -> log.info("database.notice").with("notice", notice).write());
    Running running = new Running(vertx, servers, log);
    try {
      Inventory inventory =
          await(Inventory.start(vertx, config, loops, servers, log), START_SECONDS);
      Runtime.getRuntime()
          .addShutdownHook(new Thread(() -> running.stop(inventory), "inventory-stop"));
      log.info("inventory.ready").with("url", config.origin()).write();
    } catch (StartupException | InterruptedException failure) {
      running.end();
      throw failure;
    }
  }

  /** What was opened, and how it is closed. */
  private record Running(Vertx vertx, EmbeddedServers servers, Log log) {
    void stop(Inventory inventory) {
      log.info("inventory.stopping").write();
      try {
        await(inventory.close(), STOP_SECONDS);
      } catch (StartupException late) {
        log.warn("inventory.stop_incomplete").cause(late).write();
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
      }
      log.info("inventory.stopped").write();
      end();
    }

    void end() {
      CountDownLatch closed = new CountDownLatch(1);
      vertx.close().onComplete(done -> closed.countDown());
      try {
        if (!closed.await(STOP_SECONDS, TimeUnit.SECONDS)) {
          log.warn("inventory.stop_incomplete").write();
        }
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
      }
      servers.close();
      log.close();
    }
  }

  /** Waits on the main or shutdown thread, never on an event loop. */
  static <T> T await(Future<T> future, long seconds) throws InterruptedException {
    try {
      return future.toCompletionStage().toCompletableFuture().get(seconds, TimeUnit.SECONDS);
    } catch (TimeoutException late) {
      throw new StartupException("It took longer than " + seconds + " seconds.", late);
    } catch (ExecutionException failed) {
      if (failed.getCause() instanceof StartupException sentence) {
        throw sentence;
      }
      throw new StartupException("Failed: " + failed.getCause().getMessage(), failed.getCause());
    }
  }
}
