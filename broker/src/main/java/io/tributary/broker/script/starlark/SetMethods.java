package io.tributary.broker.script.starlark;

import java.util.Map;

/** The methods of sets. */
final class SetMethods {
  static final Map<String, Native> ALL =
      Native.table(
          Native.of(
              "add",
              "x",
              (run, self, a) -> {
                ((StarSet) self).add(run, a[0]);
                return None.NONE;
              }),
          Native.of(
              "clear",
              "",
              (run, self, a) -> {
                ((StarSet) self).clear();
                return None.NONE;
              }),
          Native.of(
              "discard",
              "x",
              (run, self, a) -> {
                Compare.hash(run, a[0]);
                ((StarSet) self).remove(run, a[0]);
                return None.NONE;
              }),
          Native.of("remove", "x", SetMethods::remove),
          Native.of("pop", "", SetMethods::pop),
          Native.of("isdisjoint", "other", (run, self, a) -> common(run, self, a[0]).size() == 0),
          Native.of(
              "issubset",
              "other",
              (run, self, a) -> common(run, self, a[0]).size() == ((StarSet) self).size()),
          Native.of("issuperset", "other", SetMethods::isSuperset),
          Native.of(
              "symmetric_difference",
              "other",
              (run, self, a) -> symmetric(run, (StarSet) self, Iterables.elements(run, a[0]))),
          Native.of(
              "symmetric_difference_update",
              "other",
              (run, self, a) ->
                  update(run, self, symmetric(run, (StarSet) self, Iterables.elements(run, a[0])))),
          folding("union", SetMethods::union, false),
          folding("update", SetMethods::union, true),
          folding("intersection", SetMethods::intersection, false),
          folding("intersection_update", SetMethods::intersection, true),
          folding("difference", SetMethods::difference, false),
          folding("difference_update", SetMethods::difference, true));

  static final Map<String, Native> PYTHON =
      Native.table(
          Native.of("copy", "", (run, self, a) -> StarSet.of(run, ((StarSet) self).elements(run))));

  private SetMethods() {}

  private interface Step {
    StarSet apply(Run run, StarSet set, Object[] other);
  }

  /** One that takes any number of others, one after the other. */
  private static Native folding(String name, Step step, boolean inPlace) {
    return Native.open(
        name,
        (run, self, arguments) -> {
          arguments.refuseNamed(name);
          StarSet set = (StarSet) self;
          if (inPlace) {
            set.change("change");
          }
          StarSet result = StarSet.of(run, set.elements(run));
          for (Object other : arguments.positional()) {
            result = step.apply(run, result, Iterables.elements(run, other));
          }
          return inPlace ? update(run, set, result) : result;
        });
  }

  private static Object update(Run run, Object self, StarSet result) {
    become(run, (StarSet) self, result);
    return None.NONE;
  }

  /** Gives a set another's elements. */
  static void become(Run run, StarSet set, StarSet other) {
    set.change("change");
    Object[] elements = other.elements(run);
    set.clear();
    for (Object element : elements) {
      set.add(run, element);
    }
  }

  private static Object remove(Run run, Object self, Object[] a) {
    if (!((StarSet) self).remove(run, a[0])) {
      throw new StarError(
          ErrorKind.KEY,
          "remove: element not found: "
              + Printer.repr(run, a[0])
              + " not found in"
              + " set (missing key)",
          a[0]);
    }
    return None.NONE;
  }

  private static Object pop(Run run, Object self, Object[] a) {
    Object first = ((StarSet) self).removeFirst();
    if (first == null) {
      throw new StarError(ErrorKind.KEY, "pop: empty set");
    }
    return first;
  }

  private static StarSet common(Run run, Object self, Object other) {
    return intersection(run, (StarSet) self, Iterables.elements(run, other));
  }

  private static Object isSuperset(Run run, Object self, Object[] a) {
    boolean all = true;
    for (Object element : Iterables.elements(run, a[0])) {
      all &= ((StarSet) self).has(run, element);
    }
    return all;
  }

  static StarSet union(Run run, StarSet set, Object[] more) {
    StarSet union = StarSet.of(run, set.elements(run));
    for (Object element : more) {
      union.add(run, element);
    }
    return union;
  }

  static StarSet intersection(Run run, StarSet set, Object[] other) {
    StarSet both = StarSet.of(run, other);
    StarSet kept = new StarSet();
    for (Object element : set.elements(run)) {
      if (both.has(run, element)) {
        kept.add(run, element);
      }
    }
    return kept;
  }

  static StarSet difference(Run run, StarSet set, Object[] other) {
    StarSet without = StarSet.of(run, other);
    StarSet kept = new StarSet();
    for (Object element : set.elements(run)) {
      if (!without.has(run, element)) {
        kept.add(run, element);
      }
    }
    return kept;
  }

  static StarSet symmetric(Run run, StarSet set, Object[] other) {
    StarSet second = StarSet.of(run, other);
    StarSet result = difference(run, set, other);
    for (Object element : second.elements(run)) {
      if (!set.has(run, element)) {
        result.add(run, element);
      }
    }
    return result;
  }
}
