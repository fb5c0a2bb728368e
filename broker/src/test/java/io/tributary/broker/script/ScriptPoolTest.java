package io.tributary.broker.script;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class ScriptPoolTest {
  private final Vertx vertx = Vertx.vertx();
  private final ScriptPool pool = new ScriptPool(vertx, "test", 2);

  @AfterEach
  void close() throws Exception {
    await(pool.close());
    await(vertx.close());
  }

  @Test
  void aFullQueueRefusesAndLaterTakesAgain() throws Exception {
    CountDownLatch gate = new CountDownLatch(1);
    List<Future<String>> taken = new ArrayList<>();
    // Two workers and a queue of 64.
    for (int job = 0; job < 66; job++) {
      taken.add(
          pool.run(
              rooms -> {
                awaitQuietly(gate);
                return "one";
              }));
    }
    ExecutionException refused =
        assertThrows(ExecutionException.class, () -> await(pool.run(rooms -> "two")));
    assertInstanceOf(ScriptsBusy.class, refused.getCause());
    gate.countDown();
    for (Future<String> each : taken) {
      assertEquals("one", await(each));
    }
    assertEquals("three", await(pool.run(rooms -> "three")));
  }

  @Test
  void aSmallerPoolHasItsOwnQueue() throws Exception {
    ScriptPool small = new ScriptPool(vertx, "small", 1, 1);
    CountDownLatch gate = new CountDownLatch(1);
    Future<String> runs =
        small.run(
            rooms -> {
              awaitQuietly(gate);
              return "runs";
            });
    Future<String> waits = small.run(rooms -> "waits");
    ExecutionException refused =
        assertThrows(ExecutionException.class, () -> await(small.run(rooms -> "refused")));
    assertInstanceOf(ScriptsBusy.class, refused.getCause());
    assertEquals("other", await(pool.run(rooms -> "other")), "nobody else waits for it");
    gate.countDown();
    assertEquals("runs", await(runs));
    assertEquals("waits", await(waits));
    await(small.close());
  }

  @Test
  void theResultArrivesOnTheCallersContext() throws Exception {
    Context caller = vertx.getOrCreateContext();
    CompletableFuture<Context> arrived = new CompletableFuture<>();
    CompletableFuture<Context> failed = new CompletableFuture<>();
    caller.runOnContext(
        nothing -> {
          pool.run(rooms -> "one").onComplete(done -> arrived.complete(Vertx.currentContext()));
          pool.run(
                  rooms -> {
                    throw new IllegalStateException("no");
                  })
              .onComplete(done -> failed.complete(Vertx.currentContext()));
        });
    assertSame(caller, arrived.get(60, TimeUnit.SECONDS));
    assertSame(caller, failed.get(60, TimeUnit.SECONDS));
  }

  @Test
  void anErrorOfAJobEndsNeitherItsThreadNorTheNextJob() throws Exception {
    for (int job = 0; job < 10; job++) {
      ExecutionException failed =
          assertThrows(
              ExecutionException.class,
              () ->
                  await(
                      pool.run(
                          rooms -> {
                            throw new StackOverflowError();
                          })));
      assertInstanceOf(StackOverflowError.class, failed.getCause());
    }
    assertEquals("one", await(pool.run(rooms -> "one")));
  }

  @Test
  void closingFinishesWhatWasTakenAndLeavesNoThread() throws Exception {
    ScriptPool closing = new ScriptPool(vertx, "closing", 2);
    Promise<Thread> worker = Promise.promise();
    Future<String> last =
        closing.run(
            rooms -> {
              worker.complete(Thread.currentThread());
              return "one";
            });
    await(closing.close());
    assertEquals("one", await(last));
    Thread thread = await(worker.future());
    assertTrue(thread.getName().startsWith("closing-scripts-"), thread.getName());
    thread.join(60_000);
    assertFalse(thread.isAlive());
    ExecutionException refused =
        assertThrows(ExecutionException.class, () -> await(closing.run(rooms -> "two")));
    assertInstanceOf(ScriptsBusy.class, refused.getCause());
  }

  @Test
  void everyThreadIsWarmedUpWithRoomsOfItsOwn() throws Exception {
    Set<ScriptRooms> rooms = ConcurrentHashMap.newKeySet();
    pool.warmUp(rooms::add);
    await(pool.close());
    assertEquals(2, rooms.size());
    pool.warmUp(late -> rooms.clear());
    assertEquals(2, rooms.size(), "a closed pool warms nothing");
  }

  @Test
  void closingAPoolThatNeverRanEnds() throws Exception {
    await(new ScriptPool(vertx, "idle", 2).close());
  }

  private static void awaitQuietly(CountDownLatch gate) {
    try {
      gate.await();
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
    }
  }

  private static <T> T await(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
  }
}
