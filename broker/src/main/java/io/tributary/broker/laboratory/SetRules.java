package io.tributary.broker.laboratory;

import io.tributary.broker.mapping.Mapping;
import io.tributary.broker.mapping.Merge;
import io.tributary.platform.config.ConfigProblem;
import java.util.ArrayList;
import java.util.List;

/** What mappings may not be beside each other. */
final class SetRules {
  private SetRules() {}

  /** Nothing: they fit. */
  static List<ConfigProblem> problems(List<Mapping> mappings) {
    List<Mapping> shown = mappings.stream().sorted(Mapping.SHOWN_ORDER).toList();
    List<ConfigProblem> problems = new ArrayList<>();
    for (int i = 0; i < shown.size(); i++) {
      for (Mapping later : shown.subList(i + 1, shown.size())) {
        sameClaim(shown.get(i), later, problems);
      }
    }
    return problems;
  }

  /** Which of two has the last word must be written down, not follow from how they are named. */
  private static void sameClaim(Mapping first, Mapping second, List<ConfigProblem> problems) {
    if (first.order() != second.order()) {
      return;
    }
    for (String claim : second.declares().keySet()) {
      if (first.declares().containsKey(claim)
          && (first.mergeOf(claim) == Merge.REPLACE || second.mergeOf(claim) == Merge.REPLACE)) {
        problems.add(
            new ConfigProblem(
                second.source().settingsFile(),
                0,
                0,
                "order",
                first.name()
                    + " and "
                    + second.name()
                    + " both make "
                    + claim
                    + " and have the order "
                    + first.order()
                    + "; give one of them another"));
      }
    }
  }
}
