package io.tributary.broker.laboratory;

import io.tributary.broker.mapping.MappingSet;
import java.util.List;

/**
 * What one node runs at one moment.
 *
 * @param canaries beside it
 */
record Running(MappingSet live, List<Canary> canaries) {
  static final Running NOTHING = new Running(MappingSet.NONE, List.of());
}
