package io.tributary.broker.claims;

import io.tributary.broker.identity.Claim;
import io.tributary.broker.identity.ClaimSet;
import io.tributary.broker.identity.Identity;
import io.tributary.broker.mapping.Mapping;
import io.tributary.broker.mapping.MappingTest;
import io.tributary.broker.mapping.TestsReader;
import io.tributary.broker.script.ScriptFailure;
import io.tributary.broker.script.ScriptRooms;
import io.tributary.platform.config.ConfigException;
import io.tributary.platform.protocol.Scopes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Runs the tests that stand beside a mapping, in {@link Mapper} and under the mapping's own limits:
 * exactly as a login would. Plain and synchronous; the caller chooses the thread.
 */
public final class MappingTests {
  private MappingTests() {}

  /**
   * All of them, in the written order; none when there are none.
   *
   * @throws ConfigException when the file of the tests is wrong
   */
  public static List<TestOutcome> run(ScriptRooms rooms, Mapping mapping) {
    return run(rooms, mapping, TestBudget.NONE, outcome -> {});
  }

  /**
   * The same, within bounds.
   *
   * @param listener hears of each at once
   * @throws TestsStopped when a bound is reached before the last has run
   */
  public static List<TestOutcome> run(
      ScriptRooms rooms, Mapping mapping, TestBudget budget, Consumer<TestOutcome> listener) {
    TestBudget.Meter meter = budget.start();
    List<MappingTest> tests = TestsReader.read(mapping);
    List<TestOutcome> outcomes = new ArrayList<>();
    for (MappingTest test : tests) {
      Optional<String> limit = meter.reached(outcomes.size());
      if (limit.isPresent()) {
        throw new TestsStopped(mapping.name(), outcomes.size(), tests.size(), limit.get());
      }
      outcomes.add(one(rooms, mapping, test));
      listener.accept(outcomes.get(outcomes.size() - 1));
    }
    return outcomes;
  }

  private static TestOutcome one(ScriptRooms rooms, Mapping mapping, MappingTest test) {
    MappingTest.Given given = test.given();
    ClientView client = new ClientView(given.client(), mapping.scopes());
    MappingStep step;
    try {
      step =
          OneMapping.run(rooms, mapping, person(given), client, Scopes.of(given.scopes()))
              .steps()
              .get(0);
    } catch (MappingFailed denied) {
      if (denied.steps().isEmpty()) {
        return new TestOutcome(test, compare(test, Map.of(), denied.failure()), List.of(), 0);
      }
      step = denied.steps().get(0);
    }
    ScriptFailure failure = step.failure().orElse(null);
    return new TestOutcome(
        test, compare(test, step.outputs(), failure), step.logged(), step.nanos());
  }

  private static List<String> compare(
      MappingTest test, Map<String, Object> outputs, ScriptFailure failure) {
    return TestComparison.differences(test.expected(), outputs, Optional.ofNullable(failure));
  }

  /** What a normaliser would make of the claims, unless the test says what it made. */
  static Identity person(MappingTest.Given given) {
    ClaimSet raw = ClaimSet.ofValues(given.claims());
    for (String name : given.unfetched()) {
      raw = raw.with(name, new Claim.Unfetched());
    }
    return new Identity(
        given.upstream(),
        "https://" + given.upstream() + ".example",
        text(given, "sub").orElse("test-subject"),
        text(given, "preferred_username"),
        text(given, "email"),
        Boolean.TRUE.equals(said(given, "email_verified")),
        text(given, "name"),
        Claim.texts(said(given, "groups")).stream().distinct().toList(),
        raw);
  }

  private static Optional<String> text(MappingTest.Given given, String name) {
    return Optional.ofNullable(said(given, name))
        .filter(String.class::isInstance)
        .map(String.class::cast)
        .filter(text -> !text.isEmpty());
  }

  private static Object said(MappingTest.Given given, String name) {
    return given.user().containsKey(name) ? given.user().get(name) : given.claims().get(name);
  }
}
