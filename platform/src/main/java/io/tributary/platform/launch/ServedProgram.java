package io.tributary.platform.launch;

import io.tributary.platform.config.ConfigReader;
import io.tributary.platform.db.EmbeddedServers;
import io.tributary.platform.ops.Log;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What {@code serve} of one program is.
 *
 * @param <C> its configuration
 * @param name in the log
 * @param eventLoops of the process
 * @param read the configuration of one service
 * @param start one service; what a failed start has opened it closes itself
 */
public record ServedProgram<C>(
    String name,
    int eventLoops,
    Function<ConfigReader, C> read,
    BiFunction<C, Host, Future<Service>> start) {

  /** What the services of a process share; the process closes all of it. */
  public record Host(Vertx vertx, EmbeddedServers servers, Log log) {}

  /**
   * A service that has started.
   *
   * @param ready run once, when every service of the process has started
   */
  public record Service(Supplier<Future<Void>> close, Runnable ready) {}
}
