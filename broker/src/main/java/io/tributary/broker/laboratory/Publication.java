package io.tributary.broker.laboratory;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * One entry of a mapping's history.
 *
 * @param version that became live; empty: it was taken out
 * @param replaced what was live before; empty: nothing
 * @param tests how many passed; empty: none was run
 */
public record Publication(
    Optional<String> version,
    Optional<String> replaced,
    Kind kind,
    Change change,
    Optional<Integer> tests,
    Instant at) {

  /** How a version becomes live. */
  public enum Kind {
    IMPORT,
    PUBLISH,
    ROLLBACK;

    public String wire() {
      return name().toLowerCase(Locale.ROOT);
    }

    static Kind of(String wire) {
      return valueOf(wire.toUpperCase(Locale.ROOT));
    }
  }
}
