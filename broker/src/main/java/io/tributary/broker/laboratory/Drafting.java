package io.tributary.broker.laboratory;

import io.tributary.broker.mapping.MappingSource;
import io.tributary.platform.config.ConfigException;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;

/** Makes and deletes drafts. What does not compile never becomes one. */
public final class Drafting {
  /** Other mappings may be published meanwhile. */
  private static final int TRIES = 5;

  private final MappingRepository mappings;
  private final DraftRepository drafts;
  private final Workbench workbench;

  public Drafting(LaboratoryRepositories repositories, Workbench workbench) {
    this.mappings = repositories.mappings();
    this.drafts = repositories.drafts();
    this.workbench = workbench;
  }

  /**
   * Saves a draft over what is live now; one's own draft is replaced.
   *
   * @param replace somebody else's draft too
   * @return failed with {@link LaboratoryException}, or {@link ConfigException} with every problem
   */
  public Future<Draft> save(MappingSource source, Change change, boolean replace) {
    return save(source, change, replace, Seen.NOTHING);
  }

  /**
   * The same, only over what somebody saw: nobody takes back unseen what others did a moment ago.
   */
  public Future<Draft> save(MappingSource source, Change change, boolean replace, Seen seen) {
    return workbench
        .compile(List.of(source))
        .compose(right -> unlike(source))
        .compose(
            changed ->
                keep(new Wish(source.name(), Optional.of(source), change, replace, seen), TRIES));
  }

  private record Wish(
      String name, Optional<MappingSource> source, Change change, boolean replace, Seen seen) {}

  /** A draft by which a mapping is taken out. */
  public Future<Draft> remove(String name, Change change, boolean replace) {
    return mappings
        .state()
        .compose(
            state ->
                state.version(name).isPresent()
                    ? keep(new Wish(name, Optional.empty(), change, replace, Seen.NOTHING), TRIES)
                    : Future.failedFuture(
                        LaboratoryException.unknown("No mapping " + name + " is live.")));
  }

  private Future<Void> unlike(MappingSource source) {
    return mappings
        .state()
        .compose(
            state ->
                state.sources().stream().anyMatch(source::hasTextsOf)
                    ? Future.failedFuture(
                        LaboratoryException.refused(
                            source.name() + " is live just so: there is nothing to draft."))
                    : Future.succeededFuture());
  }

  private Future<Draft> keep(Wish wish, int tries) {
    return drafts
        .save(wish.name(), wish.source(), wish.change(), wish.replace(), wish.seen())
        .compose(saved -> saved ? saved(wish.name()) : again(wish, tries));
  }

  private Future<Draft> saved(String name) {
    return mappings
        .draft(name)
        .map(
            found ->
                found.orElseThrow(
                    () ->
                        LaboratoryException.conflict(
                            "The draft of " + name + " was taken away at once.")));
  }

  /** Says what is not as it was; where all is, another mapping was published meanwhile. */
  private Future<Draft> again(Wish wish, int tries) {
    String name = wish.name();
    return mappings
        .state()
        .compose(
            state ->
                mappings
                    .draft(name)
                    .compose(
                        draft -> {
                          if (!wish.seen().isLive(state.version(name))) {
                            throw LaboratoryException.conflict(
                                name
                                    + " has changed meanwhile: "
                                    + state.version(name).orElse("nothing")
                                    + " is live now. Nothing was saved.");
                          }
                          if (!wish.seen().isDraft(draft)) {
                            throw meanwhile(name, draft);
                          }
                          boolean others =
                              draft
                                  .filter(
                                      one -> !one.change().author().equals(wish.change().author()))
                                  .filter(one -> !one.change().author().equals(Change.FILES))
                                  .isPresent();
                          if (others && !wish.replace()) {
                            throw taken(name, draft);
                          }
                          if (tries == 1) {
                            throw LaboratoryException.conflict(
                                "Mappings change all the time; nothing was saved. Try again.");
                          }
                          return keep(wish, tries - 1);
                        }));
  }

  private static LaboratoryException meanwhile(String name, Optional<Draft> by) {
    return LaboratoryException.conflict(
        by.map(
                    draft ->
                        "There is another draft of "
                            + name
                            + " by now, "
                            + Said.by("made", draft.change(), draft.createdAt()))
                .orElse("The draft of " + name + " was published or deleted meanwhile")
            + ". Nothing was saved.");
  }

  private static LaboratoryException taken(String name, Optional<Draft> by) {
    return LaboratoryException.conflict(
        "There is a draft of "
            + name
            + by.map(draft -> ", " + Said.by("made", draft.change(), draft.createdAt())).orElse("")
            + ": publish or delete it first, or add --replace.");
  }

  /**
   * Deletes the draft of a mapping; nothing that is live changes.
   *
   * @return what was deleted
   */
  public Future<Draft> delete(String name, String author) {
    return mappings
        .draft(name)
        .map(
            found ->
                found.orElseThrow(
                    () -> LaboratoryException.unknown("There is no draft of " + name + ".")))
        .compose(
            draft ->
                drafts
                    .delete(name, draft.id(), author)
                    .map(
                        deleted -> {
                          if (!deleted) {
                            throw LaboratoryException.conflict(
                                "The draft of " + name + " changed meanwhile: look again.");
                          }
                          return draft;
                        }));
  }
}
