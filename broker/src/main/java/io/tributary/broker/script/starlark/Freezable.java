package io.tributary.broker.script.starlark;

import java.util.ArrayDeque;
import java.util.Deque;

/** A value that can change until it is frozen; spec.md, "Freezing a value". */
interface Freezable {
  /**
   * Freezes this value alone.
   *
   * @param reached collects the values that it holds
   * @return false when it was frozen before
   */
  boolean freeze(Deque<Object> reached);

  /** Freezes a value and everything that it reaches. */
  static void deeply(Object value) {
    Deque<Object> waiting = new ArrayDeque<>();
    waiting.push(value);
    while (!waiting.isEmpty()) {
      if (waiting.pop() instanceof Freezable next) {
        next.freeze(waiting);
      }
    }
  }
}
