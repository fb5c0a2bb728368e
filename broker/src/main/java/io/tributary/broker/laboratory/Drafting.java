package io.tributary.broker.laboratory;

import io.tributary.broker.mapping.MappingSource;
import io.tributary.platform.config.ConfigException;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;

/** Makes and deletes drafts. What does not compile never becomes one. */
public final class Drafting {
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
    return workbench
        .compile(List.of(source))
        .compose(right -> unlike(source))
        .compose(changed -> keep(source.name(), Optional.of(source), change, replace));
  }

  /** A draft by which a mapping is taken out. */
  public Future<Draft> remove(String name, Change change, boolean replace) {
    return mappings
        .state()
        .compose(
            state ->
                state.version(name).isPresent()
                    ? keep(name, Optional.empty(), change, replace)
                    : Future.failedFuture(
                        LaboratoryException.unknown("No mapping " + name + " is live.")));
  }

  private Future<Void> unlike(MappingSource source) {
    return mappings
        .state()
        .compose(
            state ->
                state.sources().contains(source)
                    ? Future.failedFuture(
                        LaboratoryException.refused(
                            source.name() + " is live just so: there is nothing to draft."))
                    : Future.succeededFuture());
  }

  private Future<Draft> keep(
      String name, Optional<MappingSource> source, Change change, boolean replace) {
    return drafts
        .save(name, source, change, replace)
        .compose(
            saved ->
                mappings
                    .draft(name)
                    .map(
                        found -> {
                          if (!saved) {
                            throw taken(name, found);
                          }
                          return found.orElseThrow(
                              () ->
                                  LaboratoryException.conflict(
                                      "The draft of " + name + " was taken away at once."));
                        }));
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
