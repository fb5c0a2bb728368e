package io.tributary.broker.laboratory;

import static io.tributary.broker.kit.BrokerDatabase.await;
import static io.tributary.broker.laboratory.LaboratoryRig.ANN;
import static io.tributary.broker.laboratory.LaboratoryRig.assertRefused;
import static io.tributary.broker.laboratory.LaboratoryRig.gives;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.broker.laboratory.LaboratoryException.Kind;
import io.tributary.broker.mapping.MappingSource;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Canaries from their start to their end; what runs is in MappingCanaryIT. */
class CanariesIT {
  private static final MappingSource A = gives("roles", "a");
  private static final MappingSource B = gives("roles", "b");
  private static final MappingSource C = gives("roles", "c");
  private static final Canaries.Plan ALL = new Canaries.Plan(10_000, Set.of(), Duration.ofHours(1));

  private final LaboratoryRig rig = new LaboratoryRig();
  private final LaboratoryRepositories kept = LaboratoryRepositories.of(rig.database.durable());
  private final Canaries canaries = new Canaries(kept);

  @BeforeEach
  void live() {
    rig.makeLive(A);
  }

  @AfterEach
  void close() {
    rig.close();
  }

  private Draft start(MappingSource draft) {
    rig.draft(draft);
    return await(canaries.start("roles", ALL, "cli:ann"));
  }

  private CanaryReport report() {
    return await(canaries.report("roles", 1_000)).orElseThrow();
  }

  private static CanaryNote note(long draft, CanaryNote.Outcome outcome) {
    return new CanaryNote(
        "roles",
        draft,
        outcome,
        Instant.parse("2026-01-31T12:00:00Z"),
        "request",
        "subject",
        "inventory",
        List.of("roles +1 -1"));
  }

  @Test
  void nodesHearOfItsStartAndItsEnd() {
    LiveMappings node = rig.node();
    assertEquals(List.of(), node.running().canaries());
    start(B);
    await(node.look());
    Canary canary = node.running().canaries().get(0);
    assertEquals(B.version(), canary.set().mappings().get(0).version());
    assertEquals(A.version(), node.get().mappings().get(0).version(), "live is live");
    assertEquals(node.get().revision(), canary.set().revision());
    await(canaries.stop("roles", "cli:ann"));
    await(node.look());
    assertEquals(List.of(), node.running().canaries());
    assertTrue(await(rig.mappings.draft("roles")).isPresent(), "the draft stays");
    assertEquals(1, rig.audited("mapping.canary_started"));
    assertEquals(1, rig.audited("mapping.canary_stopped"));
  }

  @Test
  void itEndsWithItsDraft() {
    LiveMappings node = rig.node();
    start(B);
    rig.draft(C);
    assertTrue(await(canaries.report("roles", 1)).isEmpty(), "another draft is another matter");
    await(canaries.start("roles", ALL, "cli:ann"));
    rig.publish("roles");
    assertTrue(await(canaries.report("roles", 1)).isEmpty());
    await(node.look());
    assertEquals(List.of(), node.running().canaries());
    start(B);
    await(rig.drafting.delete("roles", "cli:ann"));
    assertRefused(Kind.UNKNOWN, "no canary of roles", canaries.stop("roles", "cli:ann"));
  }

  @Test
  void aDraftThatTakesAMappingOutMayRunToo() {
    await(rig.drafting.remove("roles", ANN, false));
    await(canaries.start("roles", ALL, "cli:ann"));
    LiveMappings node = rig.node();
    assertEquals(List.of(), node.running().canaries().get(0).set().mappings());
  }

  @Test
  void aDraftThatDoesNotCompileAnyMoreRunsNowhereAndStopsNothing() {
    start(B);
    rig.database.query("UPDATE mapping_draft SET script = 'return {'");
    LiveMappings node = rig.node();
    assertEquals(List.of(), node.running().canaries());
    assertEquals(A.version(), node.get().mappings().get(0).version());
    assertTrue(rig.logged().contains("mapping.canary.refused"));
  }

  @Test
  void whatItFindsIsCountedAndKept() {
    Draft draft = start(B);
    await(
        kept.canaries()
            .note(
                List.of(
                    note(draft.id(), CanaryNote.Outcome.SAME),
                    note(draft.id(), CanaryNote.Outcome.SAME),
                    note(draft.id(), CanaryNote.Outcome.DIFFERENT),
                    note(draft.id(), CanaryNote.Outcome.FAILED),
                    note(draft.id(), CanaryNote.Outcome.SKIPPED))));
    assertEquals(new CanaryReport.Counts(2, 1, 1, 1), report().counts());
    assertEquals(2, report().differences().size(), "of what is the same there is no row");
    assertEquals(List.of("roles +1 -1"), report().differences().get(0).changes());
    await(canaries.start("roles", ALL, "cli:ann"));
    assertEquals(new CanaryReport.Counts(0, 0, 0, 0), report().counts(), "it begins anew");
    assertEquals(List.of(), report().differences());
  }

