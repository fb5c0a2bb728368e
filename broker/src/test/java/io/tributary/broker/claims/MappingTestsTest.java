package io.tributary.broker.claims;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.broker.mapping.Mapping;
import io.tributary.broker.mapping.MappingSource;
import io.tributary.broker.script.ScriptRooms;
import io.tributary.platform.config.ConfigException;
import io.tributary.platform.config.ConfigProblem;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests beside a mapping: what passes, what fails and how it is said. */
final class MappingTestsTest {
  private static final String SETTINGS =
      "scope: roles\ndeclares: {groups: list of text, n: number, o: object, t: text}\n";
  private static final String SCRIPT =
      """
      if (claims.throws) throw new Error('told to');
      if (claims.nothing) return {};
      return {
        groups: request.user.groups,
        t: `${request.upstream} ${client.id} ${scopes} ${claims.dept ?? request.states.dept}`,
      };
      """;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      nullValues = "-",
      textBlock =
          """
          {claims: {groups: [a, a]}}        | expect: {groups: [a], t: test test roles undefined} | -
          {claims: {dept: x}, upstream: okta, client: c, scopes: [roles, email]} | expect: {groups: [], t: 'okta c roles,email x'} | -
          {claims: {nothing: 1}}            | expect: {}                | -
          {claims: {nothing: 1}}            | expect: {groups: []}      | - groups: []
          {claims: {nothing: 1}}            | expect: {t: null}         | + t: (not returned)
          {claims: {}, user: {groups: [b]}} | expect: {groups: [b], t: test test roles undefined} | -
          {claims: {groups: [a]}, user: {groups: [b]}} | expect: {groups: [a]} | + groups: ["b"]
          {claims: {throws: 1}}             | fail: thrown              | -
          {claims: {throws: 1}}             | fail: 'thrown: told to'   | -
          {claims: {throws: 1}}             | fail: 'thrown: other'     | + failed thrown: Error: told to (line 1)
          {claims: {throws: 1}}             | fail: steps               | - expected failure steps
          {claims: {throws: 1}}             | expect: {}                | + failed thrown: Error: told to (line 1)
          {claims: {nothing: 1}}            | fail: thrown              | + returned {}
          {claims: {}, unfetched: [nothing]} | fail: unfetched          | -
          {claims: {}, unfetched: [groups]} | fail: unfetched           | -
          {claims: {}, unfetched: [dept]}   | expect: {}                | + failed unfetched: read claims.dept, which could not be fetched
          """)
  void comparesExactly(String given, String expectation, String difference) {
    TestOutcome outcome =
        run(SCRIPT, "tests:\n- name: one\n  given: " + given + "\n  " + expectation + "\n").get(0);
    if (difference == null) {
      assertEquals(List.of(), outcome.differences());
    } else {
      assertTrue(outcome.differences().contains(difference), outcome.differences().toString());
    }
  }

  @Test
  void numbersAreComparedByTheirValueAndTypesAreNot() {
    String tests =
        """
        tests:
        - {name: a, given: {claims: {}}, expect: {n: 1, o: {a: [1.5, true, null]}, t: '1'}}
        - {name: b, given: {claims: {}}, expect: {n: 1, o: {a: [1.5, true, null]}, t: 1}}
        """;
    List<TestOutcome> outcomes = run("return {n: 1.0, o: {a: [1.5, true, null]}, t: '1'};", tests);
    assertEquals(List.of(), outcomes.get(0).differences());
    assertEquals(List.of("- t: 1", "+ t: \"1\""), outcomes.get(1).differences());
  }

  /** The same limits and shapes as at a login: what fails there fails here. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          for (;;);                  | steps
          return {sub: 'x'};         | result_type
          return {groups: 'x'};      | result_type
          return [];                 | result_type
          const f = () => f(); f();  | depth
          """)
  void failsAsALoginWould(String script, String reason) {
    String tests = "tests:\n- {name: one, given: {claims: {}}, fail: " + reason + "}\n";
    assertEquals(List.of(), run(script, tests).get(0).differences());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          tests: []                                            | 1 | is empty; write a test
          tests: x                                             | 1 | is not a list of tests
          test: []                                             | 1 | did you mean 'tests'?
          ``                                                   | 1 | there are no tests in it
          tests: [{name: a, given: {claims: {}}}]              | 1 | expects nothing
          tests: [{name: a, given: {claims: {}}, expect: {}, fail: thrown}] | 1 | at once
          tests: [{given: {claims: {}}, expect: {}}]           | 1 | is missing; say what
          tests: [{name: a, expect: {}}]                       | 1 | write at least claims
          tests: [{name: a, given: {}, expect: {}}]            | 1 | claims: {} is somebody
          tests: [{name: a, given: {claim: {}}, expect: {}}]   | 1 | did you mean 'claims'?
          tests: [{name: a, given: {claims: x}, expect: {}}]   | 1 | names and values
          tests: [{name: a, given: {claims: {}}, expect: []}]  | 1 | names and values
          tests: [{name: a, given: {claims: {}}, fail: throwm}] | 1 | did you mean 'thrown'?
          tests: [{name: a, given: {claims: {}, user: {nam: x}}, expect: {}}] | 1 | did you mean 'name'?
          tests: [{name: a, given: {claims: {}, user: {groups: x}}, expect: {}}] | 1 | is not a list of text
          tests:;- {name: a, given: {claims: {}}, expect: {}};- {name: a, given: {claims: {}}, expect: {}} | 3 | another test has this name
          tests: [{name: a, given: {claims: {x: &a [*a]}}, expect: {}}] | 1 | nested too deeply
          tests: [{name: a, given: {claims: {x: 1, x: 2}}, expect: {}}] | 1 | is there twice
          tests:;- {name: a, given: {claims: {x: 1.0e+400}}, expect: {}} | 2 | is no number that JSON has
          tests:;- {name: a, given: {claims: {}}, expect: {n: -1.0e+400}} | 2 | is no number that JSON has
          tests:;- {name: a, given: {claims: {}}, expect: {n: .inf}}  | 2 | is no number that JSON has
          tests:;- {name: a, given: {claims: {}}, expect: {n: .nan}}  | 2 | is no number that JSON has
          tests: [                                             | 1 | expected
          """)
  void aFileThatTestsNothingIsAProblem(String yaml, int line, String message) {
    ConfigException wrong =
        assertThrows(ConfigException.class, () -> run("return {};", yaml.replace(';', '\n')));
    ConfigProblem found =
        wrong.problems().stream()
            .filter(each -> each.message().contains(message))
            .findFirst()
            .orElseThrow(() -> new AssertionError(wrong.getMessage()));
    assertEquals("m.test.yaml", found.file());
    assertTrue(found.line() >= line, found.toString());
  }

  @Test
  void aMappingThatIsSwitchedOffIsTestedAllTheSame() {
    String tests = "tests:\n- {name: one, given: {claims: {}}, expect: {t: x}}\n";
    Mapping off =
        PipelineRig.COMPILER.compile(
            new MappingSource(
                "m", "js", "return {t: 'y'};", SETTINGS + "enabled: false\n", Optional.of(tests)));
    assertEquals(1, MappingTests.run(new ScriptRooms(), off).size());
    assertEquals(
        List.of("- t: \"x\"", "+ t: \"y\""),
        MappingTests.run(new ScriptRooms(), off).get(0).differences());
  }

  /** A megabyte of tests, each of them as slow as a test may be. */
  @Test
  void manySlowTestsEndAtTheirBudget() {
    Mapping slow = mapping("for (let i = 0; i < 50000; i++); return {};", many(1_000));
    List<TestOutcome> ran = new ArrayList<>();
    TestBudget budget = new TestBudget(Duration.ofMillis(200));
    TestsStopped stopped =
        assertThrows(
            TestsStopped.class, () -> MappingTests.run(new ScriptRooms(), slow, budget, ran::add));
    assertTrue(!ran.isEmpty() && ran.size() < 1_000, ran.size() + " ran");
    assertEquals(
        "The tests of m stopped after "
            + ran.size()
            + " of 1000: they used more than 200 ms of CPU time together (mapping_limits:"
            + " tests_time).",
        stopped.getMessage());
    String lint = MappingProbes.lint(new ScriptRooms(), slow, Set.of(), budget).toString();
    assertTrue(lint.contains("was not returned in"), lint);
    assertFalse(lint.contains("in 1002 runs"), "lint leaves out the people of the others");
  }

  @Test
  void thereIsANumberOfTestsToo() {
    Mapping many = mapping("return {};", many(TestBudget.MOST_TESTS + 1));
    TestBudget budget = new TestBudget(Duration.ofMinutes(1));
    List<TestOutcome> ran = new ArrayList<>();
    TestsStopped stopped =
        assertThrows(
            TestsStopped.class, () -> MappingTests.run(new ScriptRooms(), many, budget, ran::add));
    assertEquals(TestBudget.MOST_TESTS, ran.size());
    assertTrue(stopped.getMessage().contains("after 2000 of 2001"), stopped.getMessage());
    assertEquals(2_001, MappingTests.run(new ScriptRooms(), many).size(), "at a terminal all");
    Mapping enough = mapping("return {};", many(TestBudget.MOST_TESTS));
    assertEquals(
        TestBudget.MOST_TESTS,
        MappingTests.run(new ScriptRooms(), enough, budget, outcome -> {}).size());
  }

  private static String many(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> "- {name: t" + i + ", given: {claims: {}}, expect: {}}\n")
        .collect(Collectors.joining("", "tests:\n", ""));
  }

  @Test
  void aDifferenceIsNotWrittenLongerThanAnybodyReads() {
    String tests =
        "tests:\n- {name: a, given: {claims: {x: &a "
            + "x".repeat(500_000)
            + "}}, expect: {o: {a: ["
            + "*a, ".repeat(5_000)
            + "*a]}}}\n";
    assertEquals(
        List.of("- o: (more than 4000 characters)", "+ o: (not returned)"),
        run("return {};", tests).get(0).differences());
  }

  private static List<TestOutcome> run(String script, String tests) {
    return MappingTests.run(new ScriptRooms(), mapping(script, tests));
  }

  private static Mapping mapping(String script, String tests) {
    return PipelineRig.COMPILER.compile(
        new MappingSource("m", "js", script, SETTINGS, Optional.of(tests)));
  }
}
