package io.tributary.broker.laboratory;

import io.tributary.broker.claims.MappingProbes;
import io.tributary.broker.claims.TestBudget;
import io.tributary.broker.claims.TestOutcome;
import io.tributary.broker.mapping.LintFinding;
import io.tributary.broker.mapping.MappingSource;
import io.tributary.broker.script.ScriptPool;
import io.vertx.core.Future;
import java.util.List;
import java.util.Set;

/** Tries a mapping without making anything live, in the engine of the logins. */
public final class DraftTrial {
  private final Workbench workbench;
  private final ScriptPool pool;
  private final TestBudget budget;

  /**
   * @param pool not that of the logins
   * @param budget of one mapping's tests
   */
  public DraftTrial(Workbench workbench, ScriptPool pool, TestBudget budget) {
    this.workbench = workbench;
    this.pool = pool;
    this.budget = budget;
  }

  /**
   * Runs its tests; none when it has none.
   *
   * @return failed with {@link io.tributary.platform.config.ConfigException} where it does not
   *     compile, {@link LaboratoryException} where they use too much, and with {@link
   *     io.tributary.broker.script.ScriptsBusy}
   */
  public Future<List<TestOutcome>> tests(MappingSource source) {
    return workbench
        .compile(List.of(source))
        .compose(compiled -> MappingTester.outcomes(pool, compiled.get(0), budget));
  }

  /**
   * What is allowed and probably not meant.
   *
   * @param seen names of groups that people have had; none: nothing is said of unseen ones
   * @return failed as {@link #tests}
   */
  public Future<List<LintFinding>> lint(MappingSource source, Set<String> seen) {
    return workbench
        .compile(List.of(source))
        .compose(
            compiled ->
                pool.run(rooms -> MappingProbes.lint(rooms, compiled.get(0), seen, budget)));
  }
}
