package io.tributary.broker.script;

import java.util.Locale;

/** A script that did not return usable claims. */
public final class ScriptFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** What stopped it. */
  public enum Reason {
    /** More CPU time than {@link Limits#time()}, or than is left to the login. */
    TIME,
    STEPS,
    MEMORY,
    DEPTH,
    /** It returned more than {@link Limits#resultBytes()}. */
    RESULT_SIZE,
    /** It returned something that is not an object of claims of the declared shapes. */
    RESULT_TYPE,
    /** It read a claim that the provider could not be asked for. */
    UNFETCHED,
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
   * @param message one sentence for the mapping's author
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
