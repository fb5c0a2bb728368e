package io.tributary.broker.bench;

import io.vertx.core.Context;
import io.vertx.core.Deployable;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * The driver's event loops. Whatever asks the provider begins on one of them: begun on another
 * thread, an answer may be there before anybody listens to it, and Vert.x gives such a thread the
 * same loop each time, so that one loop would do everything.
 */
final class Loops {
  static final int COUNT = 4;

  private final List<Context> contexts;

  private Loops(List<Context> contexts) {
    this.contexts = contexts;
  }

  static Future<Loops> of(Vertx vertx) {
    List<Future<Context>> found = new ArrayList<>();
    for (int i = 0; i < COUNT; i++) {
      Promise<Context> context = Promise.promise();
      Deployable place =
          own -> {
            context.complete(own);
            return Future.succeededFuture();
          };
      found.add(vertx.deployVerticle(place).compose(id -> context.future()));
    }
    return Future.all(found).map(all -> new Loops(found.stream().map(Future::result).toList()));
  }

  /** Loop after loop, over and over again. */
  Context loop(int number) {
    return contexts.get(Math.floorMod(number, COUNT));
  }

  /** Begins it on a loop. */
  <T> Future<T> on(int number, Supplier<Future<T>> work) {
    Promise<T> done = Promise.promise();
    loop(number)
        .runOnContext(
            go -> {
              try {
                work.get().onComplete(done);
              } catch (RuntimeException failed) {
                done.fail(failed);
              }
            });
    return done.future();
  }
}
