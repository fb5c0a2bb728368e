package io.tributary.broker.admin;

import io.tributary.broker.admin.DraftPages.Standing;
import io.tributary.broker.admin.Findings.Placed;
import io.tributary.broker.laboratory.Change;
import io.tributary.broker.laboratory.Draft;
import io.tributary.broker.laboratory.LaboratoryException;
import io.tributary.broker.laboratory.Seen;
import io.tributary.broker.mapping.MappingSource;
import io.tributary.broker.web.ConsolePage;
import io.tributary.broker.web.Parameters;
import io.tributary.platform.config.ConfigException;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Saves drafts that were typed in the console. Whatever is refused is shown again as typed. */
public final class DraftActions {
  /** Of what was said of it, saving again takes note. */
  private static final int CONFLICT = 409;

  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,62}");

  private final MappingDesk desk;
  private final DraftPages pages;
  private final ConsolePaths paths;
  private final Findings findings;

  public DraftActions(MappingDesk desk, DraftPages pages, ConsolePaths paths) {
    this.desk = desk;
    this.pages = pages;
    this.paths = paths;
    this.findings = new Findings(desk);
  }

  /** It was saved, or is shown again with a status. */
  sealed interface Saved {
    <T> T fold(Function<Done, T> saved, BiFunction<Integer, ConsolePage, T> again);

    /** It is kept. */
    record Well(Done done) implements Saved {
      @Override
      public <T> T fold(Function<Done, T> saved, BiFunction<Integer, ConsolePage, T> again) {
        return saved.apply(done);
      }
    }

    /** Nothing was changed; the page holds all that was typed. */
    record Again(int status, ConsolePage page) implements Saved {
      @Override
      public <T> T fold(Function<Done, T> saved, BiFunction<Integer, ConsolePage, T> again) {
        return again.apply(status, page);
      }
    }
  }

  Future<Saved> save(Visit visit, Parameters form) {
    Typed typed = Typed.of(form);
    Future<Standing> there =
        NAME.matcher(typed.name()).matches()
            ? pages.standing(typed.name())
            : Future.succeededFuture(Standing.NOTHING);
    return there.compose(
        standing ->
            Future.succeededFuture()
                .compose(go -> keep(visit, typed, standing))
                .compose(draft -> saved(visit, typed.source(), draft))
                .recover(cause -> again(visit, typed, standing, cause)));
  }

  private Future<Draft> keep(Visit visit, Typed typed, Standing standing) {
    if (typed.language().isEmpty() && !typed.script().isBlank()) {
      throw invalid("Say which language the script is in, or empty it: rules need none.");
    }
    Change change = new Change(visit.administrator().author(), typed.message());
    String now = typed.over(standing.live(), standing.draft()).base();
    if (!typed.base().equals(now)) {
      throw new LaboratoryException(
          LaboratoryException.Kind.CONFLICT,
          typed.name()
              + " has changed since this form was made: "
              + (now.equals("none") ? "nothing is live now" : now + " is live now")
              + ". Nothing was saved. Look at it in another tab; saving again puts what you typed in"
              + " its place.");
    }
    if (standing.draft().isPresent() && !typed.seen().equals(Typed.seen(standing.draft()))) {
      throw new LaboratoryException(
          LaboratoryException.Kind.CONFLICT,
          "There is another draft of "
              + typed.name()
              + " by now, made "
              + Words.told(standing.draft().get().createdAt(), standing.draft().get().change())
              + ". Nothing was saved. Look at it in another tab; saving again puts what you typed in"
              + " its place.");
    }
    return desk.drafting()
        .get()
        .save(typed.source(), change, typed.replace(), Seen.of(standing.live(), standing.draft()));
  }

  private static LaboratoryException invalid(String sentence) {
    return new LaboratoryException(LaboratoryException.Kind.INVALID, sentence);
  }

  /** To the mapping, or back to the texts when something about them is to be said. */
  private Future<Saved> saved(Visit visit, MappingSource source, Draft draft) {
    String mapping = paths.at("mappings/" + draft.name());
    String kept =
        "Saved the draft " + draft.version().orElse("") + "; nothing that is live changed.";
    return findings
        .of(source, visit.administrator().may(Permission.RECORDINGS))
        .map(
            found ->
                new Saved.Well(
                    found.isEmpty()
                        ? Done.well(mapping, List.of(kept))
                        : Done.well(
                            mapping + "/draft",
                            List.of(
                                kept,
                                found.size() == 1
                                    ? "One remark stands beside the texts."
                                    : found.size() + " remarks stand beside the texts."))));
  }

  private Future<Saved> again(Visit visit, Typed typed, Standing standing, Throwable cause) {
    Typed now = typed.over(standing.live(), standing.draft());
    boolean others = standing.draft().filter(draft -> !DraftPages.mine(visit, draft)).isPresent();
    if (cause instanceof ConfigException wrong) {
      List<Placed> found = Findings.of(typed.source(), wrong);
      return shown(422, visit, typed, found, "What is wrong stands beside the texts.", others);
    }
    Optional<ApiProblem> known = ApiProblem.known(cause);
    return known.isPresent()
        ? shown(
            known.get().status(),
            visit,
            known.get().status() == CONFLICT ? now : typed,
            List.of(),
            Words.sentence(cause, known.get()),
            others)
        : Future.failedFuture(cause);
  }

  private Future<Saved> shown(
      int status, Visit visit, Typed typed, List<Placed> found, String sentence, boolean others) {
    ConsolePage.Told told = new ConsolePage.Told(true, List.of("Nothing was saved.", sentence));
    return Future.succeededFuture(
        new Saved.Again(status, pages.form(visit, typed, found, Optional.of(told), others)));
  }
}
