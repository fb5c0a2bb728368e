package io.tributary.broker.script;

/** All script workers are busy and their queue is full: {@code temporarily_unavailable}. */
public final class ScriptsBusy extends RuntimeException {
  private static final long serialVersionUID = 1L;

  ScriptsBusy() {
    super("The scripts have no room for another login", null, false, false);
  }
}
