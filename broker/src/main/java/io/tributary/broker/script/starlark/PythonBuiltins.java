package io.tributary.broker.script.starlark;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Functions that Python has and spec.md lacks. */
final class PythonBuiltins {
  static final Map<String, Object> UNIVERSE = universe();

  private PythonBuiltins() {}

  private static Map<String, Object> universe() {
    Map<String, Object> universe = new HashMap<>(Builtins.UNIVERSE);
    universe.put("frozenset", universe.get("set"));
    for (ErrorKind kind : ErrorKind.values()) {
      universe.put(kind.python(), new StarException.Kind(kind));
    }
    Builtins.add(universe, functions());
    Builtins.add(universe, numbers());
    universe.putAll(AuthentikFunctions.ALL);
    return Map.copyOf(universe);
  }

  private static Map<String, Native> functions() {
    return Native.table(
        Native.of("callable", "x", (run, self, a) -> a[0] instanceof Callable),
        Native.of("filter", "function iterable", PythonBuiltins::filter),
        Native.open("map", PythonBuiltins::map),
        Native.of("isinstance", "x kinds", (run, self, a) -> isInstance(a[0], a[1])),
        Native.of(
            "iter",
            "x",
            (run, self, a) ->
                a[0] instanceof OneShot ? a[0] : OneShotType.over(Iterables.elements(run, a[0]))),
        Native.of("next", "iterator default?", PythonBuiltins::next),
        Native.of(
            "format",
            "x spec?",
            (run, self, a) ->
                Formatting.write(run, a[0], '\0', Take.text(a[1], "format", "spec", ""))));
  }

  private static Map<String, Native> numbers() {
    return Native.table(
        Native.of("sum", "iterable start?", PythonBuiltins::sum),
        Native.of("round", "x digits?", PythonBuiltins::round),
        Native.of(
            "pow",
            "base exponent",
            (run, self, a) -> Operators.binary(run, Operator.POWER, a[0], a[1])),
        Native.of(
            "divmod",
            "x y",
            (run, self, a) ->
                StarTuple.of(
                    Operators.binary(run, Operator.FLOOR_DIVIDE, a[0], a[1]),
                    Operators.binary(run, Operator.REMAINDER, a[0], a[1]))),
        Native.of("chr", "x", PythonBuiltins::character),
        Native.of("ord", "x", PythonBuiltins::ordinal),
        Native.of("hex", "x", (run, self, a) -> Formatting.write(run, a[0], '\0', "#x")),
        Native.of("oct", "x", (run, self, a) -> Formatting.write(run, a[0], '\0', "#o")),
        Native.of("bin", "x", (run, self, a) -> Formatting.write(run, a[0], '\0', "#b")));
  }

  private static Object filter(Run run, Object self, Object[] a) {
    List<Object> kept = new ArrayList<>();
    for (Object element : Iterables.elements(run, a[1])) {
      Object answer = a[0] == None.NONE ? element : Callable.call(run, a[0], Arguments.of(element));
      if (Compare.truth(answer)) {
        kept.add(element);
      }
    }
    return OneShotType.over(kept.toArray());
  }

  private static Object map(Run run, Object self, Arguments arguments) {
    arguments.refuseNamed("map");
    if (arguments.count() < 2) {
      throw StarError.type("map takes a function and at least one iterable");
    }
    List<Object[]> columns = new ArrayList<>();
    int rows = Integer.MAX_VALUE;
    for (int at = 1; at < arguments.count(); at++) {
      Object[] column = Iterables.elements(run, arguments.positional()[at]);
      columns.add(column);
      rows = Math.min(rows, column.length);
    }
    run.meter().list(rows);
    Object[] results = new Object[rows];
    for (int row = 0; row < rows; row++) {
      Object[] given = new Object[columns.size()];
      for (int column = 0; column < given.length; column++) {
        given[column] = columns.get(column)[row];
      }
      results[row] = Callable.call(run, arguments.positional()[0], Arguments.of(given));
    }
    return OneShotType.over(results);
  }

  private static boolean isInstance(Object value, Object kinds) {
    Object[] all = kinds instanceof StarTuple tuple ? tuple.elements() : new Object[] {kinds};
    for (Object kind : all) {
      if (kind instanceof StarException.Kind error) {
        if (value instanceof StarException exception && exception.kind().isA(error.kind())) {
          return true;
        }
        continue;
      }
      PythonClass known =
          kind instanceof Builtin builtin ? PythonClass.named(builtin.name()) : null;
      if (known == null) {
        throw StarError.type("isinstance() arg 2 must be a type or a tuple of types");
      }
      if (known.holds(value)) {
        return true;
      }
    }
    return false;
  }

  private static Object next(Run run, Object self, Object[] a) {
    if (!(a[0] instanceof OneShot once)) {
      throw StarError.type("next: '" + Type.name(a[0]) + "' object is not an iterator");
    }
    Object next = once.next();
    if (next != null) {
      return next;
    }
    if (a[1] == null) {
      throw new StarError(ErrorKind.STOP, "there is no next element");
    }
    return a[1];
  }

  private static Object sum(Run run, Object self, Object[] a) {
    Object total = a[1] == null ? (Object) 0L : a[1];
    if (total instanceof String) {
      throw StarError.type("sum: texts are joined with \"\".join(…)");
    }
    long length = Type.of(a[0]).length(a[0]);
    if (length > 0) {
      run.meter().charge(length);
    }
    Walk walk = Iterables.walk(run, a[0]);
    try {
      for (Object next = walk.next(); next != null; next = walk.next()) {
        run.meter().step();
        total = Operators.binary(run, Operator.ADD, total, next);
      }
    } finally {
      walk.close();
    }
    return total;
  }

  private static Object round(Run run, Object self, Object[] a) {
    Object value = Compare.number(a[0]);
    boolean whole = a[1] == null || a[1] == None.NONE;
    int digits = whole ? 0 : Take.number(a[1], "round", "digits");
    if (Math.abs((long) digits) > 400) {
      throw StarError.value("round: at most 400 digits");
    }
    if (value instanceof Double real) {
      if (Double.isNaN(real) || Double.isInfinite(real)) {
        return whole ? Ints.truncated(real) : real;
      }
      BigDecimal rounded = new BigDecimal(real).setScale(digits, RoundingMode.HALF_EVEN);
      return whole ? Ints.of(rounded.toBigInteger()) : (Object) rounded.doubleValue();
    }
    if (!Ints.isInt(value)) {
      throw StarError.type("round: got " + Type.name(a[0]) + ", want int or float");
    }
    return digits >= 0
        ? value
        : Ints.of(
            new BigDecimal(Ints.big(value))
                .setScale(digits, RoundingMode.HALF_EVEN)
                .toBigInteger());
  }

  private static Object character(Run run, Object self, Object[] a) {
    int point = Take.number(a[0], "chr", "x");
    if (point < 0 || point > Character.MAX_CODE_POINT) {
      throw StarError.value("chr: there is no character " + a[0]);
    }
    return Character.toString(point);
  }

  private static Object ordinal(Run run, Object self, Object[] a) {
    String text = Take.text(a[0], "ord", "x");
    if (text.isEmpty() || text.codePointCount(0, text.length()) != 1) {
      throw StarError.type("ord: want one character, got " + text.length());
    }
    return (long) text.codePointAt(0);
  }
}
