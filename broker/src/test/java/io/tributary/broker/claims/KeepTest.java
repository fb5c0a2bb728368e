package io.tributary.broker.claims;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.broker.identity.Claim;
import io.tributary.broker.identity.ClaimSet;
import io.tributary.broker.identity.Identity;
import io.tributary.broker.mapping.Mapping;
import io.tributary.broker.mapping.MappingSet;
import io.tributary.broker.script.ScriptFailure;
import io.tributary.broker.script.ScriptRooms;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code on_failure: keep}: what was made before, for a day, and never a name of power. */
final class KeepTest {
  private static final Instant NOW = Instant.parse("2026-01-02T12:00:00Z");
  private static final String KEEP =
      "scope: roles;on_failure: keep;declares: {groups: list of text, team: text}";

  private final Mapping broken = PipelineRig.compiled("m", "throw new Error('no');", KEEP);
  private final Identity alice = People.identity("okta", List.of("raw"), Map.of());

  @Test
  void goesOnWithWhatWasMadeBefore() {
    MappedClaims kept = PipelineRig.run(broken, alice, last(Duration.ofHours(2), "v1"));
    assertEquals(List.of("net", "ops"), kept.claims().get("groups"));
    assertEquals("blue", kept.claims().get("team"));
    MappingStep step = kept.steps().get(0);
    assertEquals(ScriptFailure.Reason.THROWN, step.failure().orElseThrow().reason());
    assertEquals(Optional.of(NOW.minus(Duration.ofHours(2))), step.keptSince());
    assertTrue(
        kept.trace().lines().stream()
            .anyMatch(line -> line.note().contains("kept from an earlier")),
        kept.trace().lines().toString());
  }

