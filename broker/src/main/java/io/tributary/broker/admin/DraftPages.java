package io.tributary.broker.admin;

import io.tributary.broker.laboratory.Draft;
import io.tributary.broker.laboratory.KeptVersion;
import io.tributary.broker.laboratory.LaboratoryException;
import io.tributary.broker.laboratory.Publication;
import io.tributary.broker.mapping.MappingSource;
import io.tributary.broker.web.ConsolePage;
import io.tributary.broker.web.ConsolePage.Finding;
import io.tributary.broker.web.ConsolePage.TypedText;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** The form that drafts are written in. */
public final class DraftPages {
  private static final int FEWEST_ROWS = 8;
  private static final int MOST_ROWS = 30;

  /** What a new mapping has to say at least. */
  private static final String FIRST_SETTINGS =
      "scope: profile\norder: 50\ndeclares: { nickname: text }\n";

  private final MappingDesk desk;
  private final ConsolePaths paths;
  private final Findings findings;

  public DraftPages(MappingDesk desk, ConsolePaths paths) {
    this.desk = desk;
    this.paths = paths;
    this.findings = new Findings(desk);
  }

  /** What is there of a mapping at one moment. */
  record Standing(Optional<String> live, Optional<Draft> draft) {
    static final Standing NOTHING = new Standing(Optional.empty(), Optional.empty());
  }

  Future<Standing> standing(String name) {
    return desk.mappings()
        .history(name)
        .compose(
            history ->
                desk.mappings()
                    .draft(name)
                    .map(
                        draft ->
                            new Standing(history.last().flatMap(Publication::version), draft)));
  }

  ConsolePage blank(Visit visit) {
    MappingSource source = new MappingSource("", "js", "", FIRST_SETTINGS, Optional.empty());
    return form(
        visit,
        Typed.of(source, "", Optional.empty(), Optional.empty()),
        List.of(),
        visit.told(),
        false);
  }

  /** What is drafted, else what is live, to be changed. */
  Future<ConsolePage> edit(Visit visit, String name) {
    return standing(name)
        .compose(
            standing ->
                source(name, standing)
                    .compose(
                        source ->
                            findings
                                .of(source, visit.administrator().may(Permission.RECORDINGS))
                                .map(found -> edit(visit, source, standing, found))));
  }

  private Future<MappingSource> source(String name, Standing standing) {
    Optional<MappingSource> drafted = standing.draft().flatMap(Draft::source);
    if (drafted.isPresent()) {
      return Future.succeededFuture(drafted.get());
    }
    return standing
        .live()
        .map(version -> desk.mappings().version(name, version))
        .orElseGet(() -> Future.succeededFuture(Optional.empty()))
        .map(
            kept ->
                kept.map(KeptVersion::source)
                    .orElseThrow(
                        () ->
                            new LaboratoryException(
                                LaboratoryException.Kind.UNKNOWN,
                                "There is no mapping of this name.")));
  }

  private ConsolePage edit(
      Visit visit, MappingSource source, Standing standing, List<Findings.Placed> found) {
    boolean others = standing.draft().filter(draft -> !mine(visit, draft)).isPresent();
    String message =
        standing.draft().filter(draft -> !others).map(draft -> draft.change().message()).orElse("");
    return form(
        visit,
        Typed.of(source, message, standing.live(), standing.draft()),
        found,
        visit.told(),
        others);
  }

  static boolean mine(Visit visit, Draft draft) {
    String author = draft.change().author();
    return author.equals(visit.administrator().author()) || author.equals("files");
  }

  /**
   * The form with all that was typed.
   *
   * @param replaces asks whether the draft of somebody else is to go
   */
  ConsolePage form(
      Visit visit,
      Typed typed,
      List<Findings.Placed> found,
      Optional<ConsolePage.Told> told,
      boolean replaces) {
    MappingSource source = typed.source();
    boolean scripted = !source.language().isEmpty();
    Predicate<String> script = file -> scripted && file.equals(source.scriptFile());
    Predicate<String> settings = file -> file.equals(source.settingsFile());
    Predicate<String> tests = file -> file.equals(source.testsFile());
    return new ConsolePage.DraftForm(
        visit.menu(),
        visit.form(paths.at("drafts")),
        FormLength.tooLong(typed).map(sentence -> warned(told, sentence)).or(() -> told),
        typed.name(),
        typed.known(),
        typed.language(),
        List.of(
            field("script", "Script: the body of a function", typed.script(), at(found, script)),
            field("settings", "Settings: YAML", typed.settings(), at(found, settings)),
            field("tests", "Tests: YAML, may stay empty", typed.tests(), at(found, tests))),
        typed.message(),
        at(found, script.or(settings).or(tests).negate()),
        typed.base(),
        typed.seen(),
        replaces,
        paths.at(typed.known() ? "mappings/" + typed.name() : "mappings"));
  }

  private static ConsolePage.Told warned(Optional<ConsolePage.Told> told, String sentence) {
    List<String> all = new ArrayList<>();
    told.ifPresent(before -> all.addAll(before.sentences()));
    all.add(sentence);
    return new ConsolePage.Told(true, all);
  }

  private static List<Finding> at(List<Findings.Placed> found, Predicate<String> file) {
    return found.stream()
        .filter(one -> file.test(one.file()))
        .map(Findings.Placed::finding)
        .toList();
  }

  private static TypedText field(String name, String label, String text, List<Finding> found) {
    int lines = (int) text.lines().count() + 2;
    return new TypedText(
        name, label, text, Math.max(FEWEST_ROWS, Math.min(lines, MOST_ROWS)), found);
  }
}
