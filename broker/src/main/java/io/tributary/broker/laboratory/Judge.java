package io.tributary.broker.laboratory;

import io.tributary.broker.mapping.Mapping;
import io.tributary.broker.mapping.MappingSet;
import io.tributary.broker.mapping.MappingSource;
import io.tributary.platform.config.ConfigException;
import io.tributary.platform.config.ConfigProblem;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;

/** Asks everything that can be asked of a change before it becomes live. */
final class Judge {
  private final Workbench workbench;
  private final MappingTester tester;
  private final PublishGuard guard;

  Judge(Workbench workbench, MappingTester tester, PublishGuard guard) {
    this.workbench = workbench;
    this.tester = tester;
    this.guard = guard;
  }

  /**
   * A change that may be.
   *
   * @param tests how many passed; empty: there are none
   * @param said what is known of whom it hits
   */
  record Judged(Optional<Integer> tests, String said) {}

  /**
   * A mapping with its tests.
   *
   * @param next empty: the mapping is taken out
   */
  Future<Judged> draft(
      String name, Optional<MappingSource> next, LiveState state, boolean lossConfirmed) {
    return workbench
        .compile(next.stream().toList())
        .compose(
            compiled ->
                tests(compiled)
                    .compose(
                        tests ->
                            impact(name, compiled, state, lossConfirmed)
                                .map(said -> new Judged(tests, said))));
  }

  /** A version that was live once: its tests passed then. */
  Future<Judged> version(
      String name, Optional<MappingSource> next, LiveState state, boolean lossConfirmed) {
    return workbench
        .compile(next.stream().toList())
        .compose(compiled -> impact(name, compiled, state, lossConfirmed))
        .map(said -> new Judged(Optional.empty(), said));
  }

  private Future<Optional<Integer>> tests(List<Mapping> compiled) {
    return compiled.isEmpty()
        ? Future.succeededFuture(Optional.empty())
        : tester.run(compiled.get(0));
  }

  private Future<String> impact(
      String name, List<Mapping> mapping, LiveState state, boolean lossConfirmed) {
    List<MappingSource> others =
        state.sources().stream().filter(source -> !source.name().equals(name)).toList();
    return workbench
        .compileReadable(others)
        .map(compiled -> fitting(Proposal.replaced(compiled, name, mapping.stream().findFirst())))
        .compose(
            next -> Proposal.of(workbench, name, state, new MappingSet(next, state.revision() + 1)))
        .compose(guard::judge)
        .map(verdict -> allowed(verdict, lossConfirmed));
  }

  private static List<Mapping> fitting(List<Mapping> next) {
    List<ConfigProblem> problems = MappingSet.conflicts(next);
    if (!problems.isEmpty()) {
      throw new ConfigException(problems);
    }
    return next;
  }

  private static String allowed(PublishGuard.Verdict verdict, boolean lossConfirmed) {
    verdict
        .refusal()
        .ifPresent(
            why -> {
              throw LaboratoryException.refused(why);
            });
    if (!verdict.losses().isEmpty() && !lossConfirmed) {
      throw new LaboratoryException(
          LaboratoryException.Kind.UNCONFIRMED,
          String.join(" ", verdict.losses())
              + " Nothing was changed; add --confirm-loss when that is right.");
    }
    return verdict.said();
  }
}
