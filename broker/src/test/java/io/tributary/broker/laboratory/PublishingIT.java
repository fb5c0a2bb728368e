package io.tributary.broker.laboratory;

import static io.tributary.broker.kit.BrokerDatabase.await;
import static io.tributary.broker.kit.BrokerDatabase.failure;
import static io.tributary.broker.laboratory.LaboratoryRig.ANN;
import static io.tributary.broker.laboratory.LaboratoryRig.BOB;
import static io.tributary.broker.laboratory.LaboratoryRig.assertRefused;
import static io.tributary.broker.laboratory.LaboratoryRig.gives;
import static io.tributary.broker.laboratory.LaboratoryRig.source;
import static io.tributary.broker.laboratory.LaboratoryRig.tests;
import static io.tributary.broker.laboratory.LaboratoryRig.withTests;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.broker.laboratory.LaboratoryException.Kind;
import io.tributary.broker.mapping.MappingSource;
import io.tributary.platform.config.ConfigException;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** From draft to live and back, alone and in a crowd. */
class PublishingIT {
  private static final MappingSource A = gives("roles", "a");
  private static final MappingSource B = gives("roles", "b");
  private static final MappingSource C = gives("roles", "c");

  private final LaboratoryRig rig = new LaboratoryRig();

  @AfterEach
  void close() {
    rig.close();
  }

  @Test
  void aDraftBecomesLiveWithAuthorTimeAndMessage() {
    Draft draft = rig.draft(A);
    assertEquals("", rig.live(), "a draft is not live");
    assertEquals(Optional.empty(), draft.base());
    Published published = rig.publish("roles");
    assertEquals(Optional.of(A.version()), published.version());
    assertEquals("roles@" + A.version(), rig.live());
    assertTrue(await(rig.mappings.draft("roles")).isEmpty(), "it is a draft no more");

    KeptVersion kept = await(rig.mappings.version("roles", A.version())).orElseThrow();
    assertEquals(A, kept.source());
    assertEquals(ANN, kept.change());
    assertEquals(draft.createdAt(), kept.createdAt());
    Publication entry = await(rig.mappings.history("roles")).last().orElseThrow();
    assertEquals(Publication.Kind.PUBLISH, entry.kind());
    assertEquals(ANN, entry.change());
    assertEquals(1, rig.audited("mapping.drafted"));
    assertEquals(1, rig.audited("mapping.published"));
  }

  @Test
  void goingBackIsOneStepAndTwiceIsTwo() {
    rig.makeLive(A);
    rig.makeLive(B);
    rig.makeLive(C);
    assertEquals(Optional.of(B.version()), await(rig.rollBack("roles")).version());
    assertEquals(B.version(), rig.liveVersion("roles"));
    await(rig.rollBack("roles"));
    assertEquals(A.version(), rig.liveVersion("roles"));
    await(rig.rollBack("roles"));
    assertEquals("none", rig.liveVersion("roles"), "before it was published it was not there");
    assertRefused(Kind.REFUSED, "nothing to go back to", rig.rollBack("roles"));
    assertEquals(3, rig.audited("mapping.rolled_back"));
    await(
        rig.publishing().rollBack("roles", Optional.of(C.version()), Optional.empty(), BOB, false));
    assertEquals(C.version(), rig.liveVersion("roles"));
    assertEquals(BOB, await(rig.mappings.history("roles")).last().orElseThrow().change());
  }

  @Test
  void whatCameFromAFileHasNothingBeforeIt() {
    rig.importFiles(A);
    assertRefused(Kind.REFUSED, "nothing to go back to", rig.rollBack("roles"));
    assertEquals(A.version(), rig.liveVersion("roles"));
  }

