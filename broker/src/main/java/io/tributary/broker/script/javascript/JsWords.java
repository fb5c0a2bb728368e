package io.tributary.broker.script.javascript;

import io.tributary.broker.script.ScriptSyntax;
import java.util.HashSet;
import java.util.Set;

/**
 * Writes what the engine's parser does not read as something that it does. What that was is noted
 * by its place in the author's text; {@link JsCalls} and {@link JsBindings} give it its meaning,
 * and each place must be found in the parser's tree.
 *
 * @param text that the parser reads
 * @param constants where {@code const} stood
 * @param spreads where the list begins that is spread into a call
 * @param rests where the name begins that takes the rest of an arrow's arguments
 */
record JsWords(JsText text, Set<Integer> constants, Set<Integer> spreads, Set<Integer> rests) {
  private static final String REST_OF_LIST =
      "the rest of a list cannot be named here; write list.slice(1)";

  /** What is left out where nothing is caught by name. */
  private static final String CAUGHT = " (" + JsGuards.OURS + "caught)";

  /**
   * Reads a script.
   *
   * @throws ScriptSyntax for what is not known here
   */
  static JsWords of(JsText script) {
    JsTokens tokens = JsTokens.of(script.text());
    JsUnknown.refuse(script, tokens);
    JsEdits edits = new JsEdits();
    JsClasses.rewrite(script, tokens, edits);
    Set<Integer> constants = new HashSet<>();
    Set<Integer> spreads = new HashSet<>();
    Set<Integer> rests = new HashSet<>();
    for (int index = 0; index < tokens.size(); index++) {
      int at = tokens.get(index).at();
      switch (tokens.isName(index) ? "" : tokens.get(index).text()) {
        case "const" -> {
          // Of the same length, so that what follows keeps its column.
          edits.replace(at, at + "const".length(), "let  ");
          constants.add(at);
        }
        case "catch" -> {
          if (tokens.get(index + 1).is("{")) {
            edits.open(at + "catch".length(), CAUGHT);
          }
        }
        case "..." -> {
          Dots dots = dots(script, tokens, index);
          if (dots != Dots.KNOWN) {
            edits.replace(at, at + "...".length(), "   ");
            (dots == Dots.SPREAD ? spreads : rests).add(tokens.get(index + 1).at());
          }
        }
        case "=>" -> patterns(tokens, index, edits);
        default -> {}
      }
    }
    return new JsWords(script.edited(edits), constants, spreads, rests);
  }

  /**
   * The parser reads {@code ({a = 1}) => a} only with a default value for the whole: that of
   * nothing changes nothing.
   */
  private static void patterns(JsTokens tokens, int arrow, JsEdits edits) {
    int close = arrow - 1;
    for (int index = tokens.partner(close) + 1; index > 0 && index < close; index++) {
      int end = tokens.partner(index);
      if (end > index) {
        boolean first = tokens.get(index - 1).is("(") || tokens.get(index - 1).is(",");
        boolean last = end + 1 == close || tokens.get(end + 1).is(",");
        if (first && last) {
          edits.open(tokens.get(end).at() + 1, " = undefined");
        }
        index = end;
      }
    }
  }

  /** What three dots mean. */
  private enum Dots {
    /** The engine knows it: of a list, an object, or a function's parameters. */
    KNOWN,
    SPREAD,
    REST
  }

  private static Dots dots(JsText script, JsTokens tokens, int index) {
    int open = tokens.around(index);
    int close = tokens.partner(open);
    if (!tokens.get(open).is("(")) {
      boolean assigned = tokens.get(close + 1).is("=") && !tokens.get(close + 2).is("=");
      if (assigned || declares(tokens, open)) {
        String message = tokens.get(open).is("[") ? REST_OF_LIST : JsTree.REST_OF_OBJECT;
        throw script.refusal(tokens.get(index).at(), message);
      }
      return Dots.KNOWN;
    }
    if (tokens.get(close + 1).is("=>")) {
      return Dots.REST;
    }
    boolean function =
        tokens.get(open - 1).is("function")
            || tokens.get(open - 2).is("function")
            || (tokens.get(open - 1).is("*") && tokens.get(open - 2).is("function"))
            || (tokens.get(open - 2).is("*") && tokens.get(open - 3).is("function"));
    boolean method = tokens.get(close + 1).is("{");
    return function || method ? Dots.KNOWN : Dots.SPREAD;
  }

  private static boolean declares(JsTokens tokens, int open) {
    String before = tokens.get(open - 1).text();
    return before.equals("const") || before.equals("let") || before.equals("var");
  }
}
