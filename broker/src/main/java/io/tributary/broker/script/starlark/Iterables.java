package io.tributary.broker.script.starlark;

import java.util.Arrays;

/** Walking any value that has elements. */
final class Iterables {
  private Iterables() {}

  /**
   * The walk over a value's elements; whoever asks for it closes it.
   *
   * @throws StarError when it has none
   */
  static Walk walk(Run run, Object value) {
    Walk walk = Type.of(value).walk(run, value);
    if (walk == null) {
      throw StarError.type(
          Type.name(value)
              + " value is not iterable: '"
              + Type.name(value)
              + "' object is not iterable: got "
              + Type.name(value)
              + ", want iterable");
    }
    return walk;
  }

  static boolean isIterable(Run run, Object value) {
    Walk walk = Type.of(value).walk(run, value);
    if (walk != null) {
      walk.close();
    }
    return walk != null;
  }

  /** All elements, in an array that is the caller's. */
  static Object[] elements(Run run, Object value) {
    if (value instanceof StarList list) {
      return list.elements(run);
    }
    if (value instanceof StarTuple tuple) {
      run.meter().list(tuple.size());
      return tuple.elements().clone();
    }
    long length = Type.of(value).length(value);
    if (length > 0 && Type.of(value) != StringType.STRING) {
      run.meter().list(length);
      run.meter().charge(length);
    }
    Walk walk = walk(run, value);
    try {
      Object[] all = new Object[length > 0 ? (int) length : 8];
      int size = 0;
      for (Object next = walk.next(); next != null; next = walk.next()) {
        run.meter().step();
        if (size == all.length) {
          run.meter().list(size * 2L);
          all = Arrays.copyOf(all, size * 2);
        }
        all[size++] = next;
      }
      return size == all.length ? all : Arrays.copyOf(all, size);
    } finally {
      walk.close();
    }
  }
}
