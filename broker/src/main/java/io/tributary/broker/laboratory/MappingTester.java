package io.tributary.broker.laboratory;

import io.tributary.broker.claims.MappingTests;
import io.tributary.broker.mapping.Mapping;
import io.tributary.broker.script.ScriptPool;
import io.vertx.core.Future;
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
  static MappingTester on(ScriptPool pool) {
    return mapping ->
        pool.run(rooms -> MappingTests.run(rooms, mapping))
            .map(outcomes -> TestVerdict.of(mapping.name(), outcomes));
  }
}
