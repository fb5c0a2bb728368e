package io.tributary.broker.claims;

import io.tributary.broker.identity.Trace;
import io.tributary.broker.script.ScriptFailure;
import java.util.List;

/**
 * A mapping whose failure denies the login. Its message is fit for the public. The {@link #failure}
 * is no cause of it: causes are logged, and a script may say anything of a person.
 */
public final class MappingFailed extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String mapping;
  private final transient ScriptFailure failure;
  private final transient List<MappingStep> steps;
  private final transient Trace trace;
  private final boolean keeps;

  /**
   * @param steps the mappings that ran, the failed one last; none when it failed before any
   * @param keeps whether it would not have failed with claims of an earlier login
   */
  MappingFailed(
      String mapping, ScriptFailure failure, List<MappingStep> steps, Trace trace, boolean keeps) {
    super("The claims of this account could not be worked out (mapping " + mapping + ")");
    this.mapping = mapping;
    this.failure = failure;
    this.steps = List.copyOf(steps);
    this.trace = trace;
    this.keeps = keeps;
  }

  public String mapping() {
    return mapping;
  }

  public ScriptFailure.Reason reason() {
    return failure.reason();
  }

  /** For the author and the log, not for the public. */
  public ScriptFailure failure() {
    return failure;
  }

  public List<MappingStep> steps() {
    return steps;
  }

  /** Whether it is worth looking for a {@link LastGood}. */
  public boolean keeps() {
    return keeps;
  }

  public Trace trace() {
    return trace;
  }
}
