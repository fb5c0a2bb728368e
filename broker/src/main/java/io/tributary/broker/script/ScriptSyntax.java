package io.tributary.broker.script;

/** A script that cannot be read; found when it is loaded, never when it runs. */
public final class ScriptSyntax extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int line;
  private final int column;

  /**
   * @param message one sentence that says what to write instead where we know it
   * @param line from 1
   * @param column from 1
   */
  public ScriptSyntax(String message, int line, int column) {
    super(message, null, false, false);
    this.line = line;
    this.column = column;
  }

  public int line() {
    return line;
  }

  public int column() {
    return column;
  }
}
