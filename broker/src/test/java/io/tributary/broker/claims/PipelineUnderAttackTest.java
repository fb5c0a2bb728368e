package io.tributary.broker.claims;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.tributary.broker.identity.Identity;
import io.tributary.broker.script.ScriptsBusy;
import io.tributary.platform.protocol.Scopes;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What becomes of a login when others keep the scripts' threads busy. */
final class PipelineUnderAttackTest {
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
  private final Identity alice =
      People.identity("okta", List.of("netbox_admin", "Everyone"), Map.of());

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
    ClaimsPipeline good = rig.pipeline(PipelineRig.shipped(), PipelineRig.demoRoles());
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
  void aLoginThatFindsNoRoomIsToldToComeAgainAndIsNotMapped() throws Exception {
    CountDownLatch gate = new CountDownLatch(1);
    List<Future<String>> others = new ArrayList<>();
    // Two workers and a queue of 64.
    for (int job = 0; job < 66; job++) {
      others.add(rig.pool.run(rooms -> waitFor(gate)));
    }
    ClaimsPipeline good =
        rig.pipeline(
            List.of(PipelineRig.mapping("roles", "return {};", Map.of())), PipelineRig.demoRoles());
    Throwable refused =
        assertThrows(ExecutionException.class, () -> await(start(good, alice))).getCause();
    assertInstanceOf(ScriptsBusy.class, assertInstanceOf(MappingsBusy.class, refused).getCause());
    assertEquals(List.of(), rig.audit, "no mapping has failed");
    gate.countDown();
    for (Future<String> other : others) {
      await(other);
    }
    await(start(good, alice));
  }

  private static String waitFor(CountDownLatch gate) {
    try {
      gate.await();
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
    }
    return "";
  }

  private static Future<MappedClaims> start(ClaimsPipeline pipeline, Identity identity) {
    return pipeline.map(
        identity,
        new ClientView("inventory", List.of()),
        Scopes.parse("roles"),
        "request",
        Optional.empty(),
        () -> Future.succeededFuture(LastGood.NONE));
  }

  private static <T> T await(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
  }
}
