package io.tributary.platform.ops;

import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/**
 * Named readiness checks, run side by side; each is bounded to one second. A check that hangs,
 * throws or fails is not ready; one that hangs is not started again before it has come back.
 */
public final class Health {
  private static final String OK = "ok";

  private final Map<String, Check> checks = new ConcurrentSkipListMap<>();
  private final Map<String, Supplier<String>> facts = new ConcurrentSkipListMap<>();

  /** Adds a check; a failed future is not ready. Its message is not shown, only its class. */
  public Health check(String name, Supplier<Future<Void>> check) {
    checks.put(name, new Check(check, new AtomicReference<>()));
    return this;
  }

  /** A fact shown beside the checks, for example the name of the signing provider. */
  public Health fact(String name, Supplier<String> value) {
    facts.put(name, value);
    return this;
  }

  /** {@code {"status":"ready"|"unready","checks":{"database":"ok"|"reason"},"facts":{…}}}. */
  public Future<JsonObject> ready() {
    List<String> names = new ArrayList<>();
    List<Future<String>> results = new ArrayList<>();
    checks.forEach(
        (name, check) -> {
          names.add(name);
          results.add(check.run());
        });
    return Future.all(results).map(all -> answer(names, all.list()));
  }

  private JsonObject answer(List<String> names, List<String> results) {
    JsonObject details = new JsonObject();
    for (int i = 0; i < names.size(); i++) {
      details.put(names.get(i), results.get(i));
    }
    JsonObject known = new JsonObject();
    facts.forEach((name, value) -> known.put(name, shown(value)));
    return new JsonObject()
        .put("status", results.stream().allMatch(OK::equals) ? "ready" : "unready")
        .put("checks", details)
        .put("facts", known);
  }

  private static String shown(Supplier<String> fact) {
    try {
      return fact.get();
    } catch (RuntimeException e) {
      return "unknown";
    }
  }

  /**
   * A check and its run that is under way.
   *
   * @param pending so that a probe every second does not pile up calls that hang
   */
  private record Check(Supplier<Future<Void>> start, AtomicReference<Future<Void>> pending) {

    Future<String> run() {
      Future<Void> running = pending.get();
      if (running == null || running.isComplete()) {
        running = begin();
        pending.set(running);
      }
      Promise<Void> bounded = promise();
      running.onComplete(
          result -> {
            if (result.succeeded()) {
              bounded.tryComplete();
            } else {
              bounded.tryFail(result.cause());
            }
          });
      return bounded.future().timeout(1, TimeUnit.SECONDS).transform(Check::outcome);
    }

    private Future<Void> begin() {
      try {
        Future<Void> begun = start.get();
        return begun == null ? Future.failedFuture("the check gave no future") : begun;
      } catch (RuntimeException e) {
        return Future.failedFuture(e);
      }
    }

    /** On the caller's loop where there is one: its timer then needs no thread of its own. */
    private static Promise<Void> promise() {
      return Vertx.currentContext() == null
          ? Promise.promise()
          : ((ContextInternal) Vertx.currentContext()).promise();
    }

    private static Future<String> outcome(AsyncResult<Void> result) {
      if (result.succeeded()) {
        return Future.succeededFuture(OK);
      }
      return Future.succeededFuture(
          result.cause() instanceof TimeoutException
              ? "no answer within 1 s"
              : "failed: " + result.cause().getClass().getSimpleName());
    }
  }
}
