package io.tributary.broker.laboratory;

import io.tributary.broker.mapping.Mapping;
import io.tributary.broker.mapping.MappingSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What shall become live.
 *
 * @param name of the mapping that changes
 * @param live what runs now; empty when that does not compile, so that nothing can be compared
 * @param next what would run
 */
public record Proposal(String name, Optional<MappingSet> live, MappingSet next) {

  /** The set with one mapping in the place of that of its name, or without it. */
  static List<Mapping> replaced(List<Mapping> live, String name, Optional<Mapping> by) {
    return Stream.concat(live.stream().filter(mapping -> !mapping.name().equals(name)), by.stream())
        .toList();
  }
}
