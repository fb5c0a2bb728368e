package io.tributary.broker.script;

/**
 * A language that scripts are written in: all that the rest of the program knows of it.
 * Thread-safe.
 */
public interface ScriptLanguage {
  /** The ending of its files, without the dot. */
  String extension();

  /**
   * Reads a script without running it.
   *
   * @throws ScriptSyntax when it cannot be run
   */
  void check(ScriptText script);

  /** A place to run scripts in, for one thread. */
  ScriptRoom open();
}
