package io.tributary.broker.script;

import java.util.Locale;

/** A script that did not return what it was run for. */
public final class ScriptFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** What stopped it. */
  public enum Reason {
    /** More CPU time than {@link Limits#time()}. */
    TIME,
    STEPS,
    MEMORY,
    DEPTH,
    /** It returned more than {@link Limits#resultBytes()}. */
    RESULT_SIZE,
    /** It returned something other than what it was asked for. */
    RESULT_TYPE,
    /** It read a value that could not be fetched: {@link ScriptInput.Unfetched}. */
    UNFETCHED,
    /** A value that its settings demand was not given. */
    MISSING,
    /** It threw, or did something that the language forbids. */
    THROWN;

    /** The value of log and audit fields and of the metric's label. */
    public String wire() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private final Reason reason;
  private final int line;

  /**
   * @param message one sentence for the script's author
   * @param line of the script, 0 when not known
   */
  public ScriptFailure(Reason reason, String message, int line) {
    super(message, null, false, false);
    this.reason = reason;
    this.line = line;
  }

  public Reason reason() {
    return reason;
  }

  public int line() {
    return line;
  }
}
