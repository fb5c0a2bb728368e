package io.tributary.broker.app;

import io.tributary.broker.claims.TestOutcome;
import io.tributary.broker.laboratory.DraftTrial;
import io.tributary.broker.mapping.LintFinding;
import io.tributary.broker.mapping.MappingSource;
import io.vertx.core.Future;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What its author learns of a draft at once: tests that fail, and what is probably not meant. */
final class DraftRemarks {
  /** Of each kind; {@code mapping test} and {@code mapping lint} tell all. */
  private static final int MOST = 20;

  private DraftRemarks() {}

  /**
   * @param from where its files are
   * @return lines; none: there is nothing to say. The draft is saved by now, so it never fails
   */
  static Future<List<String>> of(MappingWork.Bench bench, MappingSource source, Path from) {
    DraftTrial trial =
        new DraftTrial(
            bench.workbench(), bench.scripts(), bench.config().mappingBudget().forTests());
    return trial
        .tests(source)
        .compose(
            tests -> trial.lint(source, Set.of()).map(findings -> remarks(tests, findings, from)))
        .otherwise(cause -> List.of("It was not looked through: " + cause.getMessage()));
  }

  private static List<String> remarks(
      List<TestOutcome> tests, List<LintFinding> findings, Path from) {
    List<String> remarks = new ArrayList<>();
    List<TestOutcome> failed = tests.stream().filter(test -> !test.passed()).toList();
    failed.stream().limit(MOST).map(test -> "FAIL  " + test.test().name()).forEach(remarks::add);
    if (!failed.isEmpty()) {
      remarks.add(
          failed.size()
              + " of "
              + tests.size()
              + (failed.size() == 1 ? " tests fails" : " tests fail")
              + ", so it cannot be published; what was expected: mapping test "
              + from);
    }
    if (tests.isEmpty()) {
      remarks.add("It has no tests.");
    }
    findings.stream().limit(MOST).map(LintFinding::toString).forEach(remarks::add);
    return remarks;
  }
}
