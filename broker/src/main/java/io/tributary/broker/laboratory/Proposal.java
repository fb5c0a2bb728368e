package io.tributary.broker.laboratory;

import io.tributary.broker.mapping.Mapping;
import io.tributary.broker.mapping.MappingSet;
import io.tributary.broker.mapping.MappingSource;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What shall become live.
 *
 * @param name of the mapping that changes
 * @param live what runs now; of what is live and does not compile only the rest
 * @param whole whether that is all that is live
 * @param next what would run
 */
public record Proposal(String name, MappingSet live, boolean whole, MappingSet next) {

  /** For whoever looks at a comparison where not all could be run. */
  public static final String PARTIAL =
      "Not all that is live can be run, so this is compared only with the rest of it.";

  /**
   * Beside what is live. What is broken must not keep anybody from replacing it, and hides nothing
   * of what the rest gives.
   */
  static Future<Proposal> of(Workbench workbench, String name, LiveState state, MappingSet next) {
    List<MappingSource> sources = state.sources();
    return workbench
        .compileReadable(sources)
        .map(
            live ->
                new Proposal(
                    name,
                    new MappingSet(live, state.revision()),
                    live.size() == sources.size(),
                    next));
  }

  /** The set with one mapping in the place of that of its name, or without it. */
  static List<Mapping> replaced(List<Mapping> live, String name, Optional<Mapping> by) {
    return Stream.concat(live.stream().filter(mapping -> !mapping.name().equals(name)), by.stream())
        .toList();
  }
}
