package io.tributary.broker.replay;

import io.tributary.broker.replay.ReplayReport.Named;
import io.tributary.broker.script.ScriptFailure;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Counts people, in an amount of memory that does not grow with their number. For one thread. */
final class Tally {
  /** Names that stand for a count. */
  private static final int MOST_NAMES = 5;

  /** Groups and roles that are told apart. */
  private static final int MOST_RIGHTS = 500;

  private static final Right OTHERS = Right.named("others");

  private final int mostDetails;
  private final boolean people;
  private final boolean narrowed;
  private final Rights rights;
  private final Set<String> changed;
  private final Map<Outcome, Long> outcomes = new EnumMap<>(Outcome.class);
  private final Map<Right, Count> lost = new LinkedHashMap<>();
  private final Map<Right, Count> gained = new LinkedHashMap<>();
  private final Map<Right, Long> holding = new TreeMap<>();
  private final Map<Right, Long> held = new TreeMap<>();
  private final Map<Right, Count> unsure = new LinkedHashMap<>();
  private final Count denied = new Count();
  private final Map<ScriptFailure.Reason, Long> limits = new EnumMap<>(ScriptFailure.Reason.class);
  private final List<PersonDifference> details = new ArrayList<>();
  private long recorded;
  private long local;
  private long left;

  /** A number that remembers the first names. */
  private static final class Count {
    private long count;
    private final List<String> names = new ArrayList<>();

    void add(String name, boolean told) {
      count++;
      if (told && names.size() < MOST_NAMES) {
        names.add(name);
      }
    }

    Named named() {
      return new Named(count, List.copyOf(names));
    }
  }

  Tally(Set<String> changed, ReplayScope scope, Rights rights) {
    this.changed = changed;
    this.narrowed = scope.upstream().isPresent() || scope.client().isPresent();
    this.mostDetails = scope.details();
    this.people = scope.people();
    this.rights = rights;
  }

  void left(long people) {
    left += people;
  }

  void add(PersonOutcome person, boolean ofLocal) {
    if (ofLocal) {
      local++;
    } else {
      recorded++;
    }
    outcomes.merge(person.outcome(), 1L, Long::sum);
    told(person.lost()).forEach(right -> count(lost, right, person));
    told(person.gained()).forEach(right -> count(gained, right, person));
    person.held().forEach(right -> held.merge(right, 1L, Long::sum));
    person.holds().forEach(right -> holding.merge(right, 1L, Long::sum));
    told(person.unsure()).forEach(right -> count(unsure, right, person));
    if (person.outcome() == Outcome.DENIED) {
      denied.add(person.username(), people);
    }
    person.limit().ifPresent(limit -> limits.merge(limit, 1L, Long::sum));
    if (details.size() < mostDetails) {
      person.difference().ifPresent(details::add);
    }
  }

  private Set<Right> told(Set<Right> all) {
    if (people) {
      return all;
    }
    Set<Right> told = new LinkedHashSet<>();
    all.forEach(right -> told.add(rights.isPrivileged(right) ? right.bare() : OTHERS));
    return told;
  }

  private void count(Map<Right, Count> to, Right right, PersonOutcome person) {
    // What the guard looks for is never among the others: those may be as many as a draft likes.
    boolean counted =
        to.containsKey(right) || to.size() < MOST_RIGHTS || rights.isPrivileged(right);
    Right known = counted ? right : OTHERS;
    to.computeIfAbsent(known, first -> new Count()).add(person.username(), people);
  }

  long tried() {
    return recorded + local;
  }

  /** With those that cannot be tried. */
  long done() {
    return tried() + left;
  }

  /** How many are denied because the proposed mappings reach a limit. */
  long stoppedByLimits() {
    return limits.entrySet().stream()
        .filter(entry -> entry.getKey().isLimit())
        .mapToLong(Map.Entry::getValue)
        .sum();
  }

  ReplayReport report(Optional<String> stopped, long nanos) {
    return new ReplayReport(
        changed,
        recorded,
        local,
        left,
        Map.copyOf(outcomes),
        named(lost),
        named(gained),
        Map.copyOf(holding),
        Map.copyOf(held),
        named(unsure),
        denied.named(),
        Map.copyOf(limits),
        List.copyOf(details),
        narrowed,
        stopped,
        nanos);
  }

  private static Map<Right, Named> named(Map<Right, Count> counts) {
    Map<Right, Named> named = new TreeMap<>();
    counts.forEach((right, count) -> named.put(right, count.named()));
    return named;
  }
}
