package io.tributary.broker.admin;

import io.tributary.broker.laboratory.Draft;
import io.tributary.broker.laboratory.History;
import io.tributary.broker.laboratory.KeptVersion;
import io.tributary.broker.laboratory.LaboratoryException;
import io.tributary.broker.laboratory.MappingRepository;
import io.tributary.broker.laboratory.Publication;
import io.tributary.broker.laboratory.Publishing;
import io.tributary.broker.laboratory.Standing;
import io.tributary.broker.web.ConsolePage;
import io.tributary.broker.web.ConsolePage.Change;
import io.tributary.broker.web.ConsolePage.DraftView;
import io.tributary.broker.web.ConsolePage.MappingLine;
import io.tributary.broker.web.ConsolePage.Past;
import io.tributary.broker.web.ConsolePage.Texts;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** Pages that show mappings. */
public final class MappingPages {
  private final MappingRepository mappings;
  private final ConsolePaths paths;
  private final Findings findings;

  public MappingPages(MappingDesk desk, ConsolePaths paths) {
    this.mappings = desk.mappings();
    this.paths = paths;
    this.findings = new Findings(desk);
  }

  Future<ConsolePage> list(Visit visit) {
    return mappings
        .list()
        .map(
            all ->
                new ConsolePage.MappingList(
                    visit.menu(), all.stream().map(one -> line(one)).toList(), paths.at("drafts")));
  }

  private MappingLine line(Standing one) {
    return new MappingLine(
        one.name(),
        address(one.name()),
        one.live()
            .map(
                version -> version + (one.switchedOff() ? " (switched off: no login runs it)" : ""))
            .orElse("not live"),
        one.since()
            .flatMap(since -> one.lastChange().map(change -> "Since " + Words.told(since, change))),
        one.draft()
            .map(
                draft ->
                    "Draft "
                        + draft.version().orElse("that takes it out")
                        + ", "
                        + Words.told(draft.createdAt(), draft.change())
                        + (draft.stale() ? "; what is live has changed since" : "")
                        + (draft.canary() ? "; runs as a canary" : "")));
  }

  Future<ConsolePage> one(Visit visit, String name) {
    return mappings
        .history(name)
        .compose(
            history ->
                mappings
                    .draft(name)
                    .compose(
                        draft ->
                            draft(visit, draft)
                                .compose(
                                    shown ->
                                        live(history)
                                            .map(
                                                live -> view(visit, name, history, shown, live)))));
  }

  private Future<Optional<DraftView>> draft(Visit visit, Optional<Draft> draft) {
    if (draft.isEmpty()) {
      return Future.succeededFuture(Optional.empty());
    }
    String at = address(draft.get().name());
    return draft
        .get()
        .source()
        .map(source -> findings.of(source, visit.administrator().may(Permission.RECORDINGS)))
        .orElseGet(() -> Future.succeededFuture(List.of()))
        .map(
            found ->
                Optional.of(
                    new DraftView(
                        texts(draft.get()),
                        found.stream().map(Findings.Placed::finding).toList(),
                        visit.form(at + "/tests"),
                        visit.form(at + "/diff"),
                        at + "/canary",
                        publish(visit, draft.get()),
                        visit.form(at + "/delete-draft"))));
  }

  private Future<Optional<KeptVersion>> live(History history) {
    return history
        .last()
        .flatMap(Publication::version)
        .map(version -> mappings.version(history.name(), version))
        .orElseGet(() -> Future.succeededFuture(Optional.empty()));
  }

  private ConsolePage view(
      Visit visit,
      String name,
      History history,
      Optional<DraftView> draft,
      Optional<KeptVersion> live) {
    if (draft.isEmpty() && history.publications().isEmpty()) {
      throw new LaboratoryException(
          LaboratoryException.Kind.UNKNOWN, "There is no mapping of this name.");
    }
    return new ConsolePage.MappingView(
        visit.menu(),
        name,
        visit.told(),
        live.map(kept -> texts(kept, history)),
        draft,
        live.isPresent() || draft.isPresent() ? address(name) + "/draft" : paths.at("drafts"),
        past(history),
        live.filter(there -> history.earlier().isPresent()).map(there -> rollBack(visit, there)),
        live.filter(there -> draft.isEmpty()).map(there -> visit.form(address(name) + "/remove")));
  }

  private static Texts texts(KeptVersion kept, History history) {
    List<String> notes = new ArrayList<>();
    history
        .last()
        .ifPresent(last -> notes.add("Live since " + Words.told(last.at(), last.change()) + "."));
    notes.add("Written " + Words.told(kept.createdAt(), kept.change()) + ".");
    return new Texts(kept.source().version(), notes, Words.files(kept.source()));
  }

  private static Texts texts(Draft draft) {
    List<String> notes = new ArrayList<>();
    notes.add("Made " + Words.told(draft.createdAt(), draft.change()) + ".");
    notes.add(
        draft.base().map(base -> "Over live " + base + ".").orElse("Nothing was live before it."));
    if (draft.source().isEmpty()) {
      notes.add("It takes the mapping out.");
    }
    return new Texts(
        draft.version().orElse(Publishing.REMOVAL),
        notes,
        draft.source().map(Words::files).orElse(List.of()));
  }

  private List<Past> past(History history) {
    List<Past> past = new ArrayList<>();
    for (Publication entry : history.publications()) {
      past.add(
          new Past(
              entry.version().orElse("taken out"),
              entry.version().map(version -> address(history.name()) + "/versions/" + version),
              entry.kind().wire()
                  + " "
                  + Words.told(entry.at(), entry.change())
                  + entry.tests().map(tests -> "; " + tests + " tests passed").orElse("")));
    }
    Collections.reverse(past);
    return past;
  }

  private Change publish(Visit visit, Draft draft) {
    String version = draft.version().orElse(Publishing.REMOVAL);
    return new Change(
        visit.form(address(draft.name()) + "/publish"),
        version,
        draft.source().isPresent()
            ? "Draft " + version + " becomes live, after its tests have passed."
            : "The mapping is taken out.",
        visit.confirms(MappingActions.PUBLISH));
  }

  private Change rollBack(Visit visit, KeptVersion live) {
    return new Change(
        visit.form(address(live.source().name()) + "/rollback"),
        live.source().version(),
        "What " + live.source().version() + " replaced becomes live again.",
        visit.confirms(MappingActions.ROLL_BACK));
  }

  Future<ConsolePage> version(Visit visit, String name, String version) {
    return mappings
        .version(name, version)
        .map(
            found ->
                found.orElseThrow(
                    () ->
                        new LaboratoryException(
                            LaboratoryException.Kind.UNKNOWN, "There is no such version.")))
        .map(
            kept ->
                new ConsolePage.OldVersion(
                    visit.menu(),
                    name,
                    address(name),
                    new Texts(
                        version,
                        List.of("Written " + Words.told(kept.createdAt(), kept.change()) + "."),
                        Words.files(kept.source()))));
  }

  String address(String name) {
    return paths.at("mappings/" + name);
  }
}
