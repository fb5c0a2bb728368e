package io.tributary.broker.laboratory;

import static io.tributary.broker.kit.BrokerDatabase.await;
import static io.tributary.broker.laboratory.LaboratoryRig.ANN;
import static io.tributary.broker.laboratory.LaboratoryRig.gives;
import static io.tributary.broker.laboratory.LaboratoryRig.source;
import static io.tributary.broker.laboratory.LaboratoryRig.tests;
import static io.tributary.broker.laboratory.LaboratoryRig.withTests;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.broker.mapping.MappingFolder;
import io.tributary.broker.mapping.MappingSource;
import io.tributary.platform.config.ConfigException;
import io.tributary.platform.config.ConfigProblem;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What becomes of the files of the mappings folder at a start. */
class FolderImportIT {
  private static final MappingSource A = gives("roles", "a");
  private static final MappingSource B = gives("roles", "b");
  private static final MappingSource C = gives("roles", "c");
  private static final MappingSource OTHER = source("other", 7, "return {};");

  private final LaboratoryRig rig = new LaboratoryRig();

  @AfterEach
  void close() {
    rig.close();
  }

  private Optional<Draft> draft() {
    return await(rig.mappings.draft("roles"));
  }

  @Test
  void filesAreTheFirstVersion() {
    rig.importFiles(A, OTHER);
    assertEquals("other@" + OTHER.version() + " roles@" + A.version(), rig.live());
    Publication first = await(rig.mappings.history("roles")).last().orElseThrow();
    assertEquals(Publication.Kind.IMPORT, first.kind());
    assertEquals("files", first.change().author());
    assertEquals(2, rig.audited("mapping.imported"));
    assertTrue(rig.logged().contains("mapping.imported"));

    rig.importFiles(A, OTHER);
    assertEquals(2, rig.audited("mapping.imported"), "once");
    assertTrue(draft().isEmpty());
  }

  @Test
  void aChangedFileBecomesADraftOnce() {
    rig.importFiles(A);
    rig.importFiles(B);
    assertEquals("roles@" + A.version(), rig.live(), "the database is the truth");
    assertEquals(B, draft().orElseThrow().source().orElseThrow());
    assertEquals("files", draft().orElseThrow().change().author());
    assertTrue(rig.logged().contains("mapping.file.drafted"));
    await(rig.drafting.delete("roles", "cli:ann"));
    rig.importFiles(B);
    assertTrue(draft().isEmpty(), "somebody has decided on it");
    assertTrue(rig.logged().contains("mapping.file.older"));
  }

  @Test
  void aNodeWithOlderFilesBringsNothingBack() {
    rig.importFiles(A);
    rig.importFiles(B);
    rig.publish("roles");
    rig.importFiles(A);
    assertTrue(draft().isEmpty());
    rig.importFiles(B);
    assertTrue(draft().isEmpty());
    assertEquals(B.version(), rig.liveVersion("roles"));
    rig.importFiles(C);
    rig.importFiles(B);
    assertEquals(C, draft().orElseThrow().source().orElseThrow());
  }

  @Test
  void aDraftOfAPersonStays() {
    rig.importFiles(A);
    rig.draft(B);
    rig.importFiles(C);
    assertEquals(B, draft().orElseThrow().source().orElseThrow());
    assertTrue(rig.logged().contains("mapping.file.waits"));
    rig.publish("roles");
    rig.importFiles(C);
    assertEquals(C, draft().orElseThrow().source().orElseThrow(), "it was not forgotten");
  }

  @Test
  void aFileReplacesTheDraftOfAnEarlierFile() {
    rig.importFiles(A);
    rig.importFiles(B);
    rig.importFiles(C);
    assertEquals(C, draft().orElseThrow().source().orElseThrow());
    await(rig.drafting.save(B, ANN, false));
    assertEquals(ANN, draft().orElseThrow().change(), "a person's takes its place unasked");
  }

  @Test
  void whatIsPublishedFirstAndWrittenToItsFileLaterIsNoDraft() {
    rig.importFiles(A);
    rig.makeLive(B);
    rig.importFiles(B);
    assertTrue(draft().isEmpty());
    rig.makeLive(C);
    rig.importFiles(B);
    assertTrue(draft().isEmpty(), "it was live once: the file is the older one");
  }

