package io.tributary.broker.script;

import io.tributary.broker.script.ScriptFailure.Reason;
import java.util.EnumSet;
import java.util.Set;

/** What a script may try against the server; each language says how it is written there. */
public enum Attack {
  ENDLESS_LOOP(Reason.STEPS),
  ENDLESS_LOOP_THAT_CATCHES(Reason.STEPS),
  ENDLESS_LOOP_BEHIND_FINALLY(Reason.STEPS),
  ENDLESS_WALK(Reason.STEPS, Reason.MEMORY),
  /** {@code sum(range(10**12))}. */
  HUGE_SUM(Reason.STEPS),
  COMPARING_WITHOUT_END(Reason.STEPS),
  GROWING_LIST(Reason.MEMORY),
  GROWING_TABLE(Reason.MEMORY),
  GROWING_LIST_THAT_CATCHES(Reason.MEMORY),
  LISTS_OF_LISTS(Reason.MEMORY),
  DOUBLED_TEXT(Reason.MEMORY),
  DOUBLED_TEXT_THAT_CATCHES(Reason.MEMORY),
  DOUBLED_LIST(Reason.MEMORY),
  REPEATED_TEXT(Reason.MEMORY),
  PADDED_TEXT(Reason.MEMORY),
  JOINED_TEXT(Reason.MEMORY),
  JOINED_LONG_LIST(Reason.MEMORY),
  REPLACED_TEXT(Reason.MEMORY),
  REPLACED_BY_EXPRESSION(Reason.MEMORY),
  FORMATTED_TEXT(Reason.MEMORY),
  /** A list of fifty million elements, made and sorted. */
  HUGE_SORT(Reason.MEMORY, Reason.STEPS),
  HUGE_LIST_BY_ONE_CALL(Reason.MEMORY, Reason.STEPS),
  /** {@code 7 ** 3000000}. */
  HUGE_POWER(Reason.MEMORY, Reason.STEPS),
  DEEP_RECURSION(Reason.DEPTH),
  DEEP_RECURSION_THROUGH_BUILT_INS(Reason.DEPTH),
  RECURSION_THAT_CATCHES(Reason.DEPTH, Reason.STEPS, Reason.MEMORY),
  DEEP_JSON_READ(Reason.DEPTH),
  DEEP_JSON_WRITTEN(Reason.DEPTH),
  DEEP_RESULT(Reason.DEPTH, Reason.RESULT_TYPE),
  RESULT_THAT_HOLDS_ITSELF(Reason.RESULT_TYPE),
  HUGE_RESULT(Reason.RESULT_SIZE),
  RESULT_OF_SHARED_PARTS(Reason.RESULT_SIZE),
  EXPONENTIAL_EXPRESSION(Reason.STEPS),
  EXPONENTIAL_EXPRESSION_IN_SPLIT(Reason.STEPS),
  EXPONENTIAL_EXPRESSION_IN_REPLACE(Reason.STEPS),
  EXPONENTIAL_EXPRESSION_IN_ALL_MATCHES(Reason.STEPS),
  DEEP_EXPRESSION(Reason.DEPTH, Reason.THROWN),
  ENDLESS_LOG(Reason.STEPS, Reason.MEMORY);

  private final Set<Reason> reasons;

  Attack(Reason first, Reason... more) {
    reasons = EnumSet.of(first, more);
  }

  /** The limits that may stop it. */
  Set<Reason> reasons() {
    return reasons;
  }

  /** What a script must not get hold of. */
  public enum World {
    CLASSES,
    FILES,
    ENVIRONMENT,
    NETWORK,
    THREADS,
    TIMERS,
    CLOCK_AND_CHANCE,
    CODE_MADE_OF_TEXT,
    OTHER_SCRIPTS
  }
}
