package io.tributary.broker.script.starlark;

/** What can stand on the left of {@code =}. */
interface Target {
  void assign(Frame frame, Object value);

  /** Binds its names in a scope. */
  void declare(Scope scope);

  /** Finds the places of its names, which are bound already. */
  void resolveTarget(Scope scope);
}
