package io.tributary.broker.replay;

import java.util.Locale;

/** What becomes of a person. */
public enum Outcome {
  SAME,
  CHANGED,
  /** A login that is possible now is denied. */
  DENIED,
  /** A login that is denied now is possible. */
  ADMITTED,
  /** A login is denied now and stays so. */
  STAYS_DENIED,
  /** Nobody can say: a mapping read a claim that is not kept. */
  UNKNOWN;

  public String wire() {
    return name().toLowerCase(Locale.ROOT);
  }

  boolean changes() {
    return this == CHANGED || this == DENIED || this == ADMITTED;
  }
}
