package io.tributary.broker.script.starlark;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The functions that spec.md predeclares. */
final class Builtins {
  static final Map<String, Object> UNIVERSE = universe();

  private Builtins() {}

  private static Map<String, Object> universe() {
    Map<String, Object> universe = new HashMap<>();
    universe.put("None", None.NONE);
    universe.put("True", true);
    universe.put("False", false);
    add(universe, collections());
    add(universe, values());
    add(universe, Conversions.ALL);
    return Map.copyOf(universe);
  }

  static void add(Map<String, Object> universe, Map<String, Native> functions) {
    functions.forEach((name, code) -> universe.put(name, new Builtin(code, null)));
  }

  private static Map<String, Native> collections() {
    return Native.table(
        Native.of("all", "x", (run, self, a) -> !meets(run, a[0], false)),
        Native.of("any", "x", (run, self, a) -> meets(run, a[0], true)),
        Native.of("enumerate", "x start?=", Builtins::enumerate),
        Native.of("len", "x", Builtins::length),
        Native.open("max", (run, self, a) -> extreme(run, "max", a)),
        Native.open("min", (run, self, a) -> extreme(run, "min", a)),
        Native.of("range", "start stop? step?", Builtins::range),
        Native.of(
            "reversed",
            "x",
            (run, self, a) -> new StarList(Sorting.reversed(Iterables.elements(run, a[0])))),
        Native.of(
            "sorted",
            "x *key? *reverse?",
            (run, self, a) ->
                new StarList(Sorting.sorted(run, Iterables.elements(run, a[0]), a[1], a[2]))),
        Native.open("zip", Builtins::zip));
  }

  private static Map<String, Native> values() {
    return Native.table(
        Native.of("abs", "x", Builtins::absolute),
        Native.of(
            "dir", "x", (run, self, a) -> new StarList(Attributes.names(run, a[0]).toArray())),
        Native.open("fail", Builtins::fail),
        Native.of("getattr", "x name default?", Builtins::attribute),
        Native.of(
            "hasattr",
            "x name",
            (run, self, a) ->
                Attributes.find(run, a[0], Take.text(a[1], "hasattr", "name")) != null),
        Native.of("hash", "x", Builtins::hash),
        Native.open("print", Builtins::print),
        Native.of("repr", "x", (run, self, a) -> Printer.repr(run, a[0])),
        Native.of("type", "x", Builtins::type));
  }

  /** Whether any element is true, or false. */
  private static boolean meets(Run run, Object iterable, boolean wanted) {
    Walk walk = Iterables.walk(run, iterable);
    try {
      for (Object next = walk.next(); next != null; next = walk.next()) {
        run.meter().step();
        if (Compare.truth(next) == wanted) {
          return true;
        }
      }
      return false;
    } finally {
      walk.close();
    }
  }

  private static Object enumerate(Run run, Object self, Object[] a) {
    Object start = a[1] == null ? (Object) 0L : a[1];
    if (!Ints.isInt(start)) {
      throw Take.wrong(start, "enumerate", "start", "int");
    }
    Object[] elements = Iterables.elements(run, a[0]);
    run.meter().reserve(64L * elements.length);
    for (int index = 0; index < elements.length; index++) {
      Object number = Operators.binary(run, Operator.ADD, start, (long) index);
      elements[index] = StarTuple.of(number, elements[index]);
    }
    return new StarList(elements);
  }

  private static Object length(Run run, Object self, Object[] a) {
    long length = Type.of(a[0]).length(a[0]);
    if (length < 0) {
      throw StarError.type(
          "len: value of type "
              + Type.name(a[0])
              + " has no len: "
              + Type.name(a[0])
              + " is not iterable");
    }
    return length;
  }

  static Object extreme(Run run, String function, Arguments arguments) {
    Object key = null;
    Object otherwise = null;
    for (int index = 0; index < arguments.names().length; index++) {
      String name = arguments.names()[index];
      if (name.equals("key")) {
        key = arguments.named()[index] == None.NONE ? null : arguments.named()[index];
      } else if (name.equals("default") && run.python()) {
        otherwise = arguments.named()[index];
      } else {
        String near =
            Spelling.nearest(name, List.of("key")).map(k -> " (did you mean key?)").orElse("");
        throw StarError.type(function + ": unexpected keyword argument " + name + near);
      }
    }
    if (arguments.count() == 0) {
      throw StarError.type(
          function
              + " requires at least one positional argument (expected at"
              + " least one item)");
    }
    Object[] elements =
        arguments.count() == 1
            ? Iterables.elements(run, arguments.positional()[0])
            : arguments.positional();
    if (elements.length == 0) {
      if (otherwise != null) {
        return otherwise;
      }
      throw StarError.value(
          function + ": argument is an empty sequence (expected at least one item)");
    }
    return extreme(run, function.equals("max"), elements, key);
  }

  private static Object extreme(Run run, boolean greatest, Object[] elements, Object key) {
    Object best = elements[0];
    Object bestKey = key == null ? best : Callable.call(run, key, Arguments.of(best));
    for (int index = 1; index < elements.length; index++) {
      Object other = elements[index];
      Object otherKey = key == null ? other : Callable.call(run, key, Arguments.of(other));
      boolean better =
          greatest
              ? Compare.order(run, otherKey, bestKey, ">") > 0
              : Compare.order(run, otherKey, bestKey, "<") < 0;
      if (better) {
        best = other;
        bestKey = otherKey;
      }
    }
    return best;
  }

