package io.tributary.broker.script;

import java.util.Locale;

/** A script that did not return what it was run for. */
public final class ScriptFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** What stopped it. */
  public enum Reason {
    /** More CPU time than {@link Limits#time()}. */
    TIME(true),
    STEPS(true),
    MEMORY(true),
    DEPTH(true),
    /** It returned more than {@link Limits#resultBytes()}. */
    RESULT_SIZE(true),
    /** It returned something other than what it was asked for. */
    RESULT_TYPE(false),
    /** It read a value that could not be fetched: {@link ScriptInput.Unfetched}. */
    UNFETCHED(false),
    /** A value that its settings demand was not given. */
    MISSING(false),
    /** It threw, or did something that the language forbids. */
    THROWN(false);

    private final boolean limit;

    Reason(boolean limit) {
      this.limit = limit;
    }

    /** Whether it is one of {@link Limits} that was reached. */
    public boolean isLimit() {
      return limit;
    }

    /** The value of log and audit fields and of the metric's label. */
    public String wire() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private final Reason reason;
  private final String fact;
  private final String advice;
  private final String place;
  private final int line;
  private final boolean meant;

  /**
   * @param message one sentence for the script's author
   * @param line of the script, 0 when not known
   */
  public ScriptFailure(Reason reason, String message, int line) {
    this(reason, message, "", "", line, false);
  }

  private ScriptFailure(
      Reason reason, String fact, String advice, String place, int line, boolean meant) {
    super(advice.isEmpty() ? fact : fact + "; " + advice, null, false, false);
    this.reason = reason;
    this.fact = fact;
    this.advice = advice;
    this.place = place;
    this.line = line;
    this.meant = meant;
  }

  /**
   * The result is not what it must be.
   *
   * @param place of what is wrong, as the author would say it: {@code groups[1]}; empty for all
   * @param advice what to write instead
   */
  public static ScriptFailure ofResult(String place, String fact, String advice) {
    return new ScriptFailure(Reason.RESULT_TYPE, fact, advice, place, 0, false);
  }

  /** The same with another advice. */
  public ScriptFailure advised(String other) {
    return new ScriptFailure(reason, fact, other, place, line, meant);
  }

  /** The same at a place of the script, unless one is known. */
  public ScriptFailure at(int where) {
    return line > 0 ? this : new ScriptFailure(reason, fact, advice, place, where, meant);
  }

  /** The same, thrown by the script on purpose. */
  public ScriptFailure onPurpose() {
    return new ScriptFailure(reason, fact, advice, place, line, true);
  }

  /**
   * Whether the script itself did something that cannot be done, or returned what it must not. What
   * it threw on purpose, a limit, and what the provider did not tell are none of that.
   */
  public boolean isMistake() {
    return reason == Reason.RESULT_TYPE || (reason == Reason.THROWN && !meant);
  }

  public Reason reason() {
    return reason;
  }

  /** Where in the result something is wrong; empty when it is not about a part of it. */
  public String place() {
    return place;
  }

  /** What to write instead; empty when nothing is known. It is a part of the message. */
  public String advice() {
    return advice;
  }

  public int line() {
    return line;
  }
}
