package io.tributary.broker.claims;

import io.tributary.broker.script.ScriptFailure;

/** A mapping whose failure denies the login. Its message is fit for the public. */
public final class MappingFailed extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String mapping;
  private final ScriptFailure.Reason reason;

  MappingFailed(String mapping, ScriptFailure failure) {
    super("The claims of this account could not be worked out (mapping " + mapping + ")", failure);
    this.mapping = mapping;
    this.reason = failure.reason();
  }

  public String mapping() {
    return mapping;
  }

  public ScriptFailure.Reason reason() {
    return reason;
  }
}
