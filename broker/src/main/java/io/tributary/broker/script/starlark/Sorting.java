package io.tributary.broker.script.starlark;

import java.util.Arrays;

/** Sorts, stably; each comparison counts. */
final class Sorting {
  private Sorting() {}

  /**
   * @param elements the caller's own
   * @param key a function, or null or None
   * @param reverse a truth value, or null
   */
  static Object[] sorted(Run run, Object[] elements, Object key, Object reverse) {
    run.meter().list(elements.length * 3L);
    boolean descending = Take.flag(run, reverse, "sorted", "reverse");
    Object[] keys = elements;
    if (key == None.NONE && !run.python()) {
      throw Take.wrong(key, "sorted", "key", "callable");
    }
    if (key != null && key != None.NONE) {
      keys = new Object[elements.length];
      for (int index = 0; index < keys.length; index++) {
        keys[index] = Callable.call(run, key, Arguments.of(elements[index]));
      }
    }
    Integer[] order = new Integer[elements.length];
    Arrays.setAll(order, index -> index);
    Object[] by = keys;
    Arrays.sort(
        order,
        (one, other) ->
            descending
                ? Compare.order(run, by[other], by[one], "<")
                : Compare.order(run, by[one], by[other], "<"));
    Object[] sorted = new Object[elements.length];
    Arrays.setAll(sorted, index -> elements[order[index]]);
    return sorted;
  }

  static Object[] reversed(Object[] elements) {
    Object[] reversed = new Object[elements.length];
    for (int index = 0; index < reversed.length; index++) {
      reversed[index] = elements[elements.length - 1 - index];
    }
    return reversed;
  }
}