  @Test
  void goingBackRefusesWhatIsNotThere() {
    rig.makeLive(A);
    Publishing publishing = rig.publishing();
    assertRefused(Kind.UNKNOWN, "never a mapping nothing", rig.rollBack("nothing"));
    assertRefused(
        Kind.UNKNOWN,
        "no version BBBBBBBBBBBB",
        publishing.rollBack("roles", Optional.of("BBBBBBBBBBBB"), Optional.empty(), BOB, false));
    assertRefused(
        Kind.REFUSED,
        "is live already: " + A.version() + " was published by cli:ann at ",
        publishing.rollBack("roles", Optional.of(A.version()), Optional.empty(), BOB, false));
    rig.makeLive(B);
    assertRefused(
        Kind.CONFLICT,
        "published by cli:ann",
        publishing.rollBack("roles", Optional.empty(), Optional.of(A.version()), BOB, false));
    assertEquals(B.version(), rig.liveVersion("roles"));
    // A draft that was never live is no version to go back to.
    rig.draft(C);
    assertRefused(
        Kind.UNKNOWN,
        "no version " + C.version(),
        publishing.rollBack("roles", Optional.of(C.version()), Optional.empty(), BOB, false));
  }

  @Test
  void ofFiftyWhoPublishOneDraftOneDoes() {
    rig.makeLive(A);
    rig.draft(B);
    List<Throwable> refused =
        together(50, i -> rig.publishing().publish("roles", "cli:" + i, Optional.empty(), false));
    assertEquals(49, refused.size());
    for (Throwable failure : refused) {
      String sentence = assertInstanceOf(LaboratoryException.class, failure).getMessage();
      assertTrue(
          sentence.matches(".*: " + B.version() + " was published by cli:[0-9]+ at 20.*"),
          sentence);
    }
    assertEquals(B.version(), rig.liveVersion("roles"));
    assertEquals(2, await(rig.mappings.history("roles")).publications().size());
    assertEquals(2, rig.audited("mapping.published"));
  }

  @Test
  void ofTwentyFiveDraftsThatReplaceEachOtherOneIsPublishedOrSaidToBeAnother() {
    rig.makeLive(A);
    List<Throwable> refused =
        together(
            50,
            i -> {
              MappingSource mine = gives("roles", "role-" + i);
              return rig.drafting
                  .save(mine, new Change("cli:" + i, "mine"), true)
                  .compose(
                      draft ->
                          rig.publishing()
                              .publish("roles", "cli:" + i, Optional.of(mine.version()), false));
            });
    assertTrue(refused.size() < 50, "somebody comes through");
    for (Throwable failure : refused) {
      assertEquals(
          Kind.CONFLICT,
          assertInstanceOf(LaboratoryException.class, failure).kind(),
          failure.getMessage());
    }
    History history = await(rig.mappings.history("roles"));
    assertEquals(1 + 50 - refused.size(), history.publications().size());
    // Each was made over what it replaced: nobody's work was overwritten unseen.
    for (int i = 1; i < history.publications().size(); i++) {
      assertEquals(
          history.publications().get(i - 1).version(), history.publications().get(i).replaced());
    }
  }

  @Test
  void ofFiftyWhoGoBackAtOnceOneDoes() {
    for (MappingSource each : List.of(A, B, C)) {
      rig.makeLive(each);
    }
    List<Future<Published>> sameMoment = new ArrayList<>();
    Promise<Void> go = Promise.promise();
    // All have looked at what is live before the first goes back.
    AtomicInteger judging = new AtomicInteger();
    rig.guard =
        change -> {
          if (judging.incrementAndGet() == 50) {
            go.complete();
          }
          return go.future().compose(now -> PublishGuard.blind().judge(change));
        };
    for (int i = 0; i < 50; i++) {
      sameMoment.add(rig.database.onAnotherLoop(() -> rig.rollBack("roles")));
    }
    long done =
        sameMoment.stream()
            .map(one -> one.toCompletionStage().toCompletableFuture())
            .filter(
                one -> {
                  try {
                    one.get();
                    return true;
                  } catch (Exception refused) {
                    assertInstanceOf(LaboratoryException.class, refused.getCause());
                    return false;
                  }
                })
            .count();
    assertEquals(1, done);
    assertEquals(B.version(), rig.liveVersion("roles"));
  }

