package io.tributary.broker.claims;

import io.tributary.broker.identity.ClaimSet;
import io.tributary.broker.identity.Identity;
import io.tributary.platform.protocol.Scopes;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One thread's rooms, one for each language. */
final class ScriptRooms {
  private static final ScriptInput NOBODY =
      new ScriptInput(
          new Identity(
              "nobody",
              "",
              "",
              Optional.empty(),
              Optional.empty(),
              false,
              Optional.empty(),
              List.of("none"),
              ClaimSet.ofValues(Map.of())),
          new ClientView("", List.of()),
          Scopes.of(List.of()));

  private final Map<ScriptLanguage, ScriptRoom> rooms = new HashMap<>();

  ScriptRoom of(ScriptLanguage language) {
    return rooms.computeIfAbsent(language, ScriptLanguage::open);
  }

  void warmUp(Iterable<Mapping> mappings) {
    for (Mapping mapping : mappings) {
      of(mapping.language()).warmUp(mapping.script(), NOBODY);
    }
  }
}
