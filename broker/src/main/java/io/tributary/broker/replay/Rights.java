package io.tributary.broker.replay;

import io.tributary.broker.identity.Claim;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** What claims give somebody: groups and roles, and privileged names wherever they stand. */
final class Rights {
  private final Set<String> privileged;

  Rights(Set<String> privileged) {
    this.privileged = privileged;
  }

  Set<String> of(Map<String, Object> claims) {
    Set<String> found = new LinkedHashSet<>(Claim.texts(claims.get("groups")));
    found.addAll(Claim.texts(claims.get("roles")));
    claims.values().forEach(value -> addPrivileged(value, found));
    return found;
  }

  /** Of what claims give, what is privileged. */
  Set<String> privileged(Set<String> rights) {
    Set<String> found = new LinkedHashSet<>(rights);
    found.retainAll(privileged);
    return found;
  }

  Set<String> privileged() {
    return privileged;
  }

  private void addPrivileged(Object value, Set<String> found) {
    if (value instanceof CharSequence text) {
      if (privileged.contains(text.toString())) {
        found.add(text.toString());
      }
    } else if (value instanceof Collection<?> list) {
      list.forEach(element -> addPrivileged(element, found));
    } else if (value instanceof Map<?, ?> object) {
      object.forEach(
          (name, member) -> {
            addPrivileged(name, found);
            addPrivileged(member, found);
          });
    }
  }
}
