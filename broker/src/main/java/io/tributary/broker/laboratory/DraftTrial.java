package io.tributary.broker.laboratory;

import io.tributary.broker.claims.MappingProbes;
import io.tributary.broker.claims.MappingTests;
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

  /**
   * @param pool not that of the logins
   */
  public DraftTrial(Workbench workbench, ScriptPool pool) {
    this.workbench = workbench;
    this.pool = pool;
  }

  /**
   * Runs its tests; none when it has none.
   *
   * @return failed with {@link io.tributary.platform.config.ConfigException} where it does not
   *     compile, and with {@link io.tributary.broker.script.ScriptsBusy}
   */
  public Future<List<TestOutcome>> tests(MappingSource source) {
    return workbench
        .compile(List.of(source))
        .compose(compiled -> pool.run(rooms -> MappingTests.run(rooms, compiled.get(0))));
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
        .compose(compiled -> pool.run(rooms -> MappingProbes.lint(rooms, compiled.get(0), seen)));
  }
}
