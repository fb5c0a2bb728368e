package io.tributary.broker.script.javascript;

import io.tributary.broker.script.ScriptSyntax;
import io.tributary.broker.script.javascript.JsTokens.Token;

/** Refuses what the engine does not know, with what to write instead. */
final class JsUnknown {
  private static final String NO_WAITING = "nothing here takes time; remove ";

  private final JsTokens tokens;

  private JsUnknown(JsTokens tokens) {
    this.tokens = tokens;
  }

  /**
   * Looks at every word.
   *
   * @throws ScriptSyntax for the first that is not known
   */
  static void refuse(JsText script, JsTokens tokens) {
    JsUnknown unknown = new JsUnknown(tokens);
    for (int index = 0; index < tokens.size(); index++) {
      String advice = tokens.isName(index) ? null : unknown.advice(index);
      if (advice != null) {
        throw script.refusal(tokens.get(index).at(), advice);
      }
    }
  }

  private String advice(int index) {
    Token next = tokens.get(index + 1);
    return switch (tokens.get(index).text()) {
      case "async" -> isAsync(index) ? NO_WAITING + "async" : null;
      case "await" -> isMethod(index) ? null : NO_WAITING + "await";
      case "import", "export" ->
          isMethod(index)
              ? null
              : "mappings are single files: remove "
                  + tokens.get(index).text()
                  + " and write here what is needed";
      case "require" ->
          next.is("(") && !isMethod(index) && !tokens.get(index - 1).isWord()
              ? "mappings are single files: write here what is needed instead of require"
              : null;
      case "new" -> next.is(".") ? "new.target is not known here; give what you need" : null;
      case "const" -> countingConst(index);
      default -> null;
    };
  }

  private boolean isAsync(int index) {
    Token next = tokens.get(index + 1);
    if (next.is("(")) {
      return tokens.get(tokens.partner(index + 1) + 1).is("=>");
    }
    boolean operator = next.is("of") || next.is("in") || next.is("instanceof");
    return next.is("*") || (next.isWord() && !operator);
  }

  /** A method of an object may be called like a keyword: {@code {import(x) { … }}}. */
  private boolean isMethod(int index) {
    return tokens.get(index + 1).is("(")
        && tokens.get(tokens.partner(index + 1) + 1).is("{")
        && (tokens.get(index - 1).is("{") || tokens.get(index - 1).is(","));
  }

  private String countingConst(int index) {
    boolean loopHead = tokens.get(index - 1).is("(") && tokens.get(index - 2).is("for");
    return loopHead && !isWalk(index) ? "a counter changes; write let instead of const" : null;
  }

  /** Whether {@code of} or {@code in} follows the names that are declared. */
  private boolean isWalk(int index) {
    int next = index + 1;
    while (next < tokens.size()) {
      String text = tokens.get(next).text();
      if (text.equals("=") || text.equals(";") || text.equals(")")) {
        return false;
      }
      if (next > index + 1 && (text.equals("of") || text.equals("in"))) {
        return true;
      }
      next = Math.max(tokens.partner(next), next) + 1;
    }
    return false;
  }
}
