package io.tributary.broker.claims;

import io.tributary.broker.identity.ClaimSet;
import io.tributary.broker.identity.Identity;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Identities to map. */
final class People {
  private People() {}

  static Identity identity(String upstream, List<String> groups, Map<String, Object> raw) {
    return identity(upstream, groups, ClaimSet.ofValues(raw));
  }

  static Identity identity(String upstream, List<String> groups, ClaimSet raw) {
    return new Identity(
        upstream,
        "https://" + upstream + ".example",
        "sub-1",
        Optional.of("alice"),
        Optional.of("alice@example.com"),
        true,
        Optional.of("Alice A"),
        groups,
        raw);
  }
}
