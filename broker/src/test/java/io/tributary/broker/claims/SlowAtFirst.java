package io.tributary.broker.claims;

import io.tributary.broker.script.Limits;
import io.tributary.broker.script.ScriptFailure;
import io.tributary.broker.script.ScriptInput;
import io.tributary.broker.script.ScriptLanguage;
import io.tributary.broker.script.ScriptRoom;
import io.tributary.broker.script.ScriptText;
import io.tributary.broker.script.ScriptUsed;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A language whose first runs in a room take longer than they may.
 *
 * @param runs so many
 */
record SlowAtFirst(ScriptLanguage language, int runs) implements ScriptLanguage {
  @Override
  public String extension() {
    return language.extension();
  }

  @Override
  public void check(ScriptText script) {
    language.check(script);
  }

  @Override
  public ScriptRoom open() {
    return new Room(language.open(), runs);
  }

  private static final class Room implements ScriptRoom {
    private final ScriptRoom room;
    private int left;

    Room(ScriptRoom room, int left) {
      this.room = room;
      this.left = left;
    }

    @Override
    public void warmUp(ScriptText script, ScriptInput input) {
      room.warmUp(script, input);
    }

    @Override
    public Map<String, Object> evaluate(ScriptText script, ScriptInput input, Limits limits) {
      Map<String, Object> result = room.evaluate(script, input, limits);
      if (left-- > 0) {
        throw new ScriptFailure(ScriptFailure.Reason.TIME, "ran longer than it may", 0);
      }
      return result;
    }

    @Override
    public ScriptUsed used() {
      return room.used();
    }

    @Override
    public List<String> logged() {
      return room.logged();
    }

    @Override
    public Set<String> reads() {
      return room.reads();
    }
  }
}
