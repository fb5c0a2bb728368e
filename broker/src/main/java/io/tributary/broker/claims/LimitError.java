package io.tributary.broker.claims;

/**
 * A limit was reached. An {@code Error}, because the engine lets scripts catch exceptions and run
 * their {@code finally}, but not errors.
 */
final class LimitError extends Error {
  private static final long serialVersionUID = 1L;

  private final ScriptFailure.Reason reason;

  LimitError(ScriptFailure.Reason reason, String message) {
    super(message, null, false, false);
    this.reason = reason;
  }

  ScriptFailure.Reason reason() {
    return reason;
  }
}
