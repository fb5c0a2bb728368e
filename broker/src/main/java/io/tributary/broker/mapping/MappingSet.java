package io.tributary.broker.mapping;

import io.tributary.platform.config.ConfigProblem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The mappings that one login runs: all of one moment, or all of another.
 *
 * @param mappings in the order in which they run; those that are not enabled are left out
 * @param revision grows with every publication; 0 for mappings that come from files
 */
public record MappingSet(List<Mapping> mappings, long revision) {
  public static final MappingSet NONE = new MappingSet(List.of(), 0);

  public MappingSet {
    mappings = mappings.stream().filter(Mapping::enabled).sorted(Mapping.SHOWN_ORDER).toList();
  }

  /**
   * What mappings may not be beside each other: which of two has the last word must be written down
   * and not follow from how they are named. None: they fit.
   */
  public static List<ConfigProblem> conflicts(List<Mapping> mappings) {
    List<Mapping> shown = new MappingSet(mappings, 0).mappings();
    List<ConfigProblem> problems = new ArrayList<>();
    for (int index = 0; index < shown.size(); index++) {
      for (Mapping later : shown.subList(index + 1, shown.size())) {
        conflict(shown.get(index), later).ifPresent(problems::add);
      }
    }
    return problems;
  }

  private static Optional<ConfigProblem> conflict(Mapping first, Mapping second) {
    if (first.order() != second.order()) {
      return Optional.empty();
    }
    return second.declares().keySet().stream()
        .filter(first.declares()::containsKey)
        .filter(
            claim ->
                first.mergeOf(claim) == Merge.REPLACE || second.mergeOf(claim) == Merge.REPLACE)
        .findFirst()
        .map(
            claim ->
                new ConfigProblem(
                    second.source().settingsFile(),
                    0,
                    0,
                    "order",
                    String.format(
                        "%s and %s both make %s and have the order %d; give one of them another",
                        first.name(), second.name(), claim, first.order())));
  }
}
