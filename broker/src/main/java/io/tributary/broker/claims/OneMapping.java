package io.tributary.broker.claims;

import io.tributary.broker.identity.Identity;
import io.tributary.broker.mapping.Mapping;
import io.tributary.broker.mapping.MappingSet;
import io.tributary.broker.script.ScriptRooms;
import io.tributary.platform.protocol.Scopes;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A run of one mapping alone that is no login: of its tests, of lint. */
final class OneMapping {
  private OneMapping() {}

  /** Also where the mapping is switched off. */
  static MappedClaims run(
      ScriptRooms rooms, Mapping mapping, Identity identity, ClientView client, Scopes scopes) {
    // What an upstream may grant belongs to its configuration, not to a mapping.
    PrivilegedRoles none = new PrivilegedRoles(Set.of(), Map.of());
    return new Mapper(none, mapping.limits().time())
        .run(rooms, new MappingSet(List.of(mapping.switchedOn()), 0), identity, client, scopes);
  }
}
