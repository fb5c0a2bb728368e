package io.tributary.broker.script;

import java.util.HashMap;
import java.util.Map;

/** One thread's rooms, one for each language. */
public final class ScriptRooms {
  private final Map<ScriptLanguage, ScriptRoom> rooms = new HashMap<>();

  public ScriptRooms() {}

  public ScriptRoom of(ScriptLanguage language) {
    return rooms.computeIfAbsent(language, ScriptLanguage::open);
  }
}
