package io.tributary.broker.script;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class CompiledScriptsTest {
  private final CompiledScripts<String> scripts = new CompiledScripts<>();
  private final List<String> compiled = new ArrayList<>();

  private static ScriptText text(String body) {
    return new ScriptText("m", List.of(), body);
  }

  private void get(String body) {
    String ready =
        scripts.get(
            text(body),
            text -> {
              compiled.add(text.body());
              return text.body();
            });
    assertEquals(body, ready);
  }

  @Test
  void theOneThatWasNotUsedForLongestGoesFirst() {
    get("kept");
    get("forgotten");
    for (int i = 0; i < CompiledScripts.MOST - 1; i++) {
      get("other " + i);
      get("kept");
    }
    assertEquals(CompiledScripts.MOST, scripts.size());
    assertTrue(scripts.has(text("kept")));
    assertFalse(scripts.has(text("forgotten")));
    assertEquals(1, compiled.stream().filter("kept"::equals).count());
  }

  @Test
  void whatDoesNotCompileIsNotKept() {
    assertThrows(
        IllegalStateException.class,
        () ->
            scripts.get(
                text("bad"),
                text -> {
                  throw new IllegalStateException();
                }));
    assertEquals(0, scripts.size());
  }
}
