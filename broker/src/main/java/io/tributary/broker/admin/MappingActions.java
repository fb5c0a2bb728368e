package io.tributary.broker.admin;

import io.tributary.broker.laboratory.Change;
import io.tributary.broker.laboratory.LaboratoryException;
import io.tributary.broker.laboratory.Published;
import io.tributary.broker.replay.ReplayBusy;
import io.tributary.broker.script.ScriptsBusy;
import io.tributary.broker.web.ConsolePage;
import io.tributary.broker.web.Page;
import io.tributary.broker.web.Parameters;
import io.tributary.platform.config.ConfigException;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the buttons of the console do to mappings. */
public final class MappingActions {
  private static final int LONGEST = 100;

  /** People on the page of a comparison. */
  private static final int SHOWN = 50;

  private static final int MOST_PROBLEMS = 20;

  private final MappingDesk desk;
  private final ConsolePaths paths;

  public MappingActions(MappingDesk desk, ConsolePaths paths) {
    this.desk = desk;
    this.paths = paths;
  }

  /** A page and the status that it has. */
  record Answer(int status, ConsolePage page) {}

  Future<Answer> publish(Visit visit, String name, Parameters form) {
    String expected = form.get("expect", LONGEST).orElse("");
    return desk.publishing()
        .get()
        .publish(name, visit.administrator().author(), Optional.of(expected), confirmed(form))
        .map(done -> done(visit, "Published", done))
        .recover(cause -> refused(visit, name, "publish", expected, cause));
  }

  Future<Answer> rollBack(Visit visit, String name, Parameters form) {
    String expected = form.get("expect", LONGEST).orElse("");
    Change change = new Change(visit.administrator().author(), "Rolled back in the console");
    return desk.publishing()
        .get()
        .rollBack(name, Optional.empty(), Optional.of(expected), change, confirmed(form))
        .map(done -> done(visit, "Rolled back", done))
        .recover(cause -> refused(visit, name, "rollback", expected, cause));
  }

  /** Names and claims only for who may read recordings. */
  Future<Answer> diff(Visit visit, String name, Parameters form) {
    Administrator asking = visit.administrator();
    boolean people = asking.may(Permission.RECORDINGS);
    return desk.diff()
        .of(
            name,
            new MappingDiff.Asking(asking.author(), people, visit.requestId()),
            MappingDiff.scope(Optional.empty(), Optional.empty(), people, SHOWN))
        .map(found -> new Answer(200, difference(visit, name, found, people)))
        .recover(cause -> refused(visit, name, "diff", "", cause));
  }

  private ConsolePage difference(
      Visit visit, String name, MappingDiff.Found found, boolean people) {
    List<String> sentences = new ArrayList<>();
    sentences.add(found.report().summary());
    sentences.addAll(found.notes());
    if (!people && found.report().hit() > 0) {
      sentences.add("Who they are is told to those who may read recordings.");
    }
    return new ConsolePage.MappingDifference(
        visit.menu(),
        name,
        sentences,
        people ? found.report().details().stream().map(HitWords::of).toList() : List.of(),
        paths.at("mappings/" + name));
  }

  private static boolean confirmed(Parameters form) {
    return form.get("confirm_loss").filter("yes"::equals).isPresent();
  }

  private Answer done(Visit visit, String title, Published done) {
    List<String> sentences = new ArrayList<>();
    sentences.add(
        done.version().map(version -> "Version " + version).orElse("Nothing")
            + " is live now, in place of "
            + done.replaced().orElse("nothing")
            + ". It counts for logins from now on.");
    done.tests().ifPresent(tests -> sentences.add(tests + " tests passed."));
    sentences.add(done.impact());
    return new Answer(
        200,
        new ConsolePage.Outcome(
            visit.menu(), title, sentences, back(done.name()), Optional.empty()));
  }

  /** What is not ours to explain goes on to the log. */
  private Future<Answer> refused(
      Visit visit, String name, String action, String expected, Throwable cause) {
    if (cause instanceof LaboratoryException refused) {
      boolean unconfirmed = refused.kind() == LaboratoryException.Kind.UNCONFIRMED;
      Optional<ConsolePage.Change> again =
          unconfirmed
              ? Optional.of(
                  new ConsolePage.Change(
                      visit.form(paths.at("mappings/" + name + "/" + action)),
                      expected,
                      "When that is right, say so and do it again."))
              : Optional.empty();
      String sentence = refused.getMessage().replace("; add --confirm-loss when that is right", "");
      return Future.succeededFuture(answer(visit, name, List.of(sentence), again));
    }
    if (cause instanceof ReplayBusy || cause instanceof ScriptsBusy) {
      return Future.succeededFuture(
          answer(
              visit,
              name,
              List.of("Others are comparing mappings; try again in a minute."),
              Optional.empty()));
    }
    if (cause instanceof ConfigException wrong) {
      List<String> problems =
          wrong.problems().stream().limit(MOST_PROBLEMS).map(Object::toString).toList();
      return Future.succeededFuture(answer(visit, name, problems, Optional.empty()));
    }
    return Future.failedFuture(cause);
  }

  private Answer answer(
      Visit visit, String name, List<String> sentences, Optional<ConsolePage.Change> again) {
    return new Answer(
        409,
        new ConsolePage.Outcome(visit.menu(), "Nothing was changed", sentences, back(name), again));
  }

  private Page.Way back(String name) {
    return new Page.Way("Back to the mapping", paths.at("mappings/" + name));
  }
}
