package io.tributary.broker.laboratory;

import io.tributary.broker.claims.MappingTests;
import io.tributary.broker.claims.TestBudget;
import io.tributary.broker.claims.TestOutcome;
import io.tributary.broker.claims.TestsStopped;
import io.tributary.broker.mapping.Mapping;
import io.tributary.broker.script.ScriptPool;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;

/** Runs the tests that stand beside a mapping. */
@FunctionalInterface
public interface MappingTester {

  /**
   * All of them.
   *
   * @return how many there were, and all passed; empty when the mapping has none. Failed with
   *     {@link LaboratoryException} that names those that fail
   */
  Future<Optional<Integer>> run(Mapping mapping);

  /** In the engine of the logins, on a pool of scripts. */
  static MappingTester on(ScriptPool pool, TestBudget budget) {
    return mapping ->
        outcomes(pool, mapping, budget).map(outcomes -> TestVerdict.of(mapping.name(), outcomes));
  }

  /** Each of them; failed with {@link LaboratoryException} when they used too much. */
  static Future<List<TestOutcome>> outcomes(ScriptPool pool, Mapping mapping, TestBudget budget) {
    return pool.run(rooms -> MappingTests.run(rooms, mapping, budget, outcome -> {}))
        .recover(
            failure ->
                Future.failedFuture(
                    failure instanceof TestsStopped stopped
                        ? LaboratoryException.refused(
                            stopped.getMessage()
                                + " Nothing was changed; mapping test runs them without these"
                                + " bounds.")
                        : failure));
  }
}
