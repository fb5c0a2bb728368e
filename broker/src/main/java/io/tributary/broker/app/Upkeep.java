package io.tributary.broker.app;

import io.tributary.platform.ops.Log;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/** What is done again and again: keys read anew, expired rows deleted. One round at a time. */
final class Upkeep {
  /** Of one piece of work in one round: others wait for it. */
  static final int MOST_PARTS = 1_000;

  private final Vertx vertx;
  private final Log log;
  private final Map<String, Supplier<Future<?>>> tasks = new LinkedHashMap<>();
  private long timer;
  private boolean stopped;

  Upkeep(Vertx vertx, Log log) {
    this.vertx = vertx;
    this.log = log;
  }

  Upkeep task(String name, Supplier<Future<?>> task) {
    tasks.put(name, task);
    return this;
  }

  /**
   * Work that does a part of what there is to do, and says how much it did: again, until there is
   * nothing left. A busy hour leaves more behind than one part.
   */
  Upkeep untilNone(String name, Supplier<Future<Integer>> part) {
    return task(
        name,
        () -> {
          Promise<Void> done = Promise.promise();
          parts(part, MOST_PARTS, done);
          return done.future();
        });
  }

  /** Each from a new beginning, so that a thousand of them do not stand on one stack. */
  private void parts(Supplier<Future<Integer>> part, int left, Promise<Void> done) {
    Future.succeededFuture()
        .compose(go -> part.get())
        .onFailure(done::fail)
        .onSuccess(
            did -> {
              if (did == 0 || left <= 1 || isStopped()) {
                done.complete();
              } else {
                vertx.runOnContext(next -> parts(part, left - 1, done));
              }
            });
  }

  private synchronized boolean isStopped() {
    return stopped;
  }

  synchronized void start(Duration every) {
    if (stopped) {
      return;
    }
    timer = vertx.setTimer(every.toMillis(), fired -> round().onComplete(done -> start(every)));
  }

  synchronized Future<Void> stop() {
    stopped = true;
    vertx.cancelTimer(timer);
    return Future.succeededFuture();
  }

  private Future<Void> round() {
    Future<Void> done = Future.succeededFuture();
    for (Map.Entry<String, Supplier<Future<?>>> task : tasks.entrySet()) {
      done = done.transform(before -> run(task.getKey(), task.getValue()));
    }
    return done;
  }

  private Future<Void> run(String name, Supplier<Future<?>> task) {
    return task.get()
        .onFailure(failure -> log.warn("upkeep.failed").with("task", name).cause(failure).write())
        .transform(after -> Future.succeededFuture());
  }
}
