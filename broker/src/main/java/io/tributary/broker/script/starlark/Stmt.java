package io.tributary.broker.script.starlark;

/** A statement, which runs itself. */
abstract class Stmt {
  /** How the next statement is found. */
  enum Flow {
    NEXT,
    BREAK,
    CONTINUE,
    RETURN
  }

  abstract Flow exec(Frame frame);

  /** Binds the names that it gives values to; not those of functions within. */
  void declare(Scope scope) {}

  abstract void resolve(Scope scope);
}