  @Test
  void anotherMappingMayChangeMeanwhile() {
    rig.makeLive(A);
    rig.draft(B);
    rig.draft(source("other", 7, "return {};"));
    boolean[] first = {true};
    rig.guard =
        change -> {
          boolean once = change.name().equals("roles") && first[0];
          first[0] = first[0] && !once;
          return (once
                  ? rig.publishing().publish("other", "cli:bob", Optional.empty(), false).mapEmpty()
                  : Future.succeededFuture())
              .compose(done -> PublishGuard.blind().judge(change));
        };
    assertEquals(Optional.of(B.version()), rig.publish("roles").version());
    assertTrue(rig.live().contains("other@"), rig.live());
  }

  @Test
  void aDraftThatIsDeletedWhileItIsJudgedChangesNothing() {
    rig.makeLive(A);
    rig.draft(B);
    rig.guard =
        change ->
            rig.drafting
                .delete("roles", "cli:bob")
                .compose(gone -> PublishGuard.blind().judge(change));
    assertRefused(
        Kind.CONFLICT,
        "There is no draft of roles: " + A.version() + " was published by cli:ann",
        rig.publishing().publish("roles", "cli:ann", Optional.empty(), false));
    assertEquals(A.version(), rig.liveVersion("roles"));
    assertEquals(1, rig.audited("mapping.published"));
    assertEquals(1, rig.audited("mapping.draft_deleted"));
  }

  @Test
  void aDraftThatIsReplacedWhileItIsJudgedIsJudgedAnew() {
    rig.makeLive(A);
    rig.draft(B);
    List<String> judged = new ArrayList<>();
    rig.guard =
        change -> {
          judged.add(change.next().mappings().get(0).version());
          return (judged.size() == 1 ? rig.drafting.save(C, ANN, false) : Future.succeededFuture())
              .compose(done -> PublishGuard.blind().judge(change));
        };
    assertRefused(
        Kind.CONFLICT,
        "is now " + C.version(),
        rig.publishing().publish("roles", "cli:ann", Optional.of(B.version()), false));
    assertEquals(A.version(), rig.liveVersion("roles"));
    assertEquals(Optional.of(C.version()), rig.publish("roles").version());
    assertEquals(List.of(B.version(), C.version()), judged);
  }

  @Test
  void aDraftOverSomethingOlderIsRefused() {
    rig.makeLive(A);
    rig.makeLive(B);
    rig.draft(C);
    await(rig.rollBack("roles"));
    assertRefused(
        Kind.CONFLICT,
        "has changed since its draft was made: " + A.version() + " was brought back by cli:bob at ",
        rig.publishing().publish("roles", "cli:ann", Optional.empty(), false));
    assertEquals(A.version(), rig.liveVersion("roles"));
    rig.draft(C);
    assertEquals(Optional.of(A.version()), rig.publish("roles").replaced());
  }

  @Test
  void testsThatFailKeepADraftFromBecomingLive() {
    rig.makeLive(A);
    rig.draft(withTests(B, tests("fails")));
    rig.tester =
        mapping -> Future.failedFuture(LaboratoryException.refused("1 of 3 tests of roles fails."));
    assertRefused(
        Kind.REFUSED,
        "1 of 3",
        rig.publishing().publish("roles", "cli:ann", Optional.empty(), true));
    assertEquals(A.version(), rig.liveVersion("roles"));
    assertTrue(await(rig.mappings.draft("roles")).isPresent(), "the draft is still there");
    rig.tester = mapping -> Future.succeededFuture(Optional.of(3));
    rig.publish("roles");
    assertEquals(Optional.of(3), await(rig.mappings.history("roles")).last().orElseThrow().tests());
  }

  /** What was tested is evidence too: nobody exchanges the tests of a version that is kept. */
  @Test
  void betterTestsAreAnotherVersion() {
    MappingSource old = withTests(A, tests("old"));
    MappingSource better = withTests(A, tests("new"));
    rig.makeLive(old);
    rig.makeLive(better);
    assertEquals(better.version(), rig.liveVersion("roles"));
    assertEquals(old, await(rig.mappings.version("roles", old.version())).orElseThrow().source());
    assertEquals(
        better, await(rig.mappings.version("roles", better.version())).orElseThrow().source());
    assertRefused(Kind.REFUSED, "is live just so", rig.drafting.save(better, ANN, false));
    assertEquals(Optional.of(old.version()), await(rig.rollBack("roles")).version());
  }

