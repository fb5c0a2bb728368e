package io.tributary.broker.laboratory;

import static io.tributary.broker.kit.BrokerDatabase.await;
import static io.tributary.broker.laboratory.LaboratoryRig.ANN;
import static io.tributary.broker.laboratory.LaboratoryRig.BOB;
import static io.tributary.broker.laboratory.LaboratoryRig.assertRefused;
import static io.tributary.broker.laboratory.LaboratoryRig.gives;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.broker.laboratory.LaboratoryException.Kind;
import io.tributary.broker.mapping.MappingSource;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A draft is saved over what its author saw, or not at all. */
class SeenDraftIT {
  private static final MappingSource A = gives("roles", "a");
  private static final MappingSource B = gives("roles", "b");
  private static final MappingSource C = gives("roles", "c");
  private static final Seen NONE = Seen.of(Optional.empty(), Optional.empty());

  private final LaboratoryRig rig = new LaboratoryRig();

  @AfterEach
  void close() {
    rig.close();
  }

  private Future<Draft> save(MappingSource source, Change change, Seen seen) {
    return rig.drafting.save(source, change, true, seen);
  }

  private Optional<Draft> there() {
    return await(rig.mappings.draft("roles"));
  }

  @Test
  void itIsSavedOverWhatWasSeen() {
    Draft first = await(save(A, ANN, NONE));
    Draft second = await(save(B, BOB, Seen.of(Optional.empty(), Optional.of(first))));
    assertEquals(B, second.source().orElseThrow());
    rig.publish("roles");
    await(save(C, ANN, Seen.of(Optional.of(B.version()), Optional.empty())));
    assertEquals(C, there().orElseThrow().source().orElseThrow());
  }

  @Test
  void aNewerDraftStays() {
    Draft first = await(save(A, ANN, NONE));
    await(save(B, BOB, Seen.NOTHING));
    assertRefused(
        Kind.CONFLICT,
        "another draft of roles by now, made by cli:bob",
        save(C, ANN, Seen.of(Optional.empty(), Optional.of(first))));
    assertRefused(Kind.CONFLICT, "another draft of roles by now", save(C, ANN, NONE));
    assertEquals(B, there().orElseThrow().source().orElseThrow());
  }

  @Test
  void whatWasPublishedOrDeletedDoesNotComeBack() {
    Draft first = await(save(A, ANN, NONE));
    Seen seen = Seen.of(Optional.empty(), Optional.of(first));
    await(rig.drafting.delete("roles", "cli:bob"));
    assertRefused(Kind.CONFLICT, "published or deleted meanwhile", save(B, ANN, seen));
    await(save(B, BOB, Seen.NOTHING));
    assertRefused(Kind.CONFLICT, "another draft", save(C, ANN, seen));
    rig.publish("roles");
    assertRefused(Kind.CONFLICT, B.version() + " is live now", save(C, ANN, seen));
    assertRefused(Kind.CONFLICT, B.version() + " is live now", save(C, ANN, NONE));
    assertTrue(there().isEmpty());
    // Who saw nothing of drafts is held to what was live.
    Seen live = new Seen(Optional.of(A.version()), Optional.empty());
    assertRefused(Kind.CONFLICT, B.version() + " is live now", save(C, ANN, live));
    await(save(C, ANN, new Seen(Optional.of(B.version()), Optional.empty())));
  }

  @Test
  void ofFiftyWhoSawTheSameOneSaves() {
    Draft first = await(save(A, ANN, NONE));
    for (Seen seen : List.of(Seen.of(Optional.empty(), Optional.of(first)), NONE)) {
      if (seen.equals(NONE)) {
        await(rig.drafting.delete("roles", "cli:ann"));
      }
      List<Future<Draft>> all =
          IntStream.range(0, 50)
              .mapToObj(
                  i ->
                      rig.database.onAnotherLoop(
                          () ->
                              save(gives("roles", "r" + i), new Change("cli:" + i, "mine"), seen)))
              .toList();
      all.forEach(one -> await(one.transform(done -> Future.succeededFuture())));
      List<Future<Draft>> saved = all.stream().filter(Future::succeeded).toList();
      assertEquals(1, saved.size(), "of what fifty saved at once, forty-nine would be lost unseen");
      assertEquals(saved.get(0).result(), there().orElseThrow());
      all.stream()
          .filter(Future::failed)
          .forEach(
              one ->
                  assertEquals(
                      Kind.CONFLICT,
                      assertInstanceOf(LaboratoryException.class, one.cause()).kind()));
    }
  }

  /** While somebody saves, somebody publishes: whichever comes first, nothing is lost. */
  @Test
  void savingAndPublishingAtOnceLoseNothing() {
    Draft draft = await(save(A, ANN, NONE));
    for (int i = 0; i < 20; i++) {
      MappingSource next = gives("roles", "r" + i);
      MappingSource mine = gives("roles", "m" + i);
      Seen seen = Seen.of(await(rig.mappings.state()).version("roles"), Optional.of(draft));
      String looked = draft.version().orElseThrow();
      Future<Draft> saving = rig.database.onAnotherLoop(() -> save(mine, BOB, seen));
      Future<Published> publishing =
          rig.database.onAnotherLoop(
              () -> rig.publishing().publish("roles", "cli:ann", Optional.of(looked), false));
      await(saving.transform(done -> Future.succeededFuture()));
      await(publishing.transform(done -> Future.succeededFuture()));
      assertTrue(saving.succeeded() != publishing.succeeded(), "one of them did not see the other");
      draft = await(save(next, ANN, Seen.NOTHING));
    }
  }
}
