package io.tributary.broker.claims;

import io.tributary.broker.identity.Claim;
import io.tributary.broker.identity.Trace;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The last step: makes lists of groups and roles, and drops what the upstream may not grant. */
final class RightsFilter {
  private static final List<String> RIGHTS = List.of("groups", "roles");

  private final PrivilegedRoles privileged;

  RightsFilter(PrivilegedRoles privileged) {
    this.privileged = privileged;
  }

  /**
   * One dropped name.
   *
   * @param claim {@code groups} or {@code roles}
   */
  record Dropped(String claim, String name) {}

  /** Changes the claims in place. */
  List<Dropped> apply(Map<String, Object> claims, String upstream, Trace trace) {
    List<Dropped> dropped = new ArrayList<>();
    for (String claim : RIGHTS) {
      Set<String> kept = new LinkedHashSet<>();
      for (String name : Claim.texts(claims.get(claim))) {
        if (privileged.allows(upstream, name)) {
          kept.add(name);
        } else {
          dropped.add(new Dropped(claim, name));
          trace.add("may_grant", claim, upstream + " may not grant " + name + ": dropped");
        }
      }
      claims.put(claim, List.copyOf(kept));
    }
    return dropped;
  }
}
