package io.tributary.broker.script.starlark;

import java.util.Arrays;
import java.util.List;

/** The built-in functions that Python calls classes, and whose instances are. */
final class PythonClass {
  private static final PythonClass INT = new PythonClass("int", IntType.INT);
  private static final PythonClass DICT = new PythonClass("dict", DictType.DICT);
  private static final List<PythonClass> ALL =
      List.of(
          INT,
          DICT,
          new PythonClass("bool", BoolType.BOOL),
          new PythonClass("float", FloatType.FLOAT),
          new PythonClass("str", StringType.STRING),
          new PythonClass("bytes", BytesType.BYTES),
          new PythonClass("list", ListType.LIST),
          new PythonClass("tuple", TupleType.TUPLE),
          new PythonClass("set", SetType.SET),
          new PythonClass("range", RangeType.RANGE));

  private final String function;
  private final Type type;

  private PythonClass(String function, Type type) {
    this.function = function;
    this.type = type;
  }

  /** Null when it is no class. */
  static PythonClass named(String function) {
    for (PythonClass each : ALL) {
      if (each.function.equals(function)) {
        return each;
      }
    }
    return null;
  }

  /** Null when values of the type have no class of their own. */
  static PythonClass of(Type type) {
    for (PythonClass each : ALL) {
      if (each.type == type) {
        return each;
      }
    }
    return null;
  }

  String function() {
    return function;
  }

  /** As {@code isinstance} has it: a truth value is an int too. */
  boolean holds(Object value) {
    Type actual = Type.of(value);
    return actual == type || (this == INT && actual == BoolType.BOOL);
  }

  /** A method of the class, to be called with an instance first; null when there is none. */
  Builtin unbound(Run run, String called) {
    Native method = type.method(run, called);
    if (method == null) {
      return null;
    }
    if (this == DICT && called.equals("fromkeys")) {
      return new Builtin(method, None.NONE);
    }
    return new Builtin(
        Native.open(
            called,
            (inner, self, arguments) -> {
              Object[] given = arguments.positional();
              if (given.length == 0 || Type.of(given[0]) != type) {
                throw StarError.type(function + "." + called + " needs a " + function + " first");
              }
              Object[] rest = Arrays.copyOfRange(given, 1, given.length);
              return method.call(
                  inner, given[0], new Arguments(rest, arguments.names(), arguments.named()));
            }),
        null);
  }
}
