package io.tributary.broker.script.starlark;

import java.util.Arrays;
import java.util.Deque;

/** A list that can grow. */
final class StarList implements Value, Freezable {
  private static final Object[] NOTHING = {};

  private final Guard guard = new Guard("list");
  private Object[] elements;
  private int size;

  StarList() {
    elements = NOTHING;
  }

  /**
   * @param elements nobody else's
   */
  StarList(Object[] elements) {
    this.elements = elements;
    size = elements.length;
  }

  @Override
  public Type type() {
    return ListType.LIST;
  }

  @Override
  public boolean freeze(Deque<Object> reached) {
    if (!guard.freeze()) {
      return false;
    }
    for (int index = 0; index < size; index++) {
      reached.push(elements[index]);
    }
    return true;
  }

  boolean isFrozen() {
    return guard.isFrozen();
  }

  int size() {
    return size;
  }

  Object get(int index) {
    return elements[index];
  }

  /** A copy. */
  Object[] elements() {
    return Arrays.copyOf(elements, size);
  }

  Object[] elements(Run run) {
    run.meter().list(size);
    return elements();
  }

  Walk walk() {
    guard.walkIn();
    return new Walk() {
      private int at;

      @Override
      Object next() {
        return at < size ? elements[at++] : null;
      }

      @Override
      void close() {
        guard.walkOut();
      }
    };
  }

  void change(String verb) {
    guard.change(verb);
  }

  void set(int index, Object value) {
    guard.change("assign to element of");
    elements[index] = value;
  }

  void add(Run run, Object value) {
    guard.change("append to");
    room(run, 1);
    elements[size++] = value;
  }

  void addAll(Run run, Object[] more) {
    guard.change("extend");
    room(run, more.length);
    run.meter().read(more.length);
    System.arraycopy(more, 0, elements, size, more.length);
    size += more.length;
  }

  void insert(Run run, int index, Object value) {
    guard.change("insert into");
    room(run, 1);
    run.meter().read(size - index);
    System.arraycopy(elements, index, elements, index + 1, size - index);
    elements[index] = value;
    size++;
  }

  Object remove(Run run, int index) {
    guard.change("remove from");
    run.meter().read(size - index);
    Object removed = elements[index];
    System.arraycopy(elements, index + 1, elements, index, size - index - 1);
    elements[--size] = null;
    return removed;
  }

  /** Gives it other elements. */
  void replace(Object[] others) {
    elements = others;
    size = others.length;
  }

  private void room(Run run, int more) {
    if ((long) size + more > elements.length) {
      long wanted = Math.max((long) size + more, Math.max(4, size + (size >> 1)));
      run.meter().list(wanted);
      elements = Arrays.copyOf(elements, (int) wanted);
    }
  }
}
