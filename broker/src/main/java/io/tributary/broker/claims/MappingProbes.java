package io.tributary.broker.claims;

import io.tributary.broker.identity.Identity;
import io.tributary.broker.mapping.LintFinding;
import io.tributary.broker.mapping.Mapping;
import io.tributary.broker.mapping.MappingLint;
import io.tributary.broker.mapping.MappingTest;
import io.tributary.broker.mapping.Merge;
import io.tributary.broker.mapping.Shape;
import io.tributary.broker.mapping.TestsReader;
import io.tributary.broker.script.ScriptFailure;
import io.tributary.broker.script.ScriptRooms;
import io.tributary.platform.protocol.Scopes;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Lint: what can be said of a mapping by reading it, and by running it over its tests' people and
 * two of our own: one with a group that no rule names, and one of whom nothing is known. Further
 * people of ours tell only whether it fails for some.
 */
public final class MappingProbes {
  private MappingProbes() {}

  /**
   * Everything that is probably not meant; none of it keeps the mapping from running.
   *
   * @param seen names of groups that people have had; none: nothing is said of unseen ones
   * @param budget for the people of its tests; where it ends, the others are left out
   */
  public static List<LintFinding> lint(
      ScriptRooms rooms, Mapping mapping, Set<String> seen, TestBudget budget) {
    List<LintFinding> findings = new ArrayList<>(MappingLint.of(mapping, seen));
    findings.addAll(UnknownNames.of(rooms, mapping));
    List<PartialFailures.Run> runs = new ArrayList<>();
    runs.add(one(rooms, mapping, ProbePeople.stranger(), "somebody with groups only"));
    runs.add(one(rooms, mapping, ProbePeople.nobody(), "somebody of whom nothing is known"));
    boolean known =
        findings.stream().anyMatch(each -> each.kind() == LintFinding.Kind.POSSIBLE_LOSS);
    if (!known) {
      runs.get(0).outputs().flatMap(outputs -> loss(mapping, outputs)).ifPresent(findings::add);
    }
    TestBudget.Meter meter = budget.start();
    AtomicInteger tried = new AtomicInteger();
    TestsReader.read(mapping).stream()
        .takeWhile(test -> meter.reached(tried.getAndIncrement()).isEmpty())
        .forEach(test -> runs.add(one(rooms, mapping, test)));
    List<Set<String>> ownRuns = returned(runs);
    if (!mapping.hasRules()) {
      List<String> named = MappingLint.namedGroups(mapping);
      ProbePeople.more(named).stream()
          .takeWhile(person -> meter.reached(0).isEmpty())
          .forEach(person -> runs.add(one(rooms, mapping, person, "some people")));
      PartialFailures.of(runs, named).forEach(each -> findings.add(partial(mapping, each)));
    }
    List<Set<String>> counted = ownRuns.isEmpty() ? returned(runs) : ownRuns;
    if (counted.isEmpty()) {
      findings.add(failing(mapping, runs.get(0)));
    } else {
      mapping.declares().keySet().forEach(claim -> returned(mapping, claim, counted, findings));
    }
    return findings;
  }

  private static List<Set<String>> returned(List<PartialFailures.Run> runs) {
    return runs.stream()
        .flatMap(run -> run.outputs().stream())
        .map(outputs -> Set.copyOf(outputs.keySet()))
        .toList();
  }

  private static LintFinding partial(Mapping mapping, PartialFailures.Partial each) {
    int line = each.failure().line();
    return new LintFinding(
        mapping.source().scriptFile(),
        line,
        line == 0 ? 0 : 1,
        LintFinding.Kind.FAILS_FOR_SOME,
        "it fails for "
            + each.who()
            + ": "
            + shown(each.failure())
            + "; mend it, or add a test that expects this failure");
  }

  private static Optional<LintFinding> loss(Mapping mapping, Map<String, Object> outputs) {
    boolean lost =
        outputs.get("groups") instanceof Collection<?> groups
            && mapping.declares().get("groups") == Shape.TEXTS
            && mapping.mergeOf("groups") == Merge.REPLACE
            && !groups.contains(ProbePeople.UNNAMED);
    return lost
        ? Optional.of(
            finding(
                mapping,
                LintFinding.Kind.POSSIBLE_LOSS,
                "a group that the mapping does not name is not in its groups, and merge: replace"
                    + " loses it; return it too, or write merge: union where that is not meant"))
        : Optional.empty();
  }

  private static void returned(
      Mapping mapping, String claim, List<Set<String>> counted, List<LintFinding> findings) {
    long times = counted.stream().filter(returned -> returned.contains(claim)).count();
    if (times == 0) {
      findings.add(
          finding(
              mapping,
              LintFinding.Kind.NEVER_RETURNED,
              claim
                  + " is declared and was not returned in "
                  + counted.size()
                  + " runs; add a test that shows it, or remove it from declares"));
    } else if (times < counted.size() && !mapping.hasRules()) {
      findings.add(
          finding(
              mapping,
              LintFinding.Kind.SOMETIMES_RETURNED,
              claim
                  + " was returned in "
                  + times
                  + " of "
                  + counted.size()
                  + " runs; where it is not, what stood before stays: return null to take it away"));
    }
  }

  private static LintFinding failing(Mapping mapping, PartialFailures.Run run) {
    return finding(
        mapping,
        LintFinding.Kind.ALWAYS_FAILS,
        "it failed in every run, first with: "
            + run.failure().map(MappingProbes::shown).orElse("it did not run")
            + "; mend it, or add a test of somebody for whom it runs");
  }

  private static String shown(ScriptFailure failure) {
    return failure.reason().wire()
        + ": "
        + failure.getMessage()
        + (failure.line() > 0 ? " (line " + failure.line() + ")" : "");
  }

  private static LintFinding finding(Mapping mapping, LintFinding.Kind kind, String message) {
    return new LintFinding(mapping.source().scriptFile(), 0, 0, kind, message);
  }

  private static PartialFailures.Run one(ScriptRooms rooms, Mapping mapping, MappingTest test) {
    PartialFailures.Run run =
        one(
            rooms,
            mapping,
            MappingTests.person(test.given()),
            "the person of the test '" + test.name() + "'");
    return test.expected().fail().isPresent() ? run.wanted() : run;
  }

  private static PartialFailures.Run one(
      ScriptRooms rooms, Mapping mapping, Identity person, String who) {
    PartialFailures.Run first = once(rooms, mapping, person, who);
    // The first evaluations of a young process are slow, and that is not the mapping's fault.
    boolean slow =
        first.failure().filter(why -> why.reason() == ScriptFailure.Reason.TIME).isPresent();
    return slow ? once(rooms, mapping, person, who) : first;
  }

  private static PartialFailures.Run once(
      ScriptRooms rooms, Mapping mapping, Identity person, String who) {
    ClientView client = new ClientView("test", mapping.scopes());
    Optional<MappingStep> step;
    Optional<ScriptFailure> failure;
    try {
      step =
          OneMapping.run(rooms, mapping, person, client, Scopes.of(mapping.scopes()))
              .steps()
              .stream()
              .findFirst();
      failure = step.flatMap(MappingStep::failure);
    } catch (MappingFailed failed) {
      step = Optional.empty();
      failure = Optional.of(failed.failure());
    }
    Optional<Map<String, Object>> outputs =
        failure.isPresent() ? Optional.empty() : step.map(MappingStep::outputs);
    return new PartialFailures.Run(person, who, outputs, failure, false);
  }
}
