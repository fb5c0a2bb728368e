package io.tributary.broker.mapping;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Whether a rule can change anything, beside the rules around it. */
final class RuleUse {
  private RuleUse() {}

  /** Why what the rule makes is never seen. */
  static Optional<String> overwritten(List<Rule> rules, int index) {
    Rule rule = rules.get(index);
    for (Rule later : rules.subList(index + 1, rules.size())) {
      if (later.claim().equals(rule.claim())
          && later.verb() instanceof RuleVerb.Constant
          && covers(later, rule)) {
        return Optional.of("line " + later.line() + " sets " + rule.claim() + " whatever it was");
      }
    }
    return Optional.empty();
  }

  /** Why none of the rule's names can be there any more. */
  static Optional<String> neverReached(List<Rule> rules, Rule rule) {
    List<Rule> before = new ArrayList<>(rules.subList(0, rules.indexOf(rule)));
    before.removeIf(other -> !other.claim().equals(rule.claim()) || !covers(other, rule));
    Set<String> names =
        rule.verb() instanceof RuleVerb.Table table
            ? table.names().keySet()
            : rule.verb() instanceof RuleVerb.Filter filter && !filter.keep()
                ? Set.copyOf(filter.patterns())
                : Set.of();
    if (names.isEmpty() || before.isEmpty()) {
      return Optional.empty();
    }
    for (Rule other : before) {
      if (names.stream().allMatch(name -> removes(other.verb(), name))) {
        return Optional.of("line " + other.line() + " has taken its names away before");
      }
    }
    return Optional.empty();
  }

  /** Names that rules before this one put into its claim; empty: nobody can list them. */
  static Optional<Set<String>> madeBefore(List<Rule> rules, int index) {
    Set<String> made = new HashSet<>();
    for (Rule before : rules.subList(0, index)) {
      if (before.claim().equals(rules.get(index).claim())) {
        Optional<Set<String>> makes = before.verb().makes();
        if (makes.isEmpty()) {
          return makes;
        }
        made.addAll(makes.get());
      }
    }
    return Optional.of(made);
  }

  /** Whether no name like this can be left after the verb. */
  private static boolean removes(RuleVerb verb, String name) {
    if (verb instanceof RuleVerb.Filter filter) {
      return RuleVerb.Filter.isPrefix(name)
          ? !filter.keep() && filter.patterns().contains(name)
          : filter.fits(name) != filter.keep();
    }
    if (verb instanceof RuleVerb.Table table) {
      boolean made = table.names().values().stream().anyMatch(names -> names.contains(name));
      return !RuleVerb.Filter.isPrefix(name)
          && !made
          && (table.names().containsKey(name) || !table.keepOthers());
    }
    return false;
  }

  /** Whether the first runs wherever the second does. */
  private static boolean covers(Rule first, Rule second) {
    return (first.upstreams().isEmpty()
            || (!second.upstreams().isEmpty() && first.upstreams().containsAll(second.upstreams())))
        && (first.clients().isEmpty()
            || (!second.clients().isEmpty() && first.clients().containsAll(second.clients())));
  }
}