  /** The person had a role of power then; whether they still have it is not known now. */
  @Test
  void neverKeepsAPrivilegedName() {
    LastGood powerful =
        new LastGood(
            Map.of("groups", List.of("superusers", "net", "Staff", " superusers"), "team", "staff"),
            Map.of("m", "v1"),
            NOW.minusSeconds(60),
            NOW);
    MappedClaims kept = PipelineRig.run(broken, alice, powerful);
    assertEquals(List.of("net"), kept.claims().get("groups"));
    assertFalse(kept.claims().containsKey("team"));
    assertFalse(kept.privileged());
    assertEquals(
        4, kept.trace().lines().stream().filter(line -> line.step().equals("keep")).count());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          PT24H   | v1         | a day is over
          PT25H   | v1         | more than a day
          PT1M    | v1 skipped | it failed then too, so those are not its claims
          PT1M    | v1 kept since 2026-01-01T11:59:00Z | keeping makes nothing younger
          PT1M    |            | it did not run then
          """)
  void deniesWithoutAGoodOne(Duration age, String version, String why) {
    LastGood last =
        new LastGood(
            Map.of("groups", List.of("net")),
            version == null ? Map.of("other", "v1") : Map.of("m", version),
            NOW.minus(age),
            NOW);
    MappingFailed denied =
        assertThrows(MappingFailed.class, () -> PipelineRig.run(broken, alice, last), why);
    assertTrue(denied.keeps());
  }

  @Test
  void whatWasKeptStaysAsOldAsItIs() {
    Instant made = NOW.minus(Duration.ofHours(20));
    LastGood first = last(Duration.ofHours(20), "v1");
    MappedClaims kept = PipelineRig.run(broken, alice, first);
    LastGood second =
        new LastGood(kept.claims(), kept.mappingVersions(), NOW, NOW.plus(Duration.ofHours(3)));
    assertEquals(
        Optional.of(made), PipelineRig.run(broken, alice, second).steps().get(0).keptSince());
    LastGood third =
        new LastGood(kept.claims(), kept.mappingVersions(), NOW, NOW.plus(Duration.ofHours(5)));
    assertThrows(MappingFailed.class, () -> PipelineRig.run(broken, alice, third));
  }

  @Test
  void whatNoLongerHasTheDeclaredShapeIsNotKept() {
    LastGood other =
        new LastGood(Map.of("groups", "net", "team", List.of("blue")), Map.of("m", "v1"), NOW, NOW);
    MappedClaims kept = PipelineRig.run(broken, alice, other);
    assertEquals(List.of(), kept.claims().get("groups"));
    assertFalse(kept.claims().containsKey("team"));
  }

  /**
   * What stood before it then is in it: put behind what stands there now it would grow each day.
   */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "throw new Error('no');|on_failure: keep;declares: {units: list of text}",
        "return {};|declares: {units: list of text};defaults: {units: {unfetched: keep}}"
      })
  void whatIsKeptIsAppendedOnce(String written) {
    String[] parts = written.split("[|]", 2);
    Mapping before =
        PipelineRig.compiled(
            "a", "return {units: ['a']};", "scope: roles;order: 1;declares: {units: list of text}");
    Mapping keeping =
        PipelineRig.compiled("m", parts[0], "scope: roles;" + parts[1] + ";merge: {units: append}");
    Identity person =
        new Identity(
            "okta",
            "https://okta.example",
            "sub",
            Optional.empty(),
            Optional.empty(),
            false,
            Optional.empty(),
            List.of(),
            ClaimSet.ofValues(Map.of()).with("units", new Claim.Unfetched()));
    MappedClaims kept =
        new Mapper(PipelineRig.demoRoles(), Duration.ofSeconds(5))
            .run(
                new ScriptRooms(),
                new MappingSet(List.of(before, keeping), 1),
                person,
                new ClientView("inventory", List.of("roles")),
                io.tributary.platform.protocol.Scopes.parse("roles"),
                new LastGood(
                    Map.of("units", List.of("a", "b")),
                    Map.of("m", "v1"),
                    NOW.minusSeconds(60),
                    NOW));
    assertEquals(List.of("a", "b"), kept.claims().get("units"));
  }

  @Test
  void denyAndSkipNeverKeep() {
    String skip = KEEP.replace("keep", "skip");
    Mapping skipping = PipelineRig.compiled("m", "throw new Error('no');", skip);
    MappedClaims skipped = PipelineRig.run(skipping, alice, last(Duration.ofHours(1), "v1"));
    assertEquals(List.of(), skipped.claims().get("groups"));
    assertEquals(skipping.version() + " skipped", skipped.mappingVersions().get("m"));
    Mapping denying =
        PipelineRig.compiled("m", "throw new Error('no');", KEEP.replace("keep", "deny"));
    MappingFailed denied =
        assertThrows(
            MappingFailed.class,
            () -> PipelineRig.run(denying, alice, last(Duration.ofHours(1), "v1")));
    assertFalse(denied.keeps());
  }

  @Test
  void theEarlierLoginIsLookedForOnlyWhenAMappingFailed() throws Exception {
    PipelineRig rig = new PipelineRig();
    try {
      AtomicInteger asked = new AtomicInteger();
      Mapping good = PipelineRig.compiled("m", "return {groups: ['new']};", KEEP);
      assertEquals(List.of("new"), map(rig, good, asked).claims().get("groups"));
      assertEquals(0, asked.get());
      assertEquals(List.of("net", "ops"), map(rig, broken, asked).claims().get("groups"));
      assertEquals(1, asked.get());
      assertEquals(1, rig.audit.size(), "one failure, told once");
      Mapping denying = PipelineRig.compiled("m", "throw 1;", KEEP.replace("keep", "deny"));
      assertThrows(ExecutionException.class, () -> map(rig, denying, asked));
      assertEquals(1, asked.get());
    } finally {
      rig.close();
    }
  }

  private MappedClaims map(PipelineRig rig, Mapping mapping, AtomicInteger asked) throws Exception {
    return rig.pipeline(List.of(mapping), PipelineRig.demoRoles())
        .map(
            alice,
            new ClientView("inventory", List.of()),
            io.tributary.platform.protocol.Scopes.parse("roles"),
            "request-1",
            Optional.empty(),
            () -> {
              asked.incrementAndGet();
              return Future.succeededFuture(last(Duration.ofHours(1), "v1"));
            })
        .toCompletionStage()
        .toCompletableFuture()
        .get(60, TimeUnit.SECONDS);
  }

  private static LastGood last(Duration age, String version) {
    return new LastGood(
        Map.of("groups", List.of("net", "ops"), "team", "blue"),
        Map.of("m", version),
        NOW.minus(age),
        NOW);
  }
}
