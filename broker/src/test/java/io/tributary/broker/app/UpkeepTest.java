package io.tributary.broker.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.platform.ops.Log;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is left behind goes, however much it is, and nothing keeps the rest from being done. */
class UpkeepTest {
  private final Vertx vertx = Vertx.vertx();

  @AfterEach
  void close() throws Exception {
    vertx.close().toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
  }

  /** How often a part was asked for until the work behind it had its turn. */
  private int calls(Supplier<Future<Integer>> part) throws Exception {
    AtomicInteger calls = new AtomicInteger();
    Promise<Integer> next = Promise.promise();
    Upkeep upkeep =
        new Upkeep(vertx, Log.to(OutputStream.nullOutputStream(), "test"))
            .untilNone(
                "parts",
                () -> {
                  calls.incrementAndGet();
                  return part.get();
                })
            .task("next", () -> Future.succeededFuture(next.tryComplete(calls.get())));
    upkeep.start(Duration.ofMillis(1));
    int before = next.future().toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
    upkeep.stop();
    return before;
  }

  @Test
  void partsAreDoneUntilNoneIsLeft() throws Exception {
    AtomicInteger left = new AtomicInteger(4500);
    assertEquals(
        6,
        calls(
            () -> {
              int part = Math.min(1000, left.get());
              left.addAndGet(-part);
              return Future.succeededFuture(part);
            }));
    assertEquals(0, left.get());
  }

  @Test
  void whatNeverEndsLeavesTheOthersTheirTurn() throws Exception {
    assertEquals(Upkeep.MOST_PARTS, calls(() -> Future.succeededFuture(1)));
  }

  @Test
  void whatFailsIsTriedInTheNextRound() throws Exception {
    assertTrue(calls(() -> Future.failedFuture("away")) <= 1);
  }
}
