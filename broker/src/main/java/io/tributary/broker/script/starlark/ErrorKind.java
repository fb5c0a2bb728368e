package io.tributary.broker.script.starlark;

/** What {@code except} tells apart; Python's names and their order of descent. */
enum ErrorKind {
  EXCEPTION("Exception", null),
  ARITHMETIC("ArithmeticError", EXCEPTION),
  ZERO_DIVISION("ZeroDivisionError", ARITHMETIC),
  OVERFLOW("OverflowError", ARITHMETIC),
  ASSERTION("AssertionError", EXCEPTION),
  ATTRIBUTE("AttributeError", EXCEPTION),
  LOOKUP("LookupError", EXCEPTION),
  INDEX("IndexError", LOOKUP),
  KEY("KeyError", LOOKUP),
  NAME("NameError", EXCEPTION),
  RUNTIME("RuntimeError", EXCEPTION),
  STOP("StopIteration", EXCEPTION),
  TYPE("TypeError", EXCEPTION),
  VALUE("ValueError", EXCEPTION),
  UNICODE("UnicodeError", VALUE);

  private final String python;
  private final ErrorKind parent;

  ErrorKind(String python, ErrorKind parent) {
    this.python = python;
    this.parent = parent;
  }

  String python() {
    return python;
  }

  boolean isA(ErrorKind other) {
    for (ErrorKind each = this; each != null; each = each.parent) {
      if (each == other) {
        return true;
      }
    }
    return false;
  }
}
