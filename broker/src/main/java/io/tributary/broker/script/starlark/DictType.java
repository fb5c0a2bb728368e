package io.tributary.broker.script.starlark;

import java.util.Map;

/** Dictionaries. */
final class DictType extends Type {
  static final Type DICT = new DictType();

  private DictType() {
    super("dict");
  }

  private static StarDict dict(Object value) {
    return (StarDict) value;
  }

  @Override
  Map<String, Native> methods() {
    return DictMethods.ALL;
  }

  @Override
  Map<String, Native> pythonMethods() {
    return DictMethods.PYTHON;
  }

  @Override
  boolean truth(Object value) {
    return dict(value).size() > 0;
  }

  @Override
  void write(Printer out, Object value) {
    out.put('{');
    if (out.enter(value)) {
      Object[] keys = dict(value).keys(out.run());
      Object[] values = dict(value).values(out.run());
      for (int at = 0; at < keys.length; at++) {
        if (at > 0) {
          out.put(", ");
        }
        out.write(keys[at]);
        out.put(": ");
        out.write(values[at]);
      }
      out.leave();
    } else {
      out.put("...");
    }
    out.put('}');
  }

  /** spec.md, "Hashing": of a frozen one; equal ones may differ in order. Never in Python. */
  @Override
  int hash(Run run, Object value) {
    if (run.python() || !dict(value).isFrozen()) {
      return super.hash(run, value);
    }
    run.meter().enter();
    try {
      Object[] keys = dict(value).keys(run);
      Object[] values = dict(value).values(run);
      int hash = 0;
      for (int at = 0; at < keys.length; at++) {
        hash += 31 * Compare.hash(run, keys[at]) ^ Compare.hash(run, values[at]);
      }
      return hash;
    } finally {
      run.meter().leave();
    }
  }

  @Override
  boolean equal(Run run, Object one, Object other) {
    StarDict a = dict(one);
    StarDict b = dict(other);
    if (a.size() != b.size()) {
      return false;
    }
    run.meter().enter();
    try {
      for (Object key : a.keys(run)) {
        Object second = b.get(run, key);
        if (second == null || !Compare.equal(run, a.get(run, key), second)) {
          return false;
        }
      }
      return true;
    } finally {
      run.meter().leave();
    }
  }

  @Override
  Walk walk(Run run, Object value) {
    return dict(value).walk();
  }

  @Override
  long length(Object value) {
    return dict(value).size();
  }

  @Override
  Object index(Run run, Object value, Object key) {
    Object found = dict(value).get(run, key);
    if (found == null) {
      String shown = Printer.repr(run, key);
      throw new StarError(
          ErrorKind.KEY, "key " + shown + " not in dict: not found in dictionary", key);
    }
    return found;
  }

  @Override
  boolean set(Run run, Object value, Object key, Object element) {
    dict(value).put(run, key, element);
    return true;
  }

  @Override
  boolean remove(Run run, Object value, Object key) {
    if (dict(value).remove(run, key) == null) {
      throw new StarError(
          ErrorKind.KEY,
          "key " + Printer.repr(run, key) + " not in dict: not found in dictionary",
          key);
    }
    return true;
  }

  @Override
  Boolean contains(Run run, Object value, Object element) {
    return dict(value).has(run, element);
  }

  @Override
  Object binary(Run run, Operator operator, Object left, Object right) {
    if (operator == Operator.OR && right instanceof StarDict more) {
      StarDict union = dict(left).copy(run);
      union.putAll(run, more);
      return union;
    }
    return null;
  }

  @Override
  Object inPlace(Run run, Operator operator, Object left, Object right) {
    if (operator == Operator.OR && right instanceof StarDict more) {
      dict(left).change("insert into");
      dict(left).putAll(run, more);
      return left;
    }
    return null;
  }
}
