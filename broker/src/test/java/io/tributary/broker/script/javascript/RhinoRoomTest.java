package io.tributary.broker.script.javascript;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.broker.script.CompiledScripts;
import io.tributary.broker.script.Limits;
import io.tributary.broker.script.ScriptInput;
import io.tributary.broker.script.ScriptText;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Whoever tries many drafts does not fill a broker's memory with them. */
final class RhinoRoomTest {
  private static final Limits LIMITS = Limits.DEFAULT.withTime(Duration.ofSeconds(1));
  private static final String BODY = "return {a: %d};";

  private final RhinoRoom room = (RhinoRoom) new RhinoLanguage().open();

  private Map<String, Object> run(int result) {
    ScriptText text = new ScriptText("m", List.of(), BODY.formatted(result));
    return room.evaluate(text, new ScriptInput(Map.of()), LIMITS);
  }

  @Test
  void keepsNoMoreScriptsThanItMay() {
    for (int i = 0; i < CompiledScripts.MOST + 50; i++) {
      assertEquals(Map.of("a", (long) i), run(i));
      assertTrue(room.scripts() <= CompiledScripts.MOST, () -> "holds " + room.scripts());
    }
    assertEquals(CompiledScripts.MOST, room.scripts());
    assertEquals(Map.of("a", 0L), run(0), "one that was forgotten runs again");
  }

  @Test
  void theSameTextIsCompiledOnce() {
    run(1);
    run(1);
    assertEquals(1, room.scripts());
  }
}
