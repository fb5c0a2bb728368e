package io.tributary.broker.replay;

import io.tributary.broker.laboratory.Proposal;
import io.tributary.broker.laboratory.PublishGuard;
import io.tributary.broker.replay.ReplayReport.Named;
import io.tributary.broker.script.ScriptFailure;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Tries a change on everybody before it becomes live. Refuses when nobody who can log in would be
 * left with the first privileged role; has every other loss of a privileged role, every login that
 * would be denied, and everything that nobody can say confirmed.
 */
public final class ReplayGuard implements PublishGuard {
  private static final int DETAILS = 0;

  private final Replay replay;
  private final List<String> privileged;
  private final ReplayScope scope;

  /**
   * @param privileged as configured, the one that must not get lost first
   * @param most time; what was not tried by then has to be confirmed
   * @param people whether whoever publishes may know who is hit
   */
  public ReplayGuard(Replay replay, List<String> privileged, Duration most, boolean people) {
    this.replay = replay;
    this.privileged = List.copyOf(privileged);
    ReplayScope everybody = ReplayScope.everybody(DETAILS, most);
    this.scope = people ? everybody : everybody.withoutPeople();
  }

  @Override
  public Future<Verdict> judge(Proposal proposal) {
    return replay
        .run(Comparison.of(proposal), scope, ReplayListener.NONE)
        .map(report -> verdict(report, proposal.whole()));
  }

  /**
   * What publishing will say, when everybody has just been tried for somebody who looks.
   *
   * @param whole whether all that is live could be run
   */
  public Verdict verdict(ReplayReport report, boolean whole) {
    List<String> losses = new ArrayList<>();
    if (!whole) {
      losses.add("Not all that is live can be run, so nobody can say who loses what by this.");
    }
    losses(report).forEach(losses::add);
    Optional<String> last =
        privileged.stream().findFirst().flatMap(role -> last(report, Right.named(role)));
    return new Verdict(said(report, whole), losses, last);
  }

  private String said(ReplayReport report, boolean whole) {
    String summary =
        report.summary()
            + (whole ? "" : " Compared only with what of all that is live can be run.");
    boolean nobody =
        privileged.stream()
            .findFirst()
            .map(Right::named)
            .filter(report.held()::containsKey)
            .isEmpty();
    return !privileged.isEmpty() && nobody && report.tried() > 0
        ? summary + " Nobody of them holds " + privileged.get(0) + " now."
        : summary;
  }

  private List<String> losses(ReplayReport report) {
    List<String> losses = new ArrayList<>();
    for (String role : privileged) {
      of(role, report.lost()).forEach((right, lost) -> losses.add(lost(right, lost)));
      of(role, report.unsure()).forEach((right, unsure) -> losses.add(unsure(right, unsure)));
    }
    if (report.denied().count() > 0) {
      losses.add(
          ReportText.count(report.denied().count(), "identity is", "identities are")
              + " denied by it"
              + named(": ", report.denied(), "")
              + ".");
    }
    report.stopped().ifPresent(losses::add);
    return losses;
  }

  /** What is that role, here or there. */
  private static SortedMap<Right, Named> of(String role, Map<Right, Named> counts) {
    SortedMap<Right, Named> found = new TreeMap<>();
    counts.forEach(
        (right, count) -> {
          if (right.name().equals(role) && count.count() > 0) {
            found.put(right, count);
          }
        });
    return found;
  }

  private static String lost(Right right, Named lost) {
    return ReportText.count(lost.count(), "identity loses ", "identities lose ")
        + right.said()
        + named(": ", lost, "")
        + ".";
  }

  private static String unsure(Right right, Named unsure) {
    return "Nobody can say who of "
        + ReportText.count(unsure.count(), "identity", "identities")
        + " keeps "
        + right.said()
        + named(" (", unsure, ")")
        + ": a mapping reads a claim that is not kept.";
  }

  private static String named(String before, Named who, String after) {
    return who.names().isEmpty() ? "" : before + who.shown() + after;
  }

  /** Somebody must be left for certain who can put things right: doubt makes nothing easier. */
  private static Optional<String> last(ReplayReport report, Right role) {
    long had = report.held().getOrDefault(role, 0L);
    long unsure = report.unsure().getOrDefault(role, Named.NOBODY).count();
    boolean has = report.holding().getOrDefault(role, 0L) > 0;
    if (has || had + unsure == 0) {
      return Optional.empty();
    }
    return Optional.of(
        denials(report)
            + "Nobody who was tried and can log in would "
            + (unsure > 0 ? "certainly " : "")
            + "be left with "
            + role.name()
            + " ("
            + had
            + " of "
            + ReportText.count(report.tried(), "identity has", "identities have")
            + " it now"
            + (unsure > 0
                ? "; of "
                    + unsure
                    + " nobody can say, since a mapping reads a claim of theirs that is not kept"
                : "")
            + "). Nothing was changed: "
            + (report.denied().count() > 0
                ? "see with diff why the mapping fails, and mend it."
                : "leave it to somebody, or give it to a local account"
                    + " first (scripts/broker user groups NAME --add "
                    + role.name()
                    + ")."));
  }

  /** A mapping that fails takes everything from everybody: that comes before what is lost by it. */
  private static String denials(ReplayReport report) {
    if (report.denied().count() == 0) {
      return "";
    }
    String reasons =
        report.limits().keySet().stream()
            .map(ScriptFailure.Reason::wire)
            .sorted()
            .collect(Collectors.joining(", "));
    return "It denies "
        + report.denied().count()
        + " of "
        + ReportText.count(report.tried(), "identity", "identities")
        + ", because a mapping fails ("
        + reasons
        + "). ";
  }
}
