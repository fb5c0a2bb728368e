package io.tributary.broker.script.starlark;

import io.tributary.broker.script.LimitError;
import io.tributary.broker.script.ScriptFailure;
import java.util.function.IntFunction;

/** What lists and tuples have in common. */
final class Sequences {
  /** So that lengths stay whole numbers of Java. */
  private static final long LARGEST = 1 << 28;

  private Sequences() {}

  static boolean equal(
      Run run, int size, IntFunction<Object> one, int other, IntFunction<Object> two) {
    if (size != other) {
      return false;
    }
    run.meter().enter();
    try {
      for (int index = 0; index < size; index++) {
        if (!Compare.equal(run, one.apply(index), two.apply(index))) {
          return false;
        }
      }
      return true;
    } finally {
      run.meter().leave();
    }
  }

  static int compare(
      Run run, int size, IntFunction<Object> one, int other, IntFunction<Object> two) {
    run.meter().enter();
    try {
      for (int index = 0; index < size && index < other; index++) {
        Object left = one.apply(index);
        Object right = two.apply(index);
        if (!Compare.equal(run, left, right)) {
          return Compare.order(run, left, right, "<");
        }
      }
      return Integer.compare(size, other);
    } finally {
      run.meter().leave();
    }
  }

  /** Elements {@code times} over. */
  static Object[] repeat(Run run, Object[] elements, Object times) {
    int count = Math.max(0, Ints.clamped(times));
    long length = (long) count * elements.length;
    if (length > LARGEST) {
      throw new LimitError(
          ScriptFailure.Reason.MEMORY,
          "excessive repeat (" + elements.length + " * " + times + " elements)");
    }
    run.meter().list(length);
    Object[] all = new Object[(int) length];
    for (int copy = 0; copy < count && elements.length > 0; copy++) {
      System.arraycopy(elements, 0, all, copy * elements.length, elements.length);
    }
    return all;
  }

  static Object[] concatenated(Run run, Object[] one, Object[] two) {
    run.meter().list((long) one.length + two.length);
    Object[] all = new Object[one.length + two.length];
    System.arraycopy(one, 0, all, 0, one.length);
    System.arraycopy(two, 0, all, one.length, two.length);
    return all;
  }

  static Object[] part(Run run, Slice slice, IntFunction<Object> elements) {
    run.meter().list(slice.count());
    Object[] part = new Object[slice.count()];
    for (int index = 0; index < part.length; index++) {
      part[index] = elements.apply(slice.start() + index * slice.stride());
    }
    return part;
  }

  static int indexOf(Run run, int from, int to, IntFunction<Object> elements, Object wanted) {
    for (int index = from; index < to; index++) {
      if (Compare.equal(run, elements.apply(index), wanted)) {
        return index;
      }
    }
    return -1;
  }
}
