package io.tributary.broker.script.javascript;

import io.tributary.broker.script.ScriptSyntax;
import io.tributary.broker.script.javascript.JsTokens.Token;
import java.util.HashSet;
import java.util.Set;

/**
 * Writes {@code class A extends B { … }} as a call that makes a class of objects with one method
 * each: {@code let A = make("A", B, [0, {m() { … }}, 1, {ofTheClass() { … }}]);}, where 1 stands
 * for {@code static}. A constructor is a method, too; {@code super(…)} calls the one above.
 */
final class JsClasses {
  static final String MAKE = JsGuards.OURS + "class";

  /** The method that is called with what {@code new} is given. */
  static final String CONSTRUCT = JsGuards.OURS + "construct";

  /** After these words a class is a value. */
  private static final Set<String> BEFORE_VALUE =
      Set.of("return", "new", "typeof", "throw", "extends", "of", "in", "case", "void", "yield");

  private final JsText script;
  private final JsTokens tokens;
  private final JsEdits edits;
  private final Set<Integer> calls = new HashSet<>();

  private JsClasses(JsText script, JsTokens tokens, JsEdits edits) {
    this.script = script;
    this.tokens = tokens;
    this.edits = edits;
  }

  /**
   * Notes the changes for every class.
   *
   * @throws ScriptSyntax for what classes cannot have here
   */
  static void rewrite(JsText script, JsTokens tokens, JsEdits edits) {
    JsClasses classes = new JsClasses(script, tokens, edits);
    for (int index = 0; index < tokens.size(); index++) {
      boolean method = tokens.get(index + 1).is("(");
      if (tokens.get(index).is("class") && !tokens.isName(index) && !method) {
        classes.rewrite(index);
      }
    }
  }

  private void rewrite(int index) {
    boolean value = isValue(index);
    int next = index + 1;
    String name = "";
    if (tokens.get(next).isWord() && !tokens.get(next).is("extends")) {
      name = tokens.get(next).text();
      if (value) {
        throw refusal(next, "a class that is a value has no name here; write const A = class {…}");
      }
      next++;
    } else if (!value) {
      throw refusal(index, "a class needs a name");
    }
    int body = next;
    while (body < tokens.size() && !tokens.get(body).is("{")) {
      body = Math.max(tokens.partner(body), body) + 1;
    }
    int end = tokens.partner(body);
    if (end < 0) {
      throw refusal(index, "the class is not closed");
    }
    String parent = parent(next, body);
    String head = MAKE + "(\"" + name + "\", " + parent;
    // Whatever stands between class and its brace moves, but for its line breaks.
    int start = tokens.get(index).at();
    int open = tokens.get(body).at();
    edits.replace(
        start, open + 1, (value ? "" : "let " + name + " = ") + head + lines(start, open) + ", [");
    members(body + 1, end, !parent.equals("null"));
    edits.replace(tokens.get(end).at(), tokens.get(end).at() + 1, value ? "])" : "]);");
  }

  private String parent(int next, int body) {
    if (!tokens.get(next).is("extends")) {
      return "null";
    }
    if (body != next + 2 || !tokens.get(next + 1).isWord()) {
      throw refusal(next, "name the class after extends, and nothing else");
    }
    return "[" + tokens.get(next + 1).text() + "]";
  }

  private boolean isValue(int index) {
    Token before = tokens.get(index - 1);
    if (before.isWord()) {
      return BEFORE_VALUE.contains(before.text());
    }
    return index > 0
        && !before.text().isEmpty()
        && !Set.of(";", "{", "}", ")", "]").contains(before.text());
  }

  private void members(int from, int end, boolean above) {
    int index = from;
    while (index < end) {
      if (tokens.get(index).is(";")) {
        int at = tokens.get(index).at();
        edits.replace(at, at + 1, " ");
        index++;
      } else {
        index = member(index, above);
      }
    }
  }

  /** One method; returns where the next begins. */
  private int member(int first, boolean above) {
    int index = first;
    int start = tokens.get(first).at();
    boolean ofClass = tokens.get(index).is("static") && !tokens.get(index + 1).is("(");
    if (ofClass) {
      index++;
    }
    boolean plain = true;
    Token word = tokens.get(index);
    boolean accessor = (word.is("get") || word.is("set")) && !tokens.get(index + 1).is("(");
    if (accessor || word.is("*")) {
      plain = false;
      index++;
    }
    Token name = tokens.get(index);
    int parameters = Math.max(tokens.partner(index), index) + 1;
    int body = Math.max(tokens.partner(parameters), parameters) + 1;
    if (name.is("#")) {
      throw refusal(index, "private members are not known here; use a name that begins with _");
    }
    if (!tokens.get(parameters).is("(") || !tokens.get(body).is("{")) {
      throw refusal(
          index, "a class has methods only here; set fields in the constructor: this.name = …");
    }
    if (ofClass) {
      edits.replace(start, start + "static".length(), "1,{");
    } else {
      edits.open(start, "0,{");
    }
    if (plain && !ofClass && name.is("constructor")) {
      edits.replace(name.at(), name.at() + "constructor".length(), CONSTRUCT);
      callsAbove(parameters, tokens.partner(body), above);
    }
    int end = tokens.partner(body);
    if (end < 0) {
      throw refusal(first, "the method is not closed");
    }
    edits.close(tokens.get(end).at() + 1, "},");
    return end + 1;
  }

  /** {@code super(…)} within a constructor; those of classes within are their own. */
  private void callsAbove(int from, int end, boolean above) {
    for (int index = from; index < end; index++) {
      boolean call = tokens.get(index).is("super") && tokens.get(index + 1).is("(");
      if (call && !above) {
        throw refusal(index, "there is no class above this one");
      }
      if (call && calls.add(index)) {
        edits.open(tokens.get(index).at() + "super".length(), "." + CONSTRUCT);
      }
    }
  }

  private String lines(int start, int end) {
    return "\n"
        .repeat((int) script.text().substring(start, end).chars().filter(c -> c == '\n').count());
  }

  private ScriptSyntax refusal(int index, String message) {
    return script.refusal(tokens.get(index).at(), message);
  }
}
