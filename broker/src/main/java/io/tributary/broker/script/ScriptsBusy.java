package io.tributary.broker.script;

/** All script workers are busy and their queue is full. */
public final class ScriptsBusy extends RuntimeException {
  private static final long serialVersionUID = 1L;

  ScriptsBusy() {
    super("The scripts have no room for another job", null, false, false);
  }
}
