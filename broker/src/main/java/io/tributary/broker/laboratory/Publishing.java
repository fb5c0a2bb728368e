package io.tributary.broker.laboratory;

import io.vertx.core.Future;
import java.util.Optional;

/**
 * Makes drafts live and goes back, after everything that can be asked has been asked: tests, the
 * other mappings, whom it would hit. What was judged becomes live, or nothing does.
 */
public final class Publishing {
  /** {@code --expect} of a draft that takes the mapping out. */
  public static final String REMOVAL = "none";

  /** Other mappings may change meanwhile; then all is judged anew. */
  private static final int TRIES = 5;

  private final MappingRepository mappings;
  private final PublicationRepository publications;
  private final Judge judge;
  private final Judge wayBack;

  /**
   * @param wayBack asked before going back: must not wait for what others try
   */
  public Publishing(
      LaboratoryRepositories repositories,
      Workbench workbench,
      MappingTester tester,
      PublishGuard guard,
      PublishGuard wayBack) {
    this.mappings = repositories.mappings();
    this.publications = repositories.publications();
    this.judge = new Judge(workbench, tester, guard);
    this.wayBack = new Judge(workbench, tester, wayBack);
  }

  /**
   * Makes the draft of a mapping live.
   *
   * @param author of the publication
   * @param expected version of the draft that was looked at, or {@link #REMOVAL}
   * @param lossConfirmed people may lose privileged roles by it
   * @return failed with {@link LaboratoryException}, or with {@link
   *     io.tributary.platform.config.ConfigException} where the draft itself is wrong
   */
  public Future<Published> publish(
      String name, String author, Optional<String> expected, boolean lossConfirmed) {
    return publish(new Wish(name, author, expected, lossConfirmed), TRIES);
  }

  private record Wish(
      String name, String author, Optional<String> expected, boolean lossConfirmed) {}

  private Future<Published> publish(Wish wish, int tries) {
    if (tries == 0) {
      return restless(wish.name());
    }
    return mappings
        .draft(wish.name())
        .compose(found -> found.map(Future::succeededFuture).orElseGet(() -> gone(wish, tries)))
        .compose(draft -> mappings.state().compose(state -> publish(wish, draft, state, tries)));
  }

  private Future<Published> publish(Wish wish, Draft draft, LiveState state, int tries) {
    String version = draft.version().orElse(REMOVAL);
    if (wish.expected().isPresent() && !wish.expected().get().equals(version)) {
      return conflict(
          "The draft of "
              + draft.name()
              + " is now "
              + version
              + ", "
              + Said.by("made", draft.change(), draft.createdAt())
              + ": look at it with mapping diff.");
    }
    if (!draft.base().equals(state.version(draft.name()))) {
      return changedSince(draft.name());
    }
    return judge
        .draft(draft.name(), draft.source(), state, wish.lossConfirmed())
        .compose(
            judged ->
                publications
                    .publish(draft, state.revision(), wish.author(), judged.tests())
                    .compose(
                        done ->
                            done
                                ? Future.succeededFuture(
                                    new Published(
                                        draft.name(),
                                        draft.version(),
                                        draft.base(),
                                        judged.tests(),
                                        judged.said()))
                                : publish(wish, tries - 1)));
  }

  /** Somebody published or deleted it. */
  private Future<Draft> gone(Wish wish, int tries) {
    boolean wasThere = tries < TRIES || wish.expected().isPresent();
    return mappings
        .history(wish.name())
        .compose(
            history ->
                Future.failedFuture(
                    new LaboratoryException(
                        wasThere
                            ? LaboratoryException.Kind.CONFLICT
                            : LaboratoryException.Kind.UNKNOWN,
                        "There is no draft of "
                            + wish.name()
                            + ": "
                            + Said.last(history)
                            + "; mapping draft "
                            + wish.name()
                            + " --from DIR makes one.")));
  }

