package io.tributary.broker.script.starlark;

import java.util.Map;

/** The methods of dictionaries. */
final class DictMethods {
  static final Map<String, Native> ALL =
      Native.table(
          Native.of(
              "clear",
              "",
              (run, self, a) -> {
                ((StarDict) self).clear();
                return None.NONE;
              }),
          Native.of("get", "key default?", DictMethods::get),
          Native.of("items", "", (run, self, a) -> items(run, (StarDict) self)),
          Native.of("keys", "", (run, self, a) -> new StarList(((StarDict) self).keys(run))),
          Native.of("values", "", (run, self, a) -> new StarList(((StarDict) self).values(run))),
          Native.of("pop", "key default?", DictMethods::pop),
          Native.of("popitem", "", DictMethods::popItem),
          Native.of("setdefault", "key default?", DictMethods::setDefault),
          Native.open("update", DictMethods::update));

  static final Map<String, Native> PYTHON =
      Native.table(
          Native.of("copy", "", (run, self, a) -> ((StarDict) self).copy(run)),
          Native.of("fromkeys", "iterable value?", DictMethods::fromKeys));

  private DictMethods() {}

  private static Object get(Run run, Object self, Object[] a) {
    Object found = ((StarDict) self).get(run, a[0]);
    return found != null ? found : a[1] == null ? None.NONE : a[1];
  }

  private static Object items(Run run, StarDict dict) {
    Object[] keys = dict.keys(run);
    Object[] values = dict.values(run);
    run.meter().reserve(40L * keys.length);
    for (int at = 0; at < keys.length; at++) {
      keys[at] = StarTuple.of(keys[at], values[at]);
    }
    return new StarList(keys);
  }

  private static Object pop(Run run, Object self, Object[] a) {
    Object removed = ((StarDict) self).remove(run, a[0]);
    if (removed != null) {
      return removed;
    }
    if (a[1] == null) {
      throw new StarError(
          ErrorKind.KEY,
          "pop: missing key: KeyError: key " + Printer.repr(run, a[0]) + " not found in dictionary",
          a[0]);
    }
    return a[1];
  }

  /** Starlark takes the first, Python the last. */
  private static Object popItem(Run run, Object self, Object[] a) {
    Object[] entry = ((StarDict) self).removeEnd(run.python());
    if (entry == null) {
      throw new StarError(ErrorKind.KEY, "popitem: empty dict: dictionary is empty");
    }
    return StarTuple.of(entry);
  }

  private static Object setDefault(Run run, Object self, Object[] a) {
    StarDict dict = (StarDict) self;
    Object found = dict.get(run, a[0]);
    if (found != null) {
      if (!run.python()) {
        dict.change("insert into");
      }
      return found;
    }
    Object value = a[1] == null ? None.NONE : a[1];
    dict.put(run, a[0], value);
    return value;
  }

  private static Object update(Run run, Object self, Arguments arguments) {
    ((StarDict) self).change("insert into");
    fill(run, (StarDict) self, "update", arguments);
    return None.NONE;
  }

  /** What {@code dict} and {@code update} have in common. */
  static void fill(Run run, StarDict dict, String function, Arguments arguments) {
    if (arguments.count() > 1) {
      throw StarError.type(function + ": got " + arguments.count() + " arguments, want at most 1");
    }
    if (arguments.count() == 1) {
      Object given = arguments.positional()[0];
      if (given instanceof StarDict other) {
        dict.putAll(run, other);
      } else if (given != None.NONE || function.equals("dict")) {
        pairs(run, dict, function, given);
      }
    }
    for (int at = 0; at < arguments.names().length; at++) {
      dict.put(run, arguments.names()[at], arguments.named()[at]);
    }
  }

  private static void pairs(Run run, StarDict dict, String function, Object given) {
    Object[] pairs = Iterables.elements(run, given);
    for (int at = 0; at < pairs.length; at++) {
      Object[] pair = pair(run, function, pairs[at], at);
      dict.put(run, pair[0], pair[1]);
    }
  }

  private static Object[] pair(Run run, String function, Object value, int at) {
    Object[] pair;
    try {
      pair = Iterables.elements(run, value);
    } catch (StarError notOne) {
      throw StarError.type(
          function
              + ": dictionary update sequence element #"
              + at
              + " is not iterable ("
              + Type.name(value)
              + "): cannot convert item #"
              + at
              + " to a sequence");
    }
    if (pair.length != 2) {
      throw StarError.value(
          function
              + ": dictionary update sequence element #"
              + at
              + " has length "
              + pair.length
              + ", want 2: item #"
              + at
              + " has length "
              + pair.length
              + ", but exactly two"
              + " elements are required");
    }
    return pair;
  }

  private static Object fromKeys(Run run, Object self, Object[] a) {
    StarDict dict = new StarDict();
    for (Object key : Iterables.elements(run, a[0])) {
      dict.put(run, key, a[1] == null ? None.NONE : a[1]);
    }
    return dict;
  }
}
