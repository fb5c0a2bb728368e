package io.tributary.broker.laboratory;

import io.tributary.broker.mapping.Mapping;
import io.tributary.broker.mapping.MappingSet;
import io.tributary.broker.mapping.MappingSource;
import io.tributary.platform.config.ConfigException;
import io.tributary.platform.config.ConfigProblem;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What would run, for whoever wants to look at it; changes nothing. */
public final class Proposals {
  private final MappingRepository mappings;
  private final Workbench workbench;

  public Proposals(LaboratoryRepositories repositories, Workbench workbench) {
    this.mappings = repositories.mappings();
    this.workbench = workbench;
  }

  /** The draft of a mapping; empty when there is none. */
  public Future<Optional<Draft>> draft(String name) {
    return mappings.draft(name);
  }

  /** What would run with it. Failed with {@link ConfigException} where it cannot. */
  public Future<Proposal> of(Draft draft) {
    return propose(draft.name(), Set.of(draft.name()), draft.source().stream().toList());
  }

  /**
   * What would run with texts that nobody saved, in the place of those of the same names.
   *
   * @return failed with {@link ConfigException} with every problem of every text
   */
  public Future<Proposal> of(List<MappingSource> sources) {
    Set<String> names = sources.stream().map(MappingSource::name).collect(Collectors.toSet());
    return propose(String.join(", ", names), names, sources);
  }

  /** What became of a draft while somebody looked at it; empty: nothing. */
  public Future<Optional<String>> changed(Draft draft) {
    return mappings
        .draft(draft.name())
        .map(
            now -> {
              if (now.isEmpty()) {
                return Optional.of(
                    "The draft of "
                        + draft.name()
                        + " was published or deleted meanwhile: this is what it would have done.");
              }
              return now.get().id() == draft.id()
                  ? Optional.<String>empty()
                  : Optional.of(
                      "The draft of "
                          + draft.name()
                          + " was changed meanwhile, "
                          + Said.by("made", now.get().change(), now.get().createdAt())
                          + ": this is what the earlier one would have done.");
            });
  }

  private Future<Proposal> propose(String said, Set<String> names, List<MappingSource> sources) {
    return workbench
        .compile(sources)
        .compose(
            drafted ->
                mappings
                    .state()
                    .compose(
                        state ->
                            workbench
                                .compileReadable(
                                    state.sources().stream()
                                        .filter(source -> !names.contains(source.name()))
                                        .toList())
                                .map(others -> fitting(others, drafted, state.revision() + 1))
                                .compose(next -> Proposal.of(workbench, said, state, next))));
  }

  private static MappingSet fitting(List<Mapping> others, List<Mapping> drafted, long revision) {
    List<Mapping> all = Stream.concat(others.stream(), drafted.stream()).toList();
    List<ConfigProblem> problems = MappingSet.conflicts(all);
    if (!problems.isEmpty()) {
      throw new ConfigException(problems);
    }
    return new MappingSet(all, revision);
  }
}
