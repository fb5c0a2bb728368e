package io.tributary.broker.script.starlark;

/** Reads one argument of a built-in function. */
final class Take {
  private Take() {}

  static String text(Object value, String function, String parameter) {
    if (value instanceof String text) {
      return text;
    }
    throw wrong(value, function, parameter, "string");
  }

  /**
   * @param otherwise where none was given, or None
   */
  static String text(Object value, String function, String parameter, String otherwise) {
    return value == null || value == None.NONE ? otherwise : text(value, function, parameter);
  }

  /** A whole number, clamped to those of Java. */
  static int number(Object value, String function, String parameter) {
    if (Ints.isInt(value)) {
      return Ints.clamped(value);
    }
    throw wrong(value, function, parameter, "int");
  }

  static int number(Object value, String function, String parameter, int otherwise) {
    return value == null || value == None.NONE ? otherwise : number(value, function, parameter);
  }

  /** A truth value; Python takes anything for one. False where none was given. */
  static boolean flag(Run run, Object value, String function, String parameter) {
    if (value == null) {
      return false;
    }
    if (!(value instanceof Boolean) && !run.python()) {
      throw wrong(value, function, parameter, "bool");
    }
    return Compare.truth(value);
  }

  static StarError wrong(Object value, String function, String parameter, String wanted) {
    return StarError.type(
        function
            + ": for parameter "
            + parameter
            + ": got "
            + Type.name(value)
            + ", want "
            + wanted);
  }
}
