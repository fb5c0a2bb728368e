package io.tributary.broker.script;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Runs scripts on one thread. No evaluation sees anything that another has done; nothing but the
 * input reaches a script.
 */
public interface ScriptRoom {
  /** More than these nobody mends one by one. */
  int MOST_UNKNOWN = 100;

  /** Runs a script for nobody, so that the first run does not wait for classes to load. */
  void warmUp(ScriptText script, ScriptInput input);

  /**
   * Runs a script once.
   *
   * @return texts, {@code Long}, {@code Double}, {@code Boolean}, lists and maps of such; {@code
   *     null} for what has no value
   * @throws ScriptFailure when it used more than it may, threw, or returned something else
   */
  Map<String, Object> evaluate(ScriptText script, ScriptInput input, Limits limits);

  /** What the last evaluation used, whether it failed or not. */
  ScriptUsed used();

  /** What the last evaluation said to its author, whether it failed or not: {@link ScriptLog}. */
  List<String> logged();

  /**
   * What the last evaluation read of what was {@link ScriptInput.Watched}, whether it failed or
   * not: {@link ScriptReads#names()}.
   */
  Set<String> reads();

  /**
   * Names that a script uses and that nothing defines, found by reading it; at most {@link
   * #MOST_UNKNOWN}. None in a language that refuses such a script when it is loaded.
   */
  default List<UnknownName> unknownNames(ScriptText script) {
    return List.of();
  }

  /** CPU time of the last evaluation, in nanoseconds. */
  default long usedNanos() {
    return used().nanos();
  }
}
