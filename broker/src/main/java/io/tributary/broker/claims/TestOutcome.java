package io.tributary.broker.claims;

import io.tributary.broker.mapping.MappingTest;
import java.util.List;

/**
 * What became of one test.
 *
 * @param differences lines that say what was expected and what came; none: it passed
 * @param logged what the script said to its author
 * @param nanos how long the mapping ran
 */
public record TestOutcome(
    MappingTest test, List<String> differences, List<String> logged, long nanos) {
  public TestOutcome {
    differences = List.copyOf(differences);
    logged = List.copyOf(logged);
  }

  public boolean passed() {
    return differences.isEmpty();
  }
}
