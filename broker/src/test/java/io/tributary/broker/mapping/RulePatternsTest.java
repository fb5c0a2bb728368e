package io.tributary.broker.mapping;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.broker.script.javascript.RhinoLanguage;
import io.tributary.broker.script.starlark.StarlarkLanguage;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mozilla.javascript.Context;
import org.mozilla.javascript.EcmaError;
import org.mozilla.javascript.ScriptableObject;

final class RulePatternsTest {
  private static final String[] PIECES = {
    "a", "1", "/", "//", "*", "/*", "*/", "+", "?", "{2}", "{3,1}", "{", "}", "(", "(?:", "(?=",
    ")", "[", "[^", "]", "-", "z-a", "|", "^", "$", ".", "\\", "\\d", "\\/", "\\(", "\n", "\r",
    "\u2028", "\u2029", "'", "\"", ";", "`", "${", "}", "\u00e9"
  };

  private final RulePatterns patterns = new RulePatterns(List.of(new RhinoLanguage()));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "(", "[", "a{2,1}", "*", "*a*", "*/;/*", "\\", "a\\\\\\", "+", "[z-a]", ")", "(?<"
      })
  void whatCannotBeReadIsSaid(String pattern) {
    assertFalse(patterns.mistake(pattern).orElseThrow().isBlank());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/",
        "a/b",
        "\\/",
        "[/]",
        "\n",
        "\\\n",
        "a\\\\",
        "/;throw 1;/",
        "^(.*)$",
        "//"
      })
  void whatCanBeReadIsNot(String pattern) {
    assertEquals("", patterns.mistake(pattern).orElse(""));
  }

  /**
   * Whatever is written, the engine is asked about just that, and gives the answer of the login.
   */
  @Test
  void saysWhatTheEngineSays() {
    Random random = new Random(7);
    int wrong = 0;
    for (int run = 0; run < 5_000; run++) {
      StringBuilder made = new StringBuilder();
      for (int length = random.nextInt(7); length > 0; length--) {
        made.append(PIECES[random.nextInt(PIECES.length)]);
      }
      boolean refused = isRefused(made.toString()) || isOpen(made.toString());
      wrong += refused ? 1 : 0;
      assertEquals(
          refused,
          patterns.mistake(made.toString()).isPresent(),
          () -> made + ": " + patterns.mistake(made.toString()));
    }
    assertTrue(wrong > 1_000 && wrong < 4_500, "refused: " + wrong);
  }

  /** A class that does not end. */
  private static boolean isOpen(String pattern) {
    boolean open = false;
    for (int index = 0; index < pattern.length(); index++) {
      char c = pattern.charAt(index);
      index += c == '\\' ? 1 : 0;
      open = open ? c != ']' : c == '[';
    }
    return open;
  }

  private static boolean isRefused(String pattern) {
    try (Context context = Context.enter()) {
      context.setInterpretedMode(true);
      context.setLanguageVersion(Context.VERSION_ECMASCRIPT);
      ScriptableObject scope = context.initSafeStandardObjects();
      scope.put("pattern", scope, pattern);
      context.evaluateString(scope, "new RegExp(pattern)", "test", 1, null);
      return false;
    } catch (EcmaError wrong) {
      return true;
    }
  }

  @Test
  void withoutTheEngineThereAreNoRules() {
    assertTrue(new RulePatterns(List.of(new StarlarkLanguage())).mistake("(").isEmpty());
  }
}
