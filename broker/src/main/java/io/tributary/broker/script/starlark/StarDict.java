package io.tributary.broker.script.starlark;

import io.tributary.broker.script.LimitError;
import io.tributary.broker.script.ScriptFailure;
import io.tributary.broker.script.ScriptInput;
import java.util.Deque;

/** Keys and their values, in the order in which the keys came. */
final class StarDict implements Value, Freezable {
  /** In place of a value that could not be fetched. Only inputs hold it, and they are frozen. */
  record Missing(ScriptInput.Unfetched what) {
    LimitError read() {
      return new LimitError(
          ScriptFailure.Reason.UNFETCHED, "read " + what.name() + ", which could not be fetched");
    }
  }

  private final Guard guard = new Guard("hash table");
  private final HashTable table = new HashTable(true);
  private final String watched;

  StarDict() {
    this(null);
  }

  /**
   * @param watched by which name it is told what was read of it; null: by none
   */
  StarDict(String watched) {
    this.watched = watched;
  }

  @Override
  public Type type() {
    return DictType.DICT;
  }

  @Override
  public boolean freeze(Deque<Object> reached) {
    if (!guard.freeze()) {
      return false;
    }
    for (int place = 0; place < table.places(); place++) {
      if (table.key(place) != null) {
        reached.push(table.key(place));
        reached.push(table.value(place));
      }
    }
    return true;
  }

  boolean isFrozen() {
    return guard.isFrozen();
  }

  int size() {
    return table.size();
  }

  /** The value, or null. */
  Object get(Run run, Object key) {
    int place = table.find(run, key);
    if (watched != null && key instanceof String name) {
      run.reads().note(watched, name);
    }
    return place < 0 ? null : valueAt(place);
  }

  private Object valueAt(int place) {
    Object value = table.value(place);
    if (value instanceof Missing missing) {
      throw missing.read();
    }
    return value;
  }

  boolean has(Run run, Object key) {
    return table.find(run, key) >= 0;
  }

  void put(Run run, Object key, Object value) {
    if (run.python() && !guard.isFrozen()) {
      // Python lets a loop over a dict give its keys other values.
      int place = table.find(run, key);
      if (place >= 0) {
        table.value(place, value);
        return;
      }
    }
    guard.change("insert into");
    table.put(run, key, value);
  }

  /** For one who makes an input. */
  void putInput(Run run, Object key, Object value) {
    table.put(run, key, value);
  }

  /** The removed value, or null. */
  Object remove(Run run, Object key) {
    guard.change("delete from");
    int place = table.find(run, key);
    if (place < 0) {
      return null;
    }
    Object value = valueAt(place);
    table.removeAt(place);
    return value;
  }

  /** The first entry removed, or the last, or null. */
  Object[] removeEnd(boolean last) {
    guard.change("delete from");
    int place = last ? table.last() : table.first();
    if (place < 0) {
      return null;
    }
    Object[] entry = {table.key(place), valueAt(place)};
    table.removeAt(place);
    return entry;
  }

  void clear() {
    guard.change("clear");
    table.clear();
  }

  void change(String verb) {
    guard.change(verb);
  }

  Walk walk() {
    return table.walkKeys(guard);
  }

  Object[] keys(Run run) {
    run.meter().list(table.size());
    Object[] keys = new Object[table.size()];
    int at = 0;
    for (int place = 0; place < table.places(); place++) {
      if (table.key(place) != null) {
        keys[at++] = table.key(place);
      }
    }
    return keys;
  }

  Object[] values(Run run) {
    run.meter().list(table.size());
    Object[] values = new Object[table.size()];
    int at = 0;
    for (int place = 0; place < table.places(); place++) {
      if (table.key(place) != null) {
        if (watched != null) {
          run.reads().note(watched, (String) table.key(place));
        }
        values[at++] = valueAt(place);
      }
    }
    return values;
  }

  /** Puts all of another's entries; both may be the same. */
  void putAll(Run run, StarDict other) {
    Object[] keys = other.keys(run);
    Object[] values = other.values(run);
    for (int at = 0; at < keys.length; at++) {
      put(run, keys[at], values[at]);
    }
  }

  StarDict copy(Run run) {
    StarDict copy = new StarDict();
    copy.putAll(run, this);
    return copy;
  }
}
