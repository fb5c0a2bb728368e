package io.tributary.broker.replay;

import io.tributary.broker.laboratory.Proposal;
import io.tributary.broker.mapping.Mapping;
import io.tributary.broker.mapping.MappingSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Two sets of mappings that are run over the same people.
 *
 * @param live what runs now
 * @param next what would run
 */
public record Comparison(MappingSet live, MappingSet next) {
  /** Equal mappings become the same object: that they are equal is then seen at once. */
  public Comparison {
    List<Mapping> known = live.mappings();
    next =
        new MappingSet(
            next.mappings().stream()
                .map(mapping -> known.stream().filter(mapping::equals).findFirst().orElse(mapping))
                .toList(),
            next.revision());
  }

  public static Comparison of(Proposal proposal) {
    return new Comparison(proposal.live(), proposal.next());
  }

  /** Names of those that do something else, are new, or gone. */
  public Set<String> changed() {
    Map<String, Mapping> before = byName(live);
    Map<String, Mapping> after = byName(next);
    return Stream.concat(before.keySet().stream(), after.keySet().stream())
        .filter(name -> !alike(before.get(name), after.get(name)))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Claims that any of those makes: what they do is seen nowhere else. */
  Set<String> touched() {
    Set<String> changed = changed();
    return Stream.concat(live.mappings().stream(), next.mappings().stream())
        .filter(mapping -> changed.contains(mapping.name()))
        .flatMap(mapping -> mapping.declares().keySet().stream())
        .collect(Collectors.toSet());
  }

  private static boolean alike(Mapping before, Mapping after) {
    return before != null && after != null && before.source().behavesAs(after.source());
  }

  private static Map<String, Mapping> byName(MappingSet set) {
    return set.mappings().stream().collect(Collectors.toMap(Mapping::name, Function.identity()));
  }
}
