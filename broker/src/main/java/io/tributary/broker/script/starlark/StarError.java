package io.tributary.broker.script.starlark;

/** What a script did wrong, or raised. The only thing that its {@code except} can catch. */
final class StarError extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final ErrorKind kind;
  private final transient Object[] arguments;
  private int line;
  private int column;
  private boolean meant;

  StarError(ErrorKind kind, String message, Object... arguments) {
    super(message, null, false, false);
    this.kind = kind;
    this.arguments = arguments.length == 0 ? new Object[] {message} : arguments;
  }

  static StarError type(String message) {
    return new StarError(ErrorKind.TYPE, message);
  }

  static StarError value(String message) {
    return new StarError(ErrorKind.VALUE, message);
  }

  static StarError index(String message) {
    return new StarError(ErrorKind.INDEX, message);
  }

  static StarError attribute(String message) {
    return new StarError(ErrorKind.ATTRIBUTE, message);
  }

  static StarError runtime(String message) {
    return new StarError(ErrorKind.RUNTIME, message);
  }

  ErrorKind kind() {
    return kind;
  }

  /** What it was made with, for {@code e.args}. */
  Object[] arguments() {
    return arguments;
  }

  /** Marks where it happened; the innermost place stays. */
  StarError at(int where, int within) {
    if (line == 0) {
      line = where;
      column = within;
    }
    return this;
  }

  /** Marks what the script raised itself. */
  StarError onPurpose() {
    meant = true;
    return this;
  }

  boolean isMeant() {
    return meant;
  }

  int line() {
    return line;
  }

  int column() {
    return column;
  }
}
