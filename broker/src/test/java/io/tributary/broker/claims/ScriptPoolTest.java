package io.tributary.broker.claims;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.broker.identity.Identity;
import io.tributary.broker.script.ScriptPool;
import io.tributary.broker.script.ScriptsBusy;
import io.tributary.platform.protocol.Scopes;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class ScriptPoolTest {
  private static final List<String> ATTACKS =
      List.of(
          "for (;;);",
          "try { for (;;); } finally { for (;;); }",
          "let s = 'x'; for (;;) s += s;",
          "let a = [1]; for (;;) a = [...a, ...a];",
          "const a = []; for (;;) a.push({});",
          "function f() { return [1].map(f); } f();",
          "return {a: /^(a+)+$/.test('a'.repeat(60) + '!')};",
          "return {a: new Array(5e7).sort()};",
          "Array.prototype.map = () => ['superusers'];",
          "const a = []; a.push(a); return {a: a.join()};");

  private final PipelineRig rig = new PipelineRig();

  @AfterEach
  void close() throws Exception {
    rig.close();
  }

  @Test
  void aGoodMappingAnswersWhileEveryWorkerIsUnderAttack() throws Exception {
    List<ClaimsPipeline> attacks = new ArrayList<>();
    for (int attack = 0; attack < ATTACKS.size(); attack++) {
      attacks.add(
          rig.pipeline(
              List.of(PipelineRig.mapping("bad" + attack, ATTACKS.get(attack), Map.of())),
              PipelineRig.demoRoles()));
    }
    ClaimsPipeline good =
        rig.pipeline(
            MappingFolder.load(PipelineRig.SHIPPED, List.of(PipelineRig.JAVASCRIPT)),
            PipelineRig.demoRoles());
    Identity alice = Scripts.identity("okta", List.of("netbox_admin", "Everyone"), Map.of());
    for (int round = 0; round < 5; round++) {
      List<Future<MappedClaims>> running = new ArrayList<>();
      for (ClaimsPipeline attack : attacks) {
        running.add(start(attack, alice));
      }
      MappedClaims mapped = rig.map(good, alice, "openid roles");
      assertEquals(List.of("superusers", "Everyone"), mapped.claims().get("groups"));
      for (Future<MappedClaims> each : running) {
        Throwable failure = assertThrows(ExecutionException.class, () -> await(each)).getCause();
        assertInstanceOf(MappingFailed.class, failure);
      }
    }
  }

  @Test
  void aFullQueueRefusesAndLaterTakesAgain() throws Exception {
    CountDownLatch gate = new CountDownLatch(1);
    List<Future<String>> taken = new ArrayList<>();
    // Two workers and a queue of 64.
    for (int job = 0; job < 66; job++) {
      taken.add(
          rig.pool.run(
              rooms -> {
                awaitQuietly(gate);
                return "one";
              }));
    }
    ExecutionException refused =
        assertThrows(ExecutionException.class, () -> await(rig.pool.run(rooms -> "two")));
    assertInstanceOf(ScriptsBusy.class, refused.getCause());
    gate.countDown();
    for (Future<String> each : taken) {
      assertEquals("one", await(each));
    }
    assertEquals("three", await(rig.pool.run(rooms -> "three")));
  }

  @Test
  void theResultArrivesOnTheCallersContext() throws Exception {
    Context caller = rig.vertx.getOrCreateContext();
    CompletableFuture<Context> arrived = new CompletableFuture<>();
    CompletableFuture<Context> failed = new CompletableFuture<>();
    caller.runOnContext(
        nothing -> {
          rig.pool.run(rooms -> "one").onComplete(done -> arrived.complete(Vertx.currentContext()));
          rig.pool
              .run(
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
                      rig.pool.run(
                          rooms -> {
                            throw new StackOverflowError();
                          })));
      assertInstanceOf(StackOverflowError.class, failed.getCause());
    }
    assertEquals("one", await(rig.pool.run(rooms -> "one")));
  }

  @Test
  void closingFinishesWhatWasTakenAndLeavesNoThread() throws Exception {
    ScriptPool pool = new ScriptPool(rig.vertx, "closing", 2);
    Promise<Thread> worker = Promise.promise();
    Future<String> last =
        pool.run(
            rooms -> {
              worker.complete(Thread.currentThread());
              return "one";
            });
    await(pool.close());
    assertEquals("one", await(last));
    Thread thread = await(worker.future());
    assertTrue(thread.getName().startsWith("closing-scripts-"), thread.getName());
    thread.join(60_000);
    assertFalse(thread.isAlive());
    ExecutionException refused =
        assertThrows(ExecutionException.class, () -> await(pool.run(rooms -> "two")));
    assertInstanceOf(ScriptsBusy.class, refused.getCause());
  }

  @Test
  void closingAPoolThatNeverRanEnds() throws Exception {
    await(new ScriptPool(rig.vertx, "idle", 2).close());
  }

  private static void awaitQuietly(CountDownLatch gate) {
    try {
      gate.await();
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
    }
  }

  private static Future<MappedClaims> start(ClaimsPipeline pipeline, Identity identity) {
    return pipeline.map(
        identity,
        new ClientView("inventory", List.of()),
        Scopes.parse("roles"),
        "request",
        Optional.empty());
  }

  private static <T> T await(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
  }
}
