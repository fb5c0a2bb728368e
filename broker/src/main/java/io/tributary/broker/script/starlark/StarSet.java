package io.tributary.broker.script.starlark;

import java.util.Deque;

/** Elements without equals, in the order in which they came. */
final class StarSet implements Value, Freezable {
  private final Guard guard = new Guard("hash table");
  private final HashTable table = new HashTable(false);

  static StarSet of(Run run, Object[] elements) {
    StarSet set = new StarSet();
    for (Object element : elements) {
      set.table.put(run, element, null);
    }
    return set;
  }

  @Override
  public Type type() {
    return SetType.SET;
  }

  @Override
  public boolean freeze(Deque<Object> reached) {
    return guard.freeze();
  }

  boolean isFrozen() {
    return guard.isFrozen();
  }

  int size() {
    return table.size();
  }

  boolean has(Run run, Object element) {
    return table.find(run, element) >= 0;
  }

  void change(String verb) {
    guard.change(verb);
  }

  boolean add(Run run, Object element) {
    guard.change("insert into");
    return table.put(run, element, null);
  }

  boolean remove(Run run, Object element) {
    guard.change("delete from");
    int place = table.find(run, element);
    if (place >= 0) {
      table.removeAt(place);
    }
    return place >= 0;
  }

  /** The first element, removed, or null. */
  Object removeFirst() {
    guard.change("delete from");
    int place = table.first();
    if (place < 0) {
      return null;
    }
    Object element = table.key(place);
    table.removeAt(place);
    return element;
  }

  void clear() {
    guard.change("clear");
    table.clear();
  }

  Walk walk() {
    return table.walkKeys(guard);
  }

  Object[] elements(Run run) {
    run.meter().list(table.size());
    Object[] elements = new Object[table.size()];
    int at = 0;
    for (int place = 0; place < table.places(); place++) {
      if (table.key(place) != null) {
        elements[at++] = table.key(place);
      }
    }
    return elements;
  }
}
