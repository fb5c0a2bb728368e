package io.tributary.broker.replay;

import io.tributary.broker.claims.PrivilegedRoles;
import io.tributary.broker.identity.Claim;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What claims give somebody: groups and roles by their names, and each place of a claim at which a
 * privileged name stands, as the last step of a login looks for them. The places are told apart,
 * since an application reads rights from where it reads them: whoever keeps the word in another has
 * lost the role there.
 */
final class Rights {
  private final PrivilegedRoles privileged;
  private final Set<Right> all;

  Rights(PrivilegedRoles privileged) {
    this.privileged = privileged;
    this.all =
        privileged.names().stream().map(Right::named).collect(Collectors.toUnmodifiableSet());
  }

  Set<Right> of(Map<String, Object> claims) {
    Set<Right> found = new LinkedHashSet<>();
    for (String claim : PrivilegedRoles.RIGHTS) {
      for (String name : Claim.texts(claims.get(claim))) {
        found.add(Right.named(name));
        addPrivileged(claim, name, List.of(), found);
      }
    }
    claims.forEach(
        (claim, value) -> {
          if (!PrivilegedRoles.RIGHTS.contains(claim)
              && !PrivilegedRoles.isWhatSomebodyIsCalled(claim)) {
            addPrivileged(claim, value, List.of(), found);
          }
        });
    return found;
  }

  /**
   * As it is told of somebody: each claim once, and that a role stands in {@code groups} or {@code
   * roles} only where the role itself is not told, which then stands in the other of them.
   */
  Set<Right> told(Set<Right> rights) {
    Set<Right> told = new LinkedHashSet<>();
    for (Right right : rights) {
      boolean own = right.where().filter(PrivilegedRoles.RIGHTS::contains).isPresent();
      if (!own || !rights.contains(Right.named(right.name()))) {
        told.add(right.plain());
      }
    }
    return told;
  }

  /** Of what claims give, what is privileged. */
  Set<Right> privileged(Set<Right> rights) {
    Set<Right> found = new LinkedHashSet<>();
    for (Right right : rights) {
      if (isPrivileged(right)) {
        found.add(right);
      }
    }
    return found;
  }

  /** The privileged roles, as groups or roles. */
  Set<Right> privileged() {
    return all;
  }

  boolean isPrivileged(Right right) {
    return isPrivileged(right.name());
  }

  private boolean isPrivileged(String name) {
    return privileged.names().contains(name);
  }

  /**
   * @param path of the members that lead there
   */
  private void addPrivileged(String claim, Object value, List<String> path, Set<Right> found) {
    if (value instanceof CharSequence text) {
      for (String name : privileged.namesIn(text.toString())) {
        found.add(Right.elsewhere(name, claim, with(path, text)));
      }
    } else if (value instanceof Collection<?> list) {
      list.forEach(element -> addPrivileged(claim, element, path, found));
    } else if (value instanceof Map<?, ?> object) {
      object.forEach(
          (member, inner) -> {
            List<String> there = with(path, member);
            for (String name : privileged.namesIn(String.valueOf(member))) {
              found.add(Right.elsewhere(name, claim, with(there, inner)));
            }
            addPrivileged(claim, inner, there, found);
          });
    }
  }

  private static List<String> with(List<String> path, Object last) {
    List<String> longer = new ArrayList<>(path);
    longer.add(String.valueOf(last));
    return longer;
  }
}