  @Test
  void theGuardIsAskedOfEveryChangeAndBelieved() {
    rig.makeLive(A);
    rig.draft(B);
    rig.guard =
        change ->
            Future.succeededFuture(
                new PublishGuard.Verdict(
                    "1 of 2 change.", List.of("alice loses superusers."), Optional.empty()));
    Publishing publishing = rig.publishing();
    assertRefused(
        Kind.UNCONFIRMED,
        "alice loses superusers. Nothing was changed; add --confirm-loss",
        publishing.publish("roles", "cli:ann", Optional.empty(), false));
    assertEquals(A.version(), rig.liveVersion("roles"));
    assertEquals(
        "1 of 2 change.",
        await(publishing.publish("roles", "cli:ann", Optional.empty(), true)).impact());
    assertRefused(Kind.UNCONFIRMED, "alice loses", rig.rollBack("roles"));

    rig.guard =
        change ->
            Future.succeededFuture(
                new PublishGuard.Verdict("", List.of(), Optional.of("Nobody would be left.")));
    assertRefused(
        Kind.REFUSED,
        "Nobody would be left.",
        publishing.rollBack("roles", Optional.empty(), Optional.empty(), BOB, true));
    assertEquals(B.version(), rig.liveVersion("roles"));
  }

  @Test
  void aGuardThatFailsLetsNothingThrough() {
    rig.makeLive(A);
    rig.draft(B);
    rig.guard = change -> Future.failedFuture(new IllegalStateException("no recordings today"));
    assertInstanceOf(
        IllegalStateException.class,
        failure(rig.publishing().publish("roles", "cli:ann", Optional.empty(), true)));
    assertEquals(A.version(), rig.liveVersion("roles"));
  }

  @Test
  void theGuardSeesWhatIsLiveAndWhatWouldBe() {
    rig.makeLive(A);
    rig.makeLive(source("other", 7, "return {};"));
    await(rig.drafting.remove("roles", ANN, false));
    List<Proposal> seen = new ArrayList<>();
    rig.guard =
        change -> {
          seen.add(change);
          return PublishGuard.blind().judge(change);
        };
    Published published = rig.publish("roles");
    assertEquals(Optional.empty(), published.version());
    assertTrue(seen.get(0).whole());
    assertEquals(2, seen.get(0).live().mappings().size());
    assertEquals(1, seen.get(0).next().mappings().size());
    assertEquals("none", rig.liveVersion("roles"));
    assertEquals(Optional.of(A.version()), await(rig.rollBack("roles")).version());
  }

  @Test
  void twoMappingsMustNotDisputeAClaim() {
    rig.makeLive(A);
    rig.draft(gives("rivals", "b"));
    Throwable refused =
        failure(rig.publishing().publish("rivals", "cli:ann", Optional.empty(), true));
    String problem = assertInstanceOf(ConfigException.class, refused).getMessage();
    assertTrue(
        problem.contains("rivals and roles both make roles and have the order 100"), problem);
    assertEquals("roles@" + A.version(), rig.live());
    rig.draft(source("rivals", 101, "return { roles: ['b'] };"));
    rig.publish("rivals");
  }

  @Test
  void goingBackHelpsWhenWhatIsLiveIsBroken() {
    rig.makeLive(A);
    rig.makeLive(B);
    rig.database.query(
        "UPDATE mapping_version SET script = 'return {' WHERE version = $1", B.version());
    assertEquals(Optional.of(A.version()), await(rig.rollBack("roles")).version());
    assertEquals(A, await(rig.mappings.state()).sources().get(0));
  }

  /** Each on connections of its own; the failures. */
  private List<Throwable> together(
      int times, java.util.function.IntFunction<Future<Published>> work) {
    List<Future<Published>> running = new ArrayList<>();
    for (int i = 0; i < times; i++) {
      int number = i;
      running.add(rig.database.onAnotherLoop(() -> work.apply(number)));
    }
    List<Throwable> failures = new ArrayList<>();
    for (Future<Published> one : running) {
      await(one.transform(done -> Future.succeededFuture()));
      if (one.failed()) {
        failures.add(one.cause());
      }
    }
    return failures;
  }
}