  @Test
  void whatComesLateIsForgotten() {
    Draft old = start(B);
    start(C);
    await(kept.canaries().note(List.of(note(old.id(), CanaryNote.Outcome.DIFFERENT))));
    assertEquals(new CanaryReport.Counts(0, 0, 0, 0), report().counts());
    await(canaries.stop("roles", "cli:ann"));
    await(kept.canaries().note(List.of(note(old.id(), CanaryNote.Outcome.DIFFERENT))));
    assertEquals(0, rig.database.count("mapping_canary_difference"));
  }

  @Test
  void itsRowsHaveABound() {
    Draft draft = start(B);
    List<CanaryNote> batch = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      batch.add(note(draft.id(), CanaryNote.Outcome.DIFFERENT));
    }
    for (int i = 0; i < 6; i++) {
      await(kept.canaries().note(batch));
    }
    assertEquals(3_000, report().counts().different());
    long rows = rig.database.count("mapping_canary_difference");
    assertTrue(rows >= 1_000 && rows <= 1_500, rows + " rows");
  }

  /** Also of a canary whose draft nobody ever publishes or deletes. */
  @Test
  void itsRowsExpire() {
    Draft draft = start(B);
    CanaryNote found = note(draft.id(), CanaryNote.Outcome.DIFFERENT);
    await(kept.canaries().note(List.of(found, found, found)));
    Instant end = found.at().plus(Duration.ofDays(30));
    assertEquals(0, await(kept.canaries().sweep(end, 100)));
    assertEquals(3, rig.database.count("mapping_canary_difference"));
    assertEquals(2, await(kept.canaries().sweep(end.plusSeconds(1), 2)));
    assertEquals(1, await(kept.canaries().sweep(end.plusSeconds(1), 2)));
    assertEquals(0, rig.database.count("mapping_canary_difference"));
    assertEquals(3, report().counts().different(), "what was counted stays with the canary");
    assertTrue(
        rig.database.count(
                "pg_indexes WHERE indexdef LIKE '%mapping_canary_difference%(expires_at)'")
            > 0);
  }

  @Test
  void whatItFindsBumpsNoRevision() {
    Draft draft = start(B);
    LiveMappings node = rig.node();
    await(kept.canaries().note(List.of(note(draft.id(), CanaryNote.Outcome.DIFFERENT))));
    long statements = rig.database.statements();
    await(node.look());
    assertEquals(1, rig.database.statements() - statements);
  }

  @Test
  void peopleAreNamedByTheirUserNames() {
    rig.database.query(
        "INSERT INTO account (subject, username) VALUES ('s-alice', 'alice'), ('s-gone', 'gone')");
    rig.database.query("UPDATE account SET deleted_at = now() WHERE subject = 's-gone'");
    rig.draft(B);
    await(
        canaries.start(
            "roles", new Canaries.Plan(0, Set.of("alice"), Duration.ofHours(1)), "cli:ann"));
    Canary canary = rig.node().running().canaries().get(0);
    assertTrue(canary.takes("s-alice", Instant.now()));
    assertFalse(canary.takes("s-bob", Instant.now()));
    assertEquals(1, report().named());
    for (String wrong : List.of("nobody", "gone", "s-alice")) {
      assertRefused(
          Kind.UNKNOWN,
          "There is no account " + wrong,
          canaries.start(
              "roles",
              new Canaries.Plan(0, Set.of("alice", wrong), Duration.ofHours(1)),
              "cli:ann"));
    }
  }

  @Test
  void withoutADraftThereIsNone() {
    assertRefused(Kind.UNKNOWN, "no draft of roles", canaries.start("roles", ALL, "cli:ann"));
    assertRefused(Kind.UNKNOWN, "no canary of roles", canaries.stop("roles", "cli:ann"));
    assertTrue(await(canaries.report("roles", 1)).isEmpty());
  }

  @ParameterizedTest
  @CsvSource({"0, 60", "-1, 60", "10001, 60", "1, 59", "1, 2592001"})
  void aPlanHasBounds(int share, long seconds) {
    assertThrows(
        LaboratoryException.class,
        () -> new Canaries.Plan(share, Set.of(), Duration.ofSeconds(seconds)));
  }
}
