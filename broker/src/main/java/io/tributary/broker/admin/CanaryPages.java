package io.tributary.broker.admin;

import io.tributary.broker.laboratory.CanaryReport;
import io.tributary.broker.laboratory.Draft;
import io.tributary.broker.laboratory.LaboratoryException;
import io.tributary.broker.laboratory.MappingRepository;
import io.tributary.broker.laboratory.Said;
import io.tributary.broker.web.ConsolePage;
import io.tributary.broker.web.ConsolePage.CanaryLine;
import io.tributary.broker.web.Parameters;
import io.vertx.core.Future;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Starts canaries, stops them, and shows what they found. */
public final class CanaryPages {
  private final MappingRepository mappings;
  private final CanaryDesk desk;
  private final ConsolePaths paths;

  public CanaryPages(MappingRepository mappings, CanaryDesk desk, ConsolePaths paths) {
    this.mappings = mappings;
    this.desk = desk;
    this.paths = paths;
  }

  Future<ConsolePage> one(Visit visit, String name) {
    Administrator asking = visit.administrator();
    boolean people = asking.may(Permission.RECORDINGS);
    return mappings
        .draft(name)
        .compose(
            draft ->
                desk.read(name, people, asking.author(), visit.requestId())
                    .compose(report -> known(name, draft).map(there -> report))
                    .map(report -> page(visit, name, draft, report)));
  }

  private Future<Void> known(String name, Optional<Draft> draft) {
    return draft.isPresent()
        ? Future.succeededFuture()
        : mappings
            .history(name)
            .map(
                history -> {
                  if (history.publications().isEmpty()) {
                    throw new LaboratoryException(
                        LaboratoryException.Kind.UNKNOWN, "There is no mapping of this name.");
                  }
                  return null;
                });
  }

  private ConsolePage page(
      Visit visit, String name, Optional<Draft> draft, Optional<CanaryReport> report) {
    String at = paths.at("mappings/" + name);
    return new ConsolePage.CanaryView(
        visit.menu(),
        name,
        visit.told(),
        report.map(CanaryPages::facts).orElse(List.of()),
        report
            .map(CanaryReport::differences)
            .map(all -> all.stream().map(one -> line(visit, one)).toList())
            .orElse(List.of()),
        draft.map(there -> visit.form(at + "/canary")),
        report.map(there -> visit.form(at + "/stop-canary")),
        at);
  }

  private static List<String> facts(CanaryReport report) {
    CanaryReport.Counts counts = report.counts();
    return List.of(
        "Draft " + report.version().orElse("that takes it out") + ", started by " + report.author(),
        CanaryDesk.percent(report).toPlainString()
            + " % of the people, and "
            + report.named()
            + " by name",
        Said.time(report.startedAt())
            + " to "
            + Said.time(report.endsAt())
            + (report.ended() ? " (over)" : ""),
        counts.same() + " logins the same, " + counts.different() + " different",
        counts.failed() + " denied by the draft, " + counts.skipped() + " not compared");
  }

  private CanaryLine line(Visit visit, CanaryReport.Difference one) {
    Administrator asking = visit.administrator();
    boolean people = asking.may(Permission.RECORDINGS);
    return new CanaryLine(
        Said.time(one.at()),
        people
            ? Words.honest(one.person() + " at " + one.client())
            : "Somebody at " + Words.honest(one.client()),
        asking.may(Permission.TRACES)
            ? Optional.of(one.requestId())
                .filter(id -> TracePages.ID.matcher(id).matches())
                .map(id -> paths.at("traces/" + id))
            : Optional.empty(),
        one.changes().stream().map(Words::honest).toList());
  }

  Future<Done> start(Visit visit, String name, Parameters form) {
    String at = paths.at("mappings/" + name + "/canary");
    return Future.succeededFuture()
        .map(
            go ->
                CanaryWish.plan(
                    form.get("share").orElse(""),
                    users(form.get("users").orElse("")),
                    form.get("length").orElse("")))
        .compose(plan -> desk.canaries().start(name, plan, visit.administrator().author()))
        .map(
            draft ->
                Done.well(
                    at,
                    List.of(
                        "The draft "
                            + draft.version().orElse("that takes it out")
                            + " runs beside what is live. Differences show up here seconds after"
                            + " the login.")))
        .recover(cause -> refused(at, cause));
  }

  private static Set<String> users(String written) {
    return Arrays.stream(written.split(",", -1))
        .map(String::strip)
        .filter(name -> !name.isEmpty())
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  Future<Done> stop(Visit visit, String name, Parameters form) {
    String at = paths.at("mappings/" + name + "/canary");
    return desk.canaries()
        .stop(name, visit.administrator().author())
        .map(stopped -> Done.well(at, List.of("It is over; the draft is still there.")))
        .recover(cause -> refused(at, cause));
  }

  private static Future<Done> refused(String at, Throwable cause) {
    return cause instanceof LaboratoryException refused
        ? Future.succeededFuture(Done.refused(at, Words.refused(refused)))
        : Future.failedFuture(cause);
  }
}
