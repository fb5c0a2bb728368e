package io.tributary.broker.mapping;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What becomes of a claim when the provider's claim behind it is absent, empty, or could not be
 * fetched.
 *
 * @param value of {@code VALUE} only
 */
public record Fallback(Kind kind, Optional<Object> value) {

  /** What to do, whatever the script returned for the claim. */
  public enum Kind {
    /**
     * Absent, empty: what stood before the mapping stays. Could not be fetched: what the mapping
     * made for this person and client at an earlier login, for at most a day; else the login fails.
     */
    KEEP,
    /** Lists become empty, other claims are left out. */
    CLEAR,
    /** The login fails, whatever {@code on_failure} says. */
    DENY,
    /** The written value, as if the script had returned it. */
    VALUE;

    String wire() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  static final List<String> WORDS = List.of("keep", "clear", "deny");
}
