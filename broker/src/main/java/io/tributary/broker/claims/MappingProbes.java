package io.tributary.broker.claims;

import io.tributary.broker.identity.ClaimSet;
import io.tributary.broker.identity.Identity;
import io.tributary.broker.mapping.LintFinding;
import io.tributary.broker.mapping.Mapping;
import io.tributary.broker.mapping.MappingLint;
import io.tributary.broker.mapping.MappingSet;
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
import java.util.stream.Stream;

/**
 * Lint: what can be said of a mapping by reading it, and by running it over its tests' people and
 * two of our own: one with a group that no rule names, and one of whom nothing is known.
 */
public final class MappingProbes {
  /** What nobody calls a group. */
  private static final String UNNAMED = "a-group-that-no-rule-names";

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
    Identity stranger = person(List.of(UNNAMED));
    Optional<Map<String, Object>> strangers = outputs(rooms, mapping, stranger);
    boolean known = findings.stream().anyMatch(each -> each.kind().equals("possible_loss"));
    if (!known) {
      strangers.flatMap(outputs -> loss(mapping, outputs)).ifPresent(findings::add);
    }
    TestBudget.Meter meter = budget.start();
    AtomicInteger tried = new AtomicInteger();
    List<Set<String>> all =
        Stream.concat(
                Stream.of(strangers, outputs(rooms, mapping, person(List.of()))),
                TestsReader.read(mapping).stream()
                    .takeWhile(test -> meter.reached(tried.getAndIncrement()).isEmpty())
                    .map(test -> outputs(rooms, mapping, MappingTests.person(test.given()))))
            .flatMap(Optional::stream)
            .map(outputs -> Set.copyOf(outputs.keySet()))
            .toList();
    if (all.isEmpty()) {
      findings.add(failing(rooms, mapping, stranger));
    } else {
      mapping.declares().keySet().forEach(claim -> returned(mapping, claim, all, findings));
    }
    return findings;
  }

  private static Optional<LintFinding> loss(Mapping mapping, Map<String, Object> outputs) {
    boolean lost =
        outputs.get("groups") instanceof Collection<?> groups
            && mapping.declares().get("groups") == Shape.TEXTS
            && mapping.mergeOf("groups") == Merge.REPLACE
            && !groups.contains(UNNAMED);
    return lost
        ? Optional.of(
            finding(
                mapping,
                "possible_loss",
                "a group that the mapping does not name is not in its groups, and merge: replace"
                    + " loses it; return it too, or write merge: union where that is not meant"))
        : Optional.empty();
  }

  private static void returned(
      Mapping mapping, String claim, List<Set<String>> all, List<LintFinding> findings) {
    long times = all.stream().filter(returned -> returned.contains(claim)).count();
    if (times == 0) {
      findings.add(
          finding(
              mapping,
              "never_returned",
              claim
                  + " is declared and was not returned in "
                  + all.size()
                  + " runs; add a test that shows it, or remove it from declares"));
    } else if (times < all.size() && mapping.settings().rules().isEmpty()) {
      findings.add(
          finding(
              mapping,
              "sometimes_returned",
              claim
                  + " was returned in "
                  + times
                  + " of "
                  + all.size()
                  + " runs; where it is not, what stood before stays: return null to take it away"));
    }
  }

  private static LintFinding failing(ScriptRooms rooms, Mapping mapping, Identity identity) {
    String first;
    try {
      first =
          run(rooms, mapping, identity).steps().stream()
              .flatMap(step -> step.failure().stream())
              .map(MappingProbes::shown)
              .findFirst()
              .orElse("it did not run");
    } catch (MappingFailed failed) {
      first = shown(failed.failure());
    }
    return finding(
        mapping,
        "always_fails",
        "it failed in every run, first with: "
            + first
            + "; mend it, or add a test of somebody for whom it runs");
  }

  private static String shown(ScriptFailure failure) {
    return failure.reason().wire()
        + ": "
        + failure.getMessage()
        + (failure.line() > 0 ? " (line " + failure.line() + ")" : "");
  }

  private static LintFinding finding(Mapping mapping, String kind, String message) {
    return new LintFinding(mapping.source().scriptFile(), 0, 0, kind, message);
  }

  /** Nothing when the mapping fails for such a person: that is for its tests to say. */
  private static Optional<Map<String, Object>> outputs(
      ScriptRooms rooms, Mapping mapping, Identity identity) {
    try {
      MappedClaims mapped = run(rooms, mapping, identity);
      return mapped.steps().stream()
          .filter(step -> step.failure().isEmpty())
          .map(MappingStep::outputs)
          .findFirst();
    } catch (MappingFailed failed) {
      return Optional.empty();
    }
  }

  private static MappedClaims run(ScriptRooms rooms, Mapping mapping, Identity identity) {
    Mapper mapper = new Mapper(new PrivilegedRoles(Set.of(), Map.of()), mapping.limits().time());
    return mapper.run(
        rooms,
        new MappingSet(List.of(mapping.switchedOn()), 0),
        identity,
        new ClientView("test", mapping.scopes()),
        Scopes.of(mapping.scopes()));
  }

  private static Identity person(List<String> groups) {
    return new Identity(
        "test",
        "https://test.example",
        "test-subject",
        Optional.empty(),
        Optional.empty(),
        false,
        Optional.empty(),
        groups,
        ClaimSet.ofValues(groups.isEmpty() ? Map.of() : Map.of("groups", groups)));
  }
}
