package io.tributary.broker.admin;

import io.tributary.broker.laboratory.Change;
import io.tributary.broker.laboratory.LaboratoryException;
import io.tributary.broker.laboratory.Published;
import io.tributary.broker.web.Parameters;
import io.tributary.platform.config.ConfigException;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the buttons of the console do to mappings. */
public final class MappingActions {
  static final String PUBLISH = "publish";
  static final String ROLL_BACK = "rollback";

  private static final int LONGEST = 100;
  private static final int LONGEST_MESSAGE = 500;
  private static final int MOST_PROBLEMS = 20;

  private final MappingDesk desk;
  private final ConsolePaths paths;

  public MappingActions(MappingDesk desk, ConsolePaths paths) {
    this.desk = desk;
    this.paths = paths;
  }

  Future<Done> publish(Visit visit, String name, Parameters form) {
    String expected = form.get("expect", LONGEST).orElse("");
    return desk.publishing()
        .get()
        .publish(name, visit.administrator().author(), Optional.of(expected), confirmed(form))
        .map(this::done)
        .recover(cause -> refused(visit, name, PUBLISH, cause));
  }

  Future<Done> rollBack(Visit visit, String name, Parameters form) {
    String expected = form.get("expect", LONGEST).orElse("");
    Change change = new Change(visit.administrator().author(), "Rolled back in the console");
    return desk.publishing()
        .get()
        .rollBack(name, Optional.empty(), Optional.of(expected), change, confirmed(form))
        .map(this::done)
        .recover(cause -> refused(visit, name, ROLL_BACK, cause));
  }

  /** A draft by which the mapping is taken out. */
  Future<Done> remove(Visit visit, String name, Parameters form) {
    String message = form.get("message", LONGEST_MESSAGE).orElse("");
    return Future.succeededFuture()
        .map(go -> new Change(visit.administrator().author(), message))
        .compose(change -> desk.drafting().get().remove(name, change, false))
        .map(draft -> Done.well(address(name), List.of("Drafted that it is taken out.")))
        .recover(cause -> refused(visit, name, "remove", cause));
  }

  Future<Done> deleteDraft(Visit visit, String name, Parameters form) {
    return desk.drafting()
        .get()
        .delete(name, visit.administrator().author())
        .compose(
            draft ->
                desk.mappings()
                    .history(name)
                    .map(
                        history ->
                            Done.well(
                                history.publications().isEmpty()
                                    ? paths.at("mappings")
                                    : address(name),
                                List.of(
                                    "Deleted the draft "
                                        + draft.version().orElse("that takes it out")
                                        + " of "
                                        + name
                                        + "."))))
        .recover(cause -> refused(visit, name, "delete-draft", cause));
  }

  /** On to an address of its own, which does it and can be opened again. */
  Future<Done> run(Visit visit, String name, String what) {
    return Future.succeededFuture(Done.to(visit.running(address(name) + "/" + what)));
  }

  private static boolean confirmed(Parameters form) {
    return form.get("confirm_loss").filter("yes"::equals).isPresent();
  }

  private Done done(Published done) {
    List<String> sentences = new ArrayList<>();
    sentences.add(
        done.version().map(version -> "Version " + version).orElse("Nothing")
            + " is live now, in place of "
            + done.replaced().orElse("nothing")
            + ". It counts for logins from now on.");
    done.tests().ifPresent(tests -> sentences.add(tests + " tests passed."));
    sentences.add(done.impact());
    return Done.well(address(done.name()), sentences);
  }

  /** What is not ours to explain goes on to the log. */
  private Future<Done> refused(Visit visit, String name, String action, Throwable cause) {
    if (cause instanceof LaboratoryException refused) {
      boolean unconfirmed = refused.kind() == LaboratoryException.Kind.UNCONFIRMED;
      List<String> sentences = new ArrayList<>(Words.refused(refused));
      if (unconfirmed) {
        sentences.add(whoTheyAre(visit, action));
      }
      return Future.succeededFuture(
          new Done(
              address(name),
              true,
              unconfirmed ? Optional.of(action) : Optional.empty(),
              sentences));
    }
    if (cause instanceof ConfigException wrong) {
      List<String> problems = new ArrayList<>(List.of("Nothing was changed."));
      wrong.problems().stream().limit(MOST_PROBLEMS).map(Object::toString).forEach(problems::add);
      return Future.succeededFuture(Done.refused(address(name), problems));
    }
    return ApiProblem.known(cause)
        .map(
            busy ->
                Future.succeededFuture(
                    Done.refused(
                        address(name), List.of("Nothing was changed.", busy.getMessage()))))
        .orElseGet(() -> Future.failedFuture(cause));
  }

  /** A publication counts people; their names stand where who may read recordings looks. */
  private static String whoTheyAre(Visit visit, String action) {
    return !visit.administrator().may(Permission.RECORDINGS)
        ? Words.WHO_IS_TOLD
        : action.equals(PUBLISH)
            ? "Who they are: see whom it would hit, below."
            : "Who they are: draft the earlier version, and see whom that would hit.";
  }

  private String address(String name) {
    return paths.at("mappings/" + name);
  }
}
