package io.tributary.broker.script.starlark;

import io.tributary.broker.script.starlark.StarRows.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** What a query set answers. */
final class RowsMethods {
  static final Map<String, Native> ALL =
      Native.table(
          Native.of("all", "", (run, self, a) -> self),
          Native.open("filter", (run, self, arguments) -> filter(run, self, arguments, true)),
          Native.open("exclude", (run, self, arguments) -> filter(run, self, arguments, false)),
          Native.open("get", RowsMethods::get),
          Native.of("exists", "", (run, self, a) -> rows(self).rows().length > 0),
          Native.of("count", "", (run, self, a) -> (long) rows(self).rows().length),
          Native.of("first", "", (run, self, a) -> end(run, rows(self), 0)),
          Native.of(
              "last", "", (run, self, a) -> end(run, rows(self), rows(self).rows().length - 1)),
          Native.open("order_by", RowsMethods::ordered),
          Native.open("distinct", (run, self, arguments) -> distinct(run, rows(self), arguments)),
          Native.open("values_list", RowsMethods::valuesList),
          Native.open("values", RowsMethods::values));

  private RowsMethods() {}

  private static StarRows rows(Object self) {
    return (StarRows) self;
  }

  /** The rows that meet all conditions, or those that do not. */
  static StarRows filter(Run run, Object self, Arguments arguments, boolean wanted) {
    if (arguments.count() > 0) {
      throw StarError.type("filter takes conditions by name, such as name=\"staff\"");
    }
    List<StarThing> kept = new ArrayList<>();
    for (StarThing row : rows(self).rows()) {
      run.meter().step();
      boolean met = true;
      for (int at = 0; at < arguments.names().length && met; at++) {
        met = Lookup.holds(run, row, arguments.names()[at], arguments.named()[at]);
      }
      if (met == wanted) {
        kept.add(row);
      }
    }
    run.meter().list(kept.size());
    return rows(self).with(kept.toArray(StarThing[]::new));
  }

  private static Object get(Run run, Object self, Arguments arguments) {
    StarRows found = filter(run, self, arguments, true);
    if (found.rows().length != 1) {
      throw new StarError(
          ErrorKind.LOOKUP,
          found.rows().length == 0
              ? "get: there is no such row"
              : "get: there are " + found.rows().length + " such rows");
    }
    return found.shown(run, 0);
  }

  private static Object end(Run run, StarRows rows, int index) {
    return rows.rows().length == 0 ? None.NONE : rows.shown(run, index);
  }

  private static List<String> names(String function, Arguments arguments) {
    List<String> names = new ArrayList<>();
    for (Object name : arguments.positional()) {
      names.add(Take.text(name, function, "fields"));
    }
    return names;
  }

  private static Object ordered(Run run, Object self, Arguments arguments) {
    arguments.refuseNamed("order_by");
    Object[] sorted = rows(self).rows().clone();
    List<String> names = names("order_by", arguments);
    // The first name decides, so it comes last: sorting is stable.
    for (int at = names.size() - 1; at >= 0; at--) {
      boolean descending = names.get(at).startsWith("-");
      String name = descending ? names.get(at).substring(1) : names.get(at);
      Native key =
          Native.of(
              "key", "row", (inner, none, a) -> StarRows.field(inner, (StarThing) a[0], name));
      sorted = Sorting.sorted(run, sorted, new Builtin(key, null), descending);
    }
    return rows(self).with(Arrays.copyOf(sorted, sorted.length, StarThing[].class));
  }

  private static Object distinct(Run run, StarRows rows, Arguments arguments) {
    arguments.refuseNamed("distinct");
    HashTable seen = new HashTable(false);
    List<StarThing> kept = new ArrayList<>();
    for (int at = 0; at < rows.rows().length; at++) {
      Object shown = rows.shown(run, at);
      Freezable.deeply(shown);
      Object key = shown instanceof StarDict dict ? StarTuple.of(dict.values(run)) : shown;
      if (seen.put(run, key, null)) {
        kept.add(rows.rows()[at]);
      }
    }
    return rows.with(kept.toArray(StarThing[]::new));
  }

  private static Object valuesList(Run run, Object self, Arguments arguments) {
    boolean flat = false;
    for (int at = 0; at < arguments.names().length; at++) {
      if (!arguments.names()[at].equals("flat")) {
        throw StarError.type(
            "values_list: unexpected keyword argument \"" + arguments.names()[at] + "\"");
      }
      flat = Compare.truth(arguments.named()[at]);
    }
    List<String> names = chosen(rows(self), names("values_list", arguments));
    if (flat && names.size() != 1) {
      throw StarError.type("values_list: flat=True takes exactly one name");
    }
    return new StarRows(rows(self).rows(), flat ? Shape.VALUE : Shape.TUPLE, names);
  }

  private static Object values(Run run, Object self, Arguments arguments) {
    arguments.refuseNamed("values");
    return new StarRows(
        rows(self).rows(), Shape.DICT, chosen(rows(self), names("values", arguments)));
  }

  private static List<String> chosen(StarRows rows, List<String> names) {
    return names.isEmpty() && rows.rows().length > 0
        ? List.copyOf(rows.rows()[0].attributes().keySet())
        : names;
  }
}
