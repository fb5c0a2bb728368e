package io.tributary.broker.replay;

import io.tributary.broker.claims.PrivilegedRoles;
import io.tributary.broker.identity.Claim;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What claims give somebody: groups and roles by their names, and privileged names that stand
 * anywhere else, as the last step of a login looks for them. The two are told apart, since an
 * application reads rights from where it reads them: whoever keeps the word in another claim has
 * lost the role.
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
        if (!isPrivileged(name)) {
          addNames(claim, name, found);
        }
      }
    }
    claims.forEach(
        (claim, value) -> {
          if (!PrivilegedRoles.RIGHTS.contains(claim)
              && !PrivilegedRoles.isWhatSomebodyIsCalled(claim)) {
            addPrivileged(claim, value, found);
          }
        });
    return found;
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

  private void addNames(String claim, String text, Set<Right> found) {
    privileged.namesIn(text).forEach(name -> found.add(Right.elsewhere(name, claim)));
  }

  private void addPrivileged(String claim, Object value, Set<Right> found) {
    if (value instanceof CharSequence text) {
      addNames(claim, text.toString(), found);
    } else if (value instanceof Collection<?> list) {
      list.forEach(element -> addPrivileged(claim, element, found));
    } else if (value instanceof Map<?, ?> object) {
      object.forEach(
          (name, member) -> {
            addPrivileged(claim, name, found);
            addPrivileged(claim, member, found);
          });
    }
  }
}
