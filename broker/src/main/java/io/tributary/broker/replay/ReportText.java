package io.tributary.broker.replay;

import io.tributary.broker.replay.ReplayReport.Named;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A report in words: {@code 14 of 212 identities change: 3 lose superusers, 11 gain staff.} */
final class ReportText {
  /** Of groups and roles, those that most people gain or lose. */
  private static final int MOST = 6;

  private ReportText() {}

  static String of(ReplayReport report) {
    List<String> sentences = new ArrayList<>();
    sentences.add(report.tried() == 0 ? nobody(report) : hit(report));
    if (report.recorded() == 0 && report.tried() > 0) {
      sentences.add(
          report.narrowed()
              ? "Of who was asked for only local accounts could be tried."
              : "No login through a provider is recorded: only local accounts were tried.");
    }
    long unknown = report.count(Outcome.UNKNOWN);
    if (unknown > 0) {
      sentences.add(
          count(unknown, "is", "are")
              + " unknown: a mapping reads a claim that is not kept of them.");
    }
    long stay = report.count(Outcome.STAYS_DENIED);
    if (stay > 0) {
      sentences.add(count(stay, "is", "are") + " denied now and would stay so.");
    }
    report.stopped().ifPresent(sentences::add);
    return String.join(" ", sentences);
  }

  private static String nobody(ReplayReport report) {
    return report.narrowed()
        ? "Nothing is recorded of the upstream or application that was asked for, so nobody can say"
            + " whom it hits; without them everybody is tried."
        : "No login is recorded and there is no local account, so nobody can say whom it hits.";
  }

  private static String hit(ReplayReport report) {
    long hit = report.hit();
    String first = hit + " of " + count(report.tried(), "identity", "identities");
    if (hit == 0) {
      return "None of " + count(report.tried(), "identity", "identities") + " changes.";
    }
    List<String> how = new ArrayList<>();
    if (report.denied().count() > 0) {
      how.add(count(report.denied().count(), "is", "are") + " denied");
    }
    rights(report.lost(), "loses", "lose", how);
    rights(report.gained(), "gains", "gain", how);
    if (report.count(Outcome.ADMITTED) > 0) {
      how.add(count(report.count(Outcome.ADMITTED), "is", "are") + " denied no more");
    }
    return first
        + (hit == 1 ? " changes" : " change")
        + (how.isEmpty() ? "" : ": " + String.join(", ", how))
        + ".";
  }

  private static void rights(Map<Right, Named> all, String one, String many, List<String> to) {
    all.entrySet().stream()
        .sorted(
            Comparator.comparing((Map.Entry<Right, Named> entry) -> -entry.getValue().count())
                .thenComparing(Map.Entry::getKey))
        .limit(MOST)
        .map(entry -> count(entry.getValue().count(), one, many) + " " + entry.getKey().said())
        .forEach(to::add);
    if (all.size() > MOST) {
      to.add(many + " others of " + all.size() + " groups and roles");
    }
  }

  static String count(long count, String one, String many) {
    return count + " " + (count == 1 ? one : many);
  }

  /** Names of privileged roles with who is meant, in one line. */
  static String each(Map<Right, Named> all) {
    return all.entrySet().stream()
        .map(entry -> entry.getKey().said() + " (" + entry.getValue().shown() + ")")
        .collect(Collectors.joining(", "));
  }
}
