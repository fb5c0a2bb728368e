package io.tributary.broker.script.starlark;

import java.util.Deque;

/** A fixed row of values. */
final class StarTuple implements Value, Freezable {
  static final StarTuple EMPTY = new StarTuple(new Object[0]);

  private final Object[] elements;
  private boolean hashed;
  private int hash;

  private StarTuple(Object[] elements) {
    this.elements = elements;
  }

  /**
   * @param elements nobody else's
   */
  static StarTuple of(Object... elements) {
    return elements.length == 0 ? EMPTY : new StarTuple(elements);
  }

  @Override
  public Type type() {
    return TupleType.TUPLE;
  }

  @Override
  public boolean freeze(Deque<Object> reached) {
    for (Object element : elements) {
      reached.push(element);
    }
    return true;
  }

  int size() {
    return elements.length;
  }

  Object get(int index) {
    return elements[index];
  }

  /** Read only. */
  Object[] elements() {
    return elements;
  }

  /** Of what is hashable for good, so it is worked out once. */
  int hash(Run run) {
    if (!hashed) {
      hash = hash(run, elements);
      hashed = true;
    }
    return hash;
  }

  static int hash(Run run, Object[] elements) {
    run.meter().enter();
    try {
      int hash = 1;
      for (Object element : elements) {
        hash = 31 * hash + Compare.hash(run, element);
      }
      return hash;
    } finally {
      run.meter().leave();
    }
  }
}
