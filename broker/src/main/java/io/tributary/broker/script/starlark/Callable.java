package io.tributary.broker.script.starlark;

/** A value that can be called. */
interface Callable extends Value {
  String name();

  Object call(Run run, Arguments arguments);

  /** Calls any value. */
  static Object call(Run run, Object value, Arguments arguments) {
    if (value instanceof Callable callable) {
      return callable.call(run, arguments);
    }
    throw StarError.type(
        "'"
            + Type.name(value)
            + "' object is not callable: invalid call of non-function ("
            + Type.name(value)
            + ")");
  }
}
