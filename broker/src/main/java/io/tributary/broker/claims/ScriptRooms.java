package io.tributary.broker.claims;

import java.util.HashMap;
import java.util.Map;

/** One thread's rooms, one for each language. */
final class ScriptRooms {
  private final Map<ScriptLanguage, ScriptRoom> rooms = new HashMap<>();

  ScriptRoom of(ScriptLanguage language) {
    return rooms.computeIfAbsent(language, ScriptLanguage::open);
  }

  void warmUp(Iterable<Mapping> mappings) {
    for (Mapping mapping : mappings) {
      of(mapping.language()).warmUp(mapping.script());
    }
  }
}
