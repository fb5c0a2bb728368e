package io.tributary.broker.mapping;

import java.util.Locale;

/**
 * Something in a mapping that is allowed and probably not meant.
 *
 * @param line from 1; 0 when it has no place
 * @param message one sentence with the reason and what to write instead
 */
public record LintFinding(String file, int line, int column, Kind kind, String message) {
  /** What to look for in a list of them. {@code mappings.md} explains each. */
  public enum Kind {
    UNSEEN_GROUP,
    NEAR_MISS,
    UNUSED_RULE,
    POSSIBLE_LOSS,
    UNKNOWN_NAME,
    NEVER_RETURNED,
    SOMETIMES_RETURNED,
    ALWAYS_FAILS,
    FAILS_FOR_SOME;

    /** As it is printed, for filters. */
    public String wire() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @Override
  public String toString() {
    String place = line == 0 ? file : file + ":" + line + ":" + column;
    return place + ": warning: " + message + " [" + kind.wire() + "]";
  }
}
