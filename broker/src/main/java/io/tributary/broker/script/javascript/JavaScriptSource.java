package io.tributary.broker.script.javascript;

import io.tributary.broker.script.ScriptSyntax;
import io.tributary.broker.script.ScriptText;
import io.tributary.broker.script.javascript.JsTokens.Token;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Makes of a script's text the function that the engine runs: checked, its loop heads written as
 * the engine reads them, and every place where a text can grow guarded. Line numbers stay.
 */
final class JavaScriptSource {
  private static final int LARGEST = 64 << 10;

  private static final String SUFFIX = "\n}})";

  private JavaScriptSource() {}

  /**
   * The text to compile, its lines counted from 0.
   *
   * @throws ScriptSyntax with the author's line and column
   */
  static String prepare(ScriptText script) {
    String body = script.body();
    if (body.getBytes(StandardCharsets.UTF_8).length > LARGEST) {
      throw new ScriptSyntax("a script has at most " + LARGEST + " bytes", 1, 1);
    }
    List<Token> tokens = JsTokens.of(body);
    Optional<Refusal> refusal = refusal(tokens);
    if (refusal.isPresent()) {
      throw at(body, refusal.get());
    }
    StringBuilder mended = new StringBuilder(body);
    String prefix = prefix(script);
    Set<Integer> constants = new HashSet<>();
    for (Token constant : constants(tokens)) {
      // Of the same length, so that every column stays.
      mended.replace(constant.at(), constant.at() + "const".length(), "let  ");
      constants.add(prefix.length() + constant.at());
    }
    try {
      return JsGuards.guard(JsBindings.mend(prefix + mended + SUFFIX, constants));
    } catch (StackOverflowError deep) {
      throw new ScriptSyntax("expressions are nested too deeply", 1, 1);
    }
  }

  /** Line 0, so that the author's first line is line 1. */
  private static String prefix(ScriptText script) {
    return "(function ("
        + JsGuards.SHORT
        + ", "
        + JsGuards.LIST
        + ") { 'use strict'; return function ("
        + String.join(", ", script.parameters())
        + ") {\n";
  }

  private record Refusal(String advice, int at) {}

  private static ScriptSyntax at(String body, Refusal refusal) {
    String before = body.substring(0, refusal.at());
    int line = (int) before.chars().filter(character -> character == '\n').count() + 1;
    return new ScriptSyntax(
        refusal.advice(), line, refusal.at() - (before.lastIndexOf('\n') + 1) + 1);
  }

  /** What the engine does not know, with what to write instead. */
  private static Optional<Refusal> refusal(List<Token> tokens) {
    for (int index = 0; index < tokens.size(); index++) {
      Token token = tokens.get(index);
      String after = index + 1 == tokens.size() ? "" : tokens.get(index + 1).text();
      String advice =
          switch (isName(tokens, index) ? "" : token.text()) {
            case "class" -> "class is not known here; write a function that returns an object";
            case "async", "await" ->
                after.equals("function") || token.is("await")
                    ? "nothing here takes time; remove " + token.text()
                    : null;
            case "import", "export" -> "a script stands alone; remove " + token.text();
            case "..." -> spread(tokens, index);
            case "const" -> countingConst(tokens, index);
            default -> null;
          };
      if (advice != null) {
        return Optional.of(new Refusal(advice, token.at()));
      }
    }
    return Optional.empty();
  }

  /** Three dots in round brackets: a spread argument, or the rest of an arrow's parameters. */
  private static String spread(List<Token> tokens, int index) {
    int open = opening(tokens, index);
    if (open < 0 || !tokens.get(open).is("(")) {
      return null;
    }
    int close = closing(tokens, open);
    if (close + 1 < tokens.size() && tokens.get(close + 1).is("=>")) {
      return "rest parameters are known to functions only; write function (...names) { … }";
    }
    boolean parameters =
        open > 0
            && (tokens.get(open - 1).is("function")
                || (open > 1 && tokens.get(open - 2).is("function")));
    return parameters
        ? null
        : "a list cannot be spread into a call; write f.apply(null, list), or list.concat(more)"
            + " instead of push";
  }

  private static String countingConst(List<Token> tokens, int index) {
    return isLoopHead(tokens, index) && !isWalk(tokens, index)
        ? "a counter changes; write let instead of const"
        : null;
  }

  private static List<Token> constants(List<Token> tokens) {
    List<Token> constants = new ArrayList<>();
    for (int index = 0; index < tokens.size(); index++) {
      if (tokens.get(index).is("const") && !isName(tokens, index)) {
        constants.add(tokens.get(index));
      }
    }
    return constants;
  }

  /** Of a property, which may be called like a keyword. */
  private static boolean isName(List<Token> tokens, int index) {
    return (index > 0 && tokens.get(index - 1).is("."))
        || (index + 1 < tokens.size() && tokens.get(index + 1).is(":"));
  }

  private static boolean isLoopHead(List<Token> tokens, int index) {
    return index > 1 && tokens.get(index - 1).is("(") && tokens.get(index - 2).is("for");
  }

  /** Whether {@code of} or {@code in} follows the names that are declared. */
  private static boolean isWalk(List<Token> tokens, int index) {
    int depth = 0;
    for (int next = index + 1; next < tokens.size() && depth >= 0; next++) {
      String text = tokens.get(next).text();
      if (depth == 0 && (text.equals("=") || text.equals(";"))) {
        return false;
      }
      if (depth == 0 && next > index + 1 && (text.equals("of") || text.equals("in"))) {
        return true;
      }
      depth += nesting(text);
    }
    return false;
  }

  private static int opening(List<Token> tokens, int index) {
    int depth = 0;
    for (int before = index - 1; before >= 0; before--) {
      depth += nesting(tokens.get(before).text());
      if (depth > 0) {
        return before;
      }
    }
    return -1;
  }

  private static int closing(List<Token> tokens, int open) {
    int depth = 0;
    for (int next = open; next < tokens.size(); next++) {
      depth += nesting(tokens.get(next).text());
      if (depth == 0) {
        return next;
      }
    }
    return tokens.size();
  }

  private static int nesting(String sign) {
    return switch (sign) {
      case "(", "[", "{" -> 1;
      case ")", "]", "}" -> -1;
      default -> 0;
    };
  }
}
