package io.tributary.broker.script;

/**
 * A limit was reached. An {@code Error}, because the engine lets scripts catch exceptions and run
 * their {@code finally}, but not errors.
 */
public final class LimitError extends Error {
  private static final long serialVersionUID = 1L;

  private final ScriptFailure.Reason reason;

  public LimitError(ScriptFailure.Reason reason, String message) {
    super(message, null, false, false);
    this.reason = reason;
  }

  public ScriptFailure.Reason reason() {
    return reason;
  }
}
