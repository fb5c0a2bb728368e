package io.tributary.broker.laboratory;

import io.tributary.broker.identity.Claim;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/**
 * How two results of mapping one person differ, in sentences that may stand in a log: names of
 * claims, numbers, and privileged names, which are ours. What claims say is never among it.
 */
final class ClaimChanges {
  /** A mapping may declare many; nobody reads more. */
  private static final int MOST = 20;

  private static final Set<String> RIGHTS = Set.of("groups", "roles");

  private final Set<String> privileged;

  ClaimChanges(Set<String> privileged) {
    this.privileged = Set.copyOf(privileged);
  }

  /** Nothing: they are the same. */
  List<String> between(Map<String, Object> live, Map<String, Object> draft) {
    Set<String> names = new TreeSet<>(live.keySet());
    names.addAll(draft.keySet());
    List<String> changes = new ArrayList<>();
    for (String name : names) {
      Object before = live.get(name);
      Object after = draft.get(name);
      if (!Objects.equals(before, after)) {
        changes.add(name + " " + change(name, before, after));
      }
    }
    return changes.size() <= MOST ? changes : List.copyOf(changes.subList(0, MOST));
  }

  private String change(String name, Object before, Object after) {
    if (before == null) {
      return "appears";
    }
    if (after == null) {
      return "goes";
    }
    if (!(before instanceof Collection<?>) || !(after instanceof Collection<?>)) {
      return "changes";
    }
    Set<String> was = new LinkedHashSet<>(Claim.texts(before));
    Set<String> is = new LinkedHashSet<>(Claim.texts(after));
    Set<String> gained = without(is, was);
    Set<String> lost = without(was, is);
    if (gained.isEmpty() && lost.isEmpty()) {
      return "changes its order";
    }
    return "+"
        + gained.size()
        + " -"
        + lost.size()
        + (RIGHTS.contains(name) ? names(gained, lost) : "");
  }

  private String names(Set<String> gained, Set<String> lost) {
    gained.retainAll(privileged);
    lost.retainAll(privileged);
    return (gained.isEmpty() ? "" : " gains " + String.join(", ", gained))
        + (lost.isEmpty() ? "" : " loses " + String.join(", ", lost));
  }

  private static Set<String> without(Set<String> all, Set<String> these) {
    Set<String> left = new TreeSet<>(all);
    left.removeAll(these);
    return left;
  }
}
