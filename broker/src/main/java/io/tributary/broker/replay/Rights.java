package io.tributary.broker.replay;

import io.tributary.broker.claims.PrivilegedRoles;
import io.tributary.broker.identity.Claim;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * What claims give somebody: groups and roles by their names, and a privileged name that stands
 * anywhere else as {@code superusers (in power)}. The two are told apart, since an application
 * reads rights from where it reads them: whoever keeps the word in another claim has lost the role.
 */
final class Rights {
  private static final String ELSEWHERE = " (in ";

  private final Set<String> privileged;

  Rights(Set<String> privileged) {
    this.privileged = privileged;
  }

  Set<String> of(Map<String, Object> claims) {
    Set<String> found = new LinkedHashSet<>(Claim.texts(claims.get("groups")));
    found.addAll(Claim.texts(claims.get("roles")));
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
  Set<String> privileged(Set<String> rights) {
    Set<String> found = new LinkedHashSet<>();
    for (String right : rights) {
      if (isPrivileged(right)) {
        found.add(right);
      }
    }
    return found;
  }

  Set<String> privileged() {
    return privileged;
  }

  boolean isPrivileged(String right) {
    return privileged.contains(right)
        || (right.endsWith(")") && privileged.stream().anyMatch(role -> gives(right, role)));
  }

  /** Whether a right is that role, in groups and roles or anywhere else. */
  static boolean gives(String right, String role) {
    return right.equals(role) || right.startsWith(role + ELSEWHERE);
  }

  private void addPrivileged(String claim, Object value, Set<String> found) {
    if (value instanceof CharSequence text) {
      if (privileged.contains(text.toString())) {
        found.add(text + ELSEWHERE + claim + ")");
      }
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
