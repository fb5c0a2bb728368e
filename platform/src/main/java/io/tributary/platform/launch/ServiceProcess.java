package io.tributary.platform.launch;

import io.tributary.platform.config.ConfigException;
import io.tributary.platform.config.ConfigFile;
import io.tributary.platform.db.EmbeddedServers;
import io.tributary.platform.launch.ServedProgram.Host;
import io.tributary.platform.launch.ServedProgram.Service;
import io.tributary.platform.ops.Log;
import io.tributary.platform.ops.LogHandler;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The process around the services of {@code serve}: Vert.x, the log, the embedded servers, and the
 * way out. Events of its own: {@code start.failed}, {@code database.notice}, {@code
 * process.stopping}, {@code process.stopped}, {@code stop.incomplete}.
 */
public final class ServiceProcess {
  private static final long MOST_SECONDS_TO_START = 120;
  private static final long MOST_SECONDS_TO_STOP = 20;

  private final Log log;
  private final PrintStream errors;
  private final Host host;
  private final List<Service> running = new CopyOnWriteArrayList<>();
  private volatile boolean terminated;
  private boolean stopped;

  ServiceProcess(String program, int eventLoops, PrintStream out, PrintStream errors) {
    this.log = Log.to(out, program);
    this.errors = errors;
    EmbeddedServers servers =
        EmbeddedServers.forServing(
            notice -> log.info("database.notice").with("text", notice).write());
    this.host = new Host(vertx(eventLoops), servers, log);
  }

  static Vertx vertx(int eventLoops) {
    return Vertx.vertx(
        new VertxOptions().setPreferNativeTransport(true).setEventLoopPoolSize(eventLoops));
  }

  /**
   * Starts a service for each file, beside one another. When one fails none remains: the cause is
   * logged once, and a person reads one sentence on standard error. Standard output carries the
   * JSON log only.
   *
   * @param environment the variables that a configuration may name
   * @return 0 when the services run, until SIGTERM or Ctrl-C; else the exit status
   */
  public static <C> int run(
      ServedProgram<C> program, List<Path> files, Map<String, String> environment) {
    List<C> configs;
    try {
      configs =
          files.stream().map(file -> ConfigFile.read(file, environment, program.read())).toList();
    } catch (ConfigException wrong) {
      // Before the log is opened: nobody but the author of the file can do anything about it.
      return tell(wrong, System.err);
    }
    ServiceProcess process =
        new ServiceProcess(program.name(), program.eventLoops(), System.out, System.err);
    LogHandler.install(process.log);
    // Before anything is opened: whoever is stopped while it starts leaves nothing behind either.
    Runtime.getRuntime().addShutdownHook(new Thread(process::terminate, "tributary-stop"));
    return process.start(program, configs);
  }

  <C> int start(ServedProgram<C> program, List<C> configs) {
    try {
      Waiting.await(startAll(program, configs), "The start", MOST_SECONDS_TO_START);
      return ExitStatus.DONE;
    } catch (RuntimeException failure) {
      if (terminated) {
        return ExitStatus.DONE; // it fails because it is being stopped, as it was told to be
      }
      log.error("start.failed").cause(failure).write();
      stop();
      return tell(failure, errors);
    }
  }

  private <C> Future<Void> startAll(ServedProgram<C> program, List<C> configs) {
    List<Future<Service>> starting =
        configs.stream()
            .map(config -> program.start().apply(config, host).onSuccess(running::add))
            .toList();
    // All have ended, well or not, before any is closed. One may need another: see Service.ready.
    return Future.join(starting)
        .onSuccess(all -> running.forEach(service -> service.ready().run()))
        .mapEmpty();
  }

  private static int tell(RuntimeException failure, PrintStream errors) {
    Sentences.of(
            failure,
            "The start failed (" + failure.getClass().getSimpleName() + "); the log says more.")
        .forEach(errors::println);
    if (failure instanceof ConfigException wrong) {
      errors.println(wrong.problems().size() + " problem(s); nothing was started.");
    }
    return ExitStatus.FAILED;
  }

  /** The stop hook. After a start that failed there is nothing left to do but to wait for it. */
  void terminate() {
    terminated = true;
    stop();
  }

  /** Last opened, first closed; the embedded servers after everything that uses them. Once. */
  private synchronized void stop() {
    if (stopped) {
      return;
    }
    stopped = true;
    log.info("process.stopping").write();
    Future<Void> closed = Future.succeededFuture();
    for (int i = running.size() - 1; i >= 0; i--) {
      Service service = running.get(i);
      closed = closed.transform(before -> service.close().get());
    }
    try {
      Waiting.await(
          closed.transform(before -> host.vertx().close()), "The stop", MOST_SECONDS_TO_STOP);
    } catch (RuntimeException notInTime) {
      log.warn("stop.incomplete").cause(notInTime).write();
    }
    host.servers().close();
    log.info("process.stopped").write();
    log.close();
  }
}
