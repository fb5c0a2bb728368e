package io.tributary.broker.script.starlark;

/**
 * One {@code for} or {@code if} of a comprehension.
 *
 * @param target null for an {@code if}
 * @param expr what is walked, or the condition
 */
record Clause(Target target, Expr expr) {
  boolean isFor() {
    return target != null;
  }
}
