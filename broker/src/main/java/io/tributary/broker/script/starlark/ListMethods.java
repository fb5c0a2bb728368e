package io.tributary.broker.script.starlark;

import java.util.Map;

/** The methods of lists, and those that Python's lists and tuples have besides. */
final class ListMethods {
  static final Map<String, Native> ALL =
      Native.table(
          Native.of(
              "append",
              "x",
              (run, self, a) -> {
                ((StarList) self).add(run, a[0]);
                return None.NONE;
              }),
          Native.of(
              "clear",
              "",
              (run, self, a) -> {
                ((StarList) self).change("clear");
                ((StarList) self).replace(new Object[0]);
                return None.NONE;
              }),
          Native.of(
              "extend",
              "iterable",
              (run, self, a) -> {
                ((StarList) self).change("extend");
                ((StarList) self).addAll(run, Iterables.elements(run, a[0]));
                return None.NONE;
              }),
          Native.of("index", "x start? end?", ListMethods::index),
          Native.of("insert", "i x", ListMethods::insert),
          Native.of("pop", "index?", ListMethods::pop),
          Native.of("remove", "x", ListMethods::remove));

  static final Map<String, Native> PYTHON =
      Native.table(
          Native.of("copy", "", (run, self, a) -> new StarList(((StarList) self).elements(run))),
          Native.of(
              "count", "x", (run, self, a) -> count(run, ((StarList) self).elements(run), a[0])),
          Native.of(
              "reverse",
              "",
              (run, self, a) -> {
                StarList list = (StarList) self;
                list.change("reverse");
                list.replace(Sorting.reversed(list.elements(run)));
                return None.NONE;
              }),
          Native.of(
              "sort",
              "*key? *reverse?",
              (run, self, a) -> {
                StarList list = (StarList) self;
                list.change("sort");
                list.replace(Sorting.sorted(run, list.elements(run), a[0], a[1]));
                return None.NONE;
              }));

  static final Map<String, Native> PYTHON_TUPLE =
      Native.table(
          Native.of(
              "count", "x", (run, self, a) -> count(run, ((StarTuple) self).elements(), a[0])),
          Native.of(
              "index",
              "x start? end?",
              (run, self, a) ->
                  index(run, new StarList(((StarTuple) self).elements().clone()), a)));

  private ListMethods() {}

  private static Object count(Run run, Object[] elements, Object wanted) {
    long count = 0;
    for (Object element : elements) {
      count += Compare.equal(run, element, wanted) ? 1 : 0;
    }
    return count;
  }

  private static Object index(Run run, Object self, Object[] a) {
    StarList list = (StarList) self;
    int[] range = Slice.range(a[1], a[2], list.size());
    int found = Sequences.indexOf(run, range[0], range[1], list::get, a[0]);
    if (found < 0) {
      throw StarError.value(
          "index: value not in list: " + Printer.repr(run, a[0]) + " not found in list");
    }
    return (long) found;
  }

  private static Object insert(Run run, Object self, Object[] a) {
    StarList list = (StarList) self;
    int place = Take.number(a[0], "insert", "index");
    long index = place < 0 ? (long) place + list.size() : place;
    list.insert(run, (int) Math.max(0, Math.min(list.size(), index)), a[1]);
    return None.NONE;
  }

  private static Object pop(Run run, Object self, Object[] a) {
    StarList list = (StarList) self;
    list.change("pop from");
    if (list.size() == 0) {
      throw StarError.index("pop from empty list: index -1 out of range: empty list");
    }
    Object index = a[0] == null ? (Object) (long) (list.size() - 1) : a[0];
    if (!Ints.isInt(index)) {
      throw Take.wrong(index, "pop", "index", "int");
    }
    return list.remove(run, Slice.element(index, list.size(), "list"));
  }

  private static Object remove(Run run, Object self, Object[] a) {
    StarList list = (StarList) self;
    list.change("remove from");
    int found = Sequences.indexOf(run, 0, list.size(), list::get, a[0]);
    if (found < 0) {
      throw StarError.value(
          "remove: element not found: item " + Printer.repr(run, a[0]) + " not found in list");
    }
    list.remove(run, found);
    return None.NONE;
  }
}
