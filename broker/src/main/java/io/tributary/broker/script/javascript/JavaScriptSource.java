package io.tributary.broker.script.javascript;

import io.tributary.broker.script.ScriptSyntax;
import io.tributary.broker.script.ScriptText;
import java.util.List;

/**
 * Makes of a script's text the function that the engine runs, in stages: what the parser does not
 * read is written otherwise ({@link JsWords}, {@link JsClasses}, {@link JsCalls}), names mean what
 * the standard says ({@link JsBindings}, {@link JsLoops}), and every place where a text or list can
 * grow is guarded ({@link JsGuards}).
 */
final class JavaScriptSource {
  /** What the script's outer function is called with, in this order. */
  static final List<String> OURS =
      List.of(
          JsGuards.SHORT,
          JsGuards.LIST,
          JsGuards.OBJECT,
          JsCalls.CALL,
          JsCalls.METHOD,
          JsCalls.ON,
          JsCalls.NEW,
          JsCalls.REST,
          JsClasses.MAKE,
          JsDefaults.ITEMS);

  private static final String SUFFIX = "\n}})";

  private JavaScriptSource() {}

  /**
   * The text to compile, its lines counted from 0.
   *
   * @throws ScriptSyntax with the author's line and column
   */
  static JsText prepare(ScriptText script) {
    script.refuseHuge();
    try {
      JsWords words = JsWords.of(JsText.of(script.body()));
      JsText called = JsCalls.mend(words.text().within(prefix(script), SUFFIX), words);
      return JsGuards.guard(JsBindings.mend(called, words.constants()));
    } catch (StackOverflowError deep) {
      throw new ScriptSyntax("expressions are nested too deeply", 1, 1);
    }
  }

  /** Line 0, so that the author's first line is line 1. */
  private static String prefix(ScriptText script) {
    return "(function ("
        + String.join(", ", OURS)
        + ") { 'use strict'; return function ("
        + String.join(", ", script.parameters())
        + ") {\n";
  }
}