  private static Object range(Run run, Object self, Object[] a) {
    long start = a[1] == null || a[1] == None.NONE ? 0 : bound(a[0], "start");
    long stop = a[1] == null || a[1] == None.NONE ? bound(a[0], "stop") : bound(a[1], "stop");
    return StarRange.of(start, stop, a[2] == null ? 1 : bound(a[2], "step"));
  }

  private static long bound(Object value, String parameter) {
    if (!Ints.isInt(value)) {
      throw Take.wrong(value, "range", parameter, "int");
    }
    if (value instanceof BigInteger) {
      throw StarError.value("range: " + parameter + " value " + value + " is out of range");
    }
    return (Long) value;
  }

  private static Object zip(Run run, Object self, Arguments arguments) {
    boolean strict =
        run.python() && arguments.names().length == 1 && arguments.names()[0].equals("strict");
    if (!strict) {
      arguments.refuseNamed("zip");
    }
    List<Object[]> columns = new ArrayList<>();
    int rows = arguments.count() == 0 ? 0 : Integer.MAX_VALUE;
    for (int index = 0; index < arguments.count(); index++) {
      Object each = arguments.positional()[index];
      try {
        columns.add(Iterables.elements(run, each));
      } catch (StarError wrong) {
        throw StarError.type(
            "zip: argument #" + (index + 1) + " is not iterable: " + Type.name(each));
      }
      rows = Math.min(rows, columns.get(index).length);
    }
    run.meter().charge((long) rows * columns.size());
    run.meter().list((long) rows * (columns.size() + 5));
    Object[] all = new Object[rows];
    for (int row = 0; row < rows; row++) {
      Object[] tuple = new Object[columns.size()];
      for (int column = 0; column < tuple.length; column++) {
        tuple[column] = columns.get(column)[row];
      }
      all[row] = StarTuple.of(tuple);
    }
    return new StarList(all);
  }

  private static Object absolute(Run run, Object self, Object[] a) {
    Object value = run.python() ? Compare.number(a[0]) : a[0];
    if (value instanceof Double real) {
      return Math.abs(real);
    }
    if (!Ints.isInt(value)) {
      throw StarError.type("abs: got " + Type.name(value) + ", want int or float");
    }
    return Ints.big(value).signum() < 0 ? Type.of(value).negative(value) : value;
  }

  private static Object fail(Run run, Object self, Arguments arguments) {
    String separator = " ";
    StringBuilder named = new StringBuilder();
    for (int index = 0; index < arguments.names().length; index++) {
      String name = arguments.names()[index];
      if (!name.equals("sep") && !name.equals("msg") && !name.equals("attr")) {
        throw StarError.type("fail: unexpected keyword argument \"" + name + "\"");
      }
      if (name.equals("sep")) {
        separator = Take.text(arguments.named()[index], "fail", "sep");
      } else {
        named.append(Printer.str(run, arguments.named()[index])).append(' ');
      }
    }
    throw StarError.runtime("fail: " + named + joined(run, arguments.positional(), separator))
        .onPurpose();
  }

  private static String joined(Run run, Object[] values, String separator) {
    Printer out = new Printer(run);
    for (int index = 0; index < values.length; index++) {
      if (index > 0) {
        out.put(separator);
      }
      out.show(values[index]);
    }
    return out.text();
  }

  private static Object attribute(Run run, Object self, Object[] a) {
    String name = Take.text(a[1], "getattr", "name");
    Object found = Attributes.find(run, a[0], name);
    if (found != null) {
      return found;
    }
    if (a[2] != null) {
      return a[2];
    }
    throw Attributes.missing(run, a[0], name);
  }

  private static Object hash(Run run, Object self, Object[] a) {
    if (a[0] instanceof String text) {
      run.meter().read(text.length());
      return (long) text.hashCode();
    }
    if (a[0] instanceof Bytes bytes) {
      run.meter().read(bytes.length());
      int hash = 0x811C9DC5;
      for (byte octet : bytes.octets()) {
        hash = (hash ^ (octet & 0xFF)) * 0x01000193;
      }
      return hash & 0xFFFFFFFFL;
    }
    throw StarError.type("hash: got " + Type.name(a[0]) + ", want string or bytes");
  }

  private static Object print(Run run, Object self, Arguments arguments) {
    String separator = " ";
    for (int index = 0; index < arguments.names().length; index++) {
      String name = arguments.names()[index];
      if (name.equals("sep")) {
        separator = Take.text(arguments.named()[index], "print", "sep");
      } else if (!(run.python() && (name.equals("end") || name.equals("flush")))) {
        throw StarError.type("print: unexpected keyword argument \"" + name + "\"");
      }
    }
    run.log().add(joined(run, arguments.positional(), separator));
    return None.NONE;
  }

  private static Object type(Run run, Object self, Object[] a) {
    if (run.python()) {
      PythonClass known = PythonClass.of(Type.of(a[0]));
      if (known != null) {
        return PythonBuiltins.UNIVERSE.get(known.function());
      }
      if (a[0] instanceof StarException exception) {
        return new StarException.Kind(exception.kind());
      }
    }
    return Type.name(a[0]);
  }
}
