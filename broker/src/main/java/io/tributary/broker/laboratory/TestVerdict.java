package io.tributary.broker.laboratory;

import io.tributary.broker.claims.TestOutcome;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What the tests of a mapping say about publishing it. */
final class TestVerdict {
  /** Whoever wants all runs {@code mapping test}. */
  private static final int MOST_NAMED = 3;

  private TestVerdict() {}

  /**
   * How many there are; empty when there are none.
   *
   * @throws LaboratoryException when one failed
   */
  static Optional<Integer> of(String mapping, List<TestOutcome> outcomes) {
    List<TestOutcome> failed = outcomes.stream().filter(outcome -> !outcome.passed()).toList();
    if (!failed.isEmpty()) {
      throw LaboratoryException.refused(
          failed.size()
              + " of "
              + outcomes.size()
              + " tests of "
              + mapping
              + (failed.size() == 1 ? " fails: " : " fail: ")
              + failed.stream()
                  .limit(MOST_NAMED)
                  .map(outcome -> "'" + outcome.test().name() + "'")
                  .collect(Collectors.joining(", "))
              + (failed.size() > MOST_NAMED ? ", …" : "")
              + ". Nothing was changed. To see what was expected: mapping show "
              + mapping
              + " --draft --to DIR, then mapping test DIR.");
    }
    return outcomes.isEmpty() ? Optional.empty() : Optional.of(outcomes.size());
  }
}