  private <T> Future<T> changedSince(String name) {
    return mappings
        .history(name)
        .compose(
            history ->
                conflict(
                    name
                        + " has changed since its draft was made: "
                        + Said.last(history)
                        + ". Look at it, then draft again."));
  }

  private static <T> Future<T> restless(String name) {
    return conflict("Other mappings change all the time; " + name + " was not changed. Try again.");
  }

  private static <T> Future<T> conflict(String sentence) {
    return Future.failedFuture(LaboratoryException.conflict(sentence));
  }

  /**
   * Goes back, in one step. Tests are not run again; whom it hits is asked.
   *
   * @param to a version that was live once; empty: to what the live one replaced
   * @param expected version that is live and shall be left
   * @return failed with {@link LaboratoryException}
   */
  public Future<Published> rollBack(
      String name,
      Optional<String> to,
      Optional<String> expected,
      Change change,
      boolean lossConfirmed) {
    return rollBack(new Return(name, to, expected, change, lossConfirmed), TRIES);
  }

  private record Return(
      String name,
      Optional<String> to,
      Optional<String> expected,
      Change change,
      boolean lossConfirmed) {

    /** Of two who go back at once one does: together they must not go back twice. */
    Return leaving(Optional<String> live) {
      return new Return(name, to, Optional.of(live.orElse(REMOVAL)), change, lossConfirmed);
    }
  }

  private Future<Published> rollBack(Return wish, int tries) {
    if (tries == 0) {
      return restless(wish.name());
    }
    return mappings
        .state()
        .compose(
            state -> target(wish, state).compose(target -> rollBack(wish, target, state, tries)));
  }

  private Future<Published> rollBack(
      Return wish, Optional<KeptVersion> target, LiveState state, int tries) {
    Optional<String> from = state.version(wish.name());
    Optional<String> to = target.map(kept -> kept.source().version());
    return wayBack
        .version(wish.name(), target.map(KeptVersion::source), state, wish.lossConfirmed())
        .compose(
            judged ->
                publications
                    .rollBack(wish.name(), state.revision(), from, to, wish.change())
                    .compose(
                        done ->
                            done
                                ? Future.succeededFuture(
                                    new Published(
                                        wish.name(), to, from, Optional.empty(), judged.said()))
                                : rollBack(wish.leaving(from), tries - 1)));
  }

  /** Empty: it goes back to where the mapping was not there. */
  private Future<Optional<KeptVersion>> target(Return wish, LiveState state) {
    String name = wish.name();
    return mappings
        .history(name)
        .map(history -> version(wish, history, state))
        .compose(
            version ->
                version.isEmpty()
                    ? Future.succeededFuture(Optional.empty())
                    : mappings
                        .version(name, version.get())
                        .map(
                            kept ->
                                Optional.of(
                                    kept.orElseThrow(
                                        () ->
                                            LaboratoryException.unknown(
                                                "There is no version "
                                                    + version.get()
                                                    + " of "
                                                    + name
                                                    + "; mapping history shows them.")))));
  }

  private static Optional<String> version(Return wish, History history, LiveState state) {
    String name = wish.name();
    if (history.publications().isEmpty()) {
      throw LaboratoryException.unknown("There was never a mapping " + name + ".");
    }
    String live = state.version(name).orElse(REMOVAL);
    if (wish.expected().isPresent() && !wish.expected().get().equals(live)) {
      throw LaboratoryException.conflict(
          name + " has changed meanwhile, " + Said.last(history) + ": look again.");
    }
    if (wish.to().isEmpty()) {
      return history
          .earlier()
          .orElseThrow(
              () ->
                  LaboratoryException.refused(
                      name + " is at its first version: there is nothing to go back to."));
    }
    if (wish.to().equals(state.version(name))) {
      throw LaboratoryException.refused(
          wish.to().get() + " of " + name + " is live already: " + Said.last(history) + ".");
    }
    return wish.to();
  }
}
