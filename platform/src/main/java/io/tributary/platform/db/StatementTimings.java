package io.tributary.platform.db;

/**
 * Told of every statement that has ended, for metrics ({@link StatementTimers}). Called on event
 * loops: it must not block.
 */
@FunctionalInterface
public interface StatementTimings {
  StatementTimings NONE = (name, nanos, ok) -> {};

  /**
   * @param name of the {@link Statement}
   * @param nanos from the call until the answer, waiting included
   * @param ok false when it failed
   */
  void record(String name, long nanos, boolean ok);
}
