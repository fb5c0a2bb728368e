package io.tributary.broker.mapping;

import java.util.List;

/**
 * The mappings that one login runs: all of one moment, or all of another.
 *
 * @param mappings in the order in which they run
 * @param revision grows with every publication; 0 for mappings that come from files
 */
public record MappingSet(List<Mapping> mappings, long revision) {
  public static final MappingSet NONE = new MappingSet(List.of(), 0);

  public MappingSet {
    mappings = mappings.stream().sorted(Mapping.SHOWN_ORDER).toList();
  }
}
