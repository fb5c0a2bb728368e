package io.tributary.broker.script.starlark;

/** A variable, as resolving finds it. */
final class Binding {
  private final String name;
  private final Scope function;
  private final int slot;
  private final boolean global;
  private final int line;
  private boolean captured;
  private boolean used;

  /**
   * @param function where it lives
   * @param slot there, or among the module's globals
   * @param line where it was bound first
   */
  Binding(String name, Scope function, int slot, boolean global, int line) {
    this.name = name;
    this.function = function;
    this.slot = slot;
    this.global = global;
    this.line = line;
  }

  String name() {
    return name;
  }

  Scope function() {
    return function;
  }

  int slot() {
    return slot;
  }

  int line() {
    return line;
  }

  boolean isGlobal() {
    return global;
  }

  /** Whether a function within its own sees it, so that it needs a cell. */
  boolean isCaptured() {
    return captured;
  }

  void capture() {
    captured = true;
  }

  boolean isUsed() {
    return used;
  }

  void use() {
    used = true;
  }
}
