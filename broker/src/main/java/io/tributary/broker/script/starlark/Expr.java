package io.tributary.broker.script.starlark;

import io.tributary.broker.script.ScriptSyntax;

/** An expression, which evaluates itself. */
abstract class Expr {
  private final int line;
  private final int column;

  /**
   * @param at where it stands, or its sign
   */
  Expr(Token at) {
    this.line = at.line();
    this.column = at.column();
  }

  int column() {
    return column;
  }

  int line() {
    return line;
  }

  abstract Object eval(Frame frame);

  /** Finds the places of all names in it. */
  abstract void resolve(Scope scope);

  /** Marks an error with where it happened. */
  final StarError here(StarError error) {
    return error.at(line, column);
  }

  final ScriptSyntax wrong(String message) {
    return new ScriptSyntax(message, line, column);
  }
}
