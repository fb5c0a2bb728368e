package io.tributary.broker.claims;

import io.tributary.broker.script.ScriptsBusy;

/** There is no room for another login's mappings now: {@code temporarily_unavailable}. */
public final class MappingsBusy extends RuntimeException {
  private static final long serialVersionUID = 1L;

  MappingsBusy(ScriptsBusy cause) {
    super("There is no room for another login's mappings", cause, false, false);
  }
}
