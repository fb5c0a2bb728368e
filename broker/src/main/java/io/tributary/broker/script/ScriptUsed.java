package io.tributary.broker.script;

/**
 * What an evaluation used.
 *
 * @param nanos CPU time; of a short evaluation the time that passed, which is no less
 * @param steps instructions; a call counts 100
 * @param bytes allocated, whether still alive or not
 */
public record ScriptUsed(long nanos, long steps, long bytes) {
  public static final ScriptUsed NOTHING = new ScriptUsed(0, 0, 0);
}