  @Test
  void changedTestsAreADraftToo() {
    rig.importFiles(withTests(A, tests("one")));
    rig.importFiles(withTests(A, tests("two")));
    assertEquals(Optional.of(tests("two")), draft().orElseThrow().source().orElseThrow().tests());
    rig.publish("roles");
    rig.importFiles(withTests(A, tests("two")));
    assertTrue(draft().isEmpty());
  }

  @Test
  void aFileThatWentChangesNothing() {
    rig.importFiles(A, OTHER);
    rig.importFiles(OTHER);
    assertEquals("other@" + OTHER.version() + " roles@" + A.version(), rig.live());
    assertTrue(rig.logged().contains("mapping.file.gone"));
    await(rig.drafting.remove("roles", ANN, false));
    rig.publish("roles");
    rig.importFiles(A, OTHER);
    assertEquals("none", rig.liveVersion("roles"), "what was taken out stays out");
    assertTrue(draft().isEmpty());
  }

  @Test
  void whatWasNeverLiveThereReportsNoLoss() {
    rig.importFiles(OTHER);
    rig.makeLive(A);
    rig.importFiles(OTHER);
    assertFalse(rig.logged().contains("mapping.file.gone"), "it never came from a file");
  }

  @Test
  void aFirstVersionThatIsWrongIsRefusedWithAllOthers() {
    String problems =
        assertInstanceOf(
                ConfigException.class,
                rig.importFails(
                    OTHER,
                    source("broken", 1, "return {"),
                    gives("rival", "x"),
                    new MappingSource("empty", "js", "return {};", "order: 1", Optional.empty())))
            .getMessage();
    assertTrue(problems.contains("broken.js:"), problems);
    assertTrue(problems.contains("empty.yaml"), problems);
    assertEquals("", rig.live(), "nothing was imported");

    String disputed =
        assertInstanceOf(ConfigException.class, rig.importFails(A, gives("rival", "x")))
            .getMessage();
    assertTrue(disputed.contains("have the order 100"), disputed);
    assertEquals("", rig.live());

    String named =
        assertInstanceOf(
                ConfigException.class, rig.importFails(source("Odd Name", 1, "return {};")))
            .getMessage();
    assertTrue(named.contains("small letters"), named);
    assertEquals("", rig.live());
  }

  @Test
  void aFileThatBreaksLaterStopsNoStart() {
    rig.importFiles(A);
    rig.importFiles(source("roles", 100, "return {"));
    assertEquals(A.version(), rig.liveVersion("roles"));
    assertTrue(draft().isEmpty());
    assertTrue(rig.logged().contains("mapping.file.refused"));
    rig.importFiles(source("roles", 100, "x".repeat(1 << 20)));
    assertTrue(rig.logged().contains("has more than"));
    await(
        new FolderImport(LaboratoryRepositories.of(rig.database.durable()), rig.workbench, rig.log)
            .run(
                new MappingFolder.Contents(
                    List.of(),
                    Map.of(
                        "roles",
                        List.of(
                            new ConfigProblem("roles.js", 0, 0, "", "the file is not UTF-8"))))));
    assertTrue(rig.logged().contains("not UTF-8"));
    assertFalse(rig.logged().contains("mapping.file.gone"), "it is there, only broken");
    rig.importFiles(B);
    assertTrue(draft().isPresent(), "repaired");
  }

  @Test
  void ofManyNodesAtOnceOneImports() {
    List<Future<Void>> starting = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      // Half of them have other files.
      MappingSource file = i % 2 == 0 ? A : B;
      starting.add(
          rig.database.onAnotherLoop(
              () ->
                  new FolderImport(
                          LaboratoryRepositories.of(rig.database.durable()), rig.workbench, rig.log)
                      .run(LaboratoryRig.contents(file))));
    }
    starting.forEach(one -> await(one));
    assertEquals(1, rig.audited("mapping.imported"));
    assertEquals(1, await(rig.mappings.history("roles")).publications().size());
    assertTrue(rig.audited("mapping.drafted") <= 1);
  }
}
