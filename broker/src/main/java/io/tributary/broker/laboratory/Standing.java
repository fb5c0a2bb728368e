package io.tributary.broker.laboratory;

import java.time.Instant;
import java.util.Optional;

/**
 * How a mapping stands, for a list.
 *
 * @param live empty: never published, or taken out
 * @param switchedOff by its own settings: what is live is run by no login
 * @param since of what is live, or of its end
 * @param lastChange that made it so
 * @param draft what it shall become
 */
public record Standing(
    String name,
    Optional<String> live,
    boolean switchedOff,
    Optional<Instant> since,
    Optional<Change> lastChange,
    Optional<DraftLine> draft) {

  /**
   * A draft without its texts.
   *
   * @param version empty: it takes the mapping out
   * @param stale what is live is no more what it was made from
   * @param canary runs beside what is live
   */
  public record DraftLine(
      Optional<String> version, Change change, Instant createdAt, boolean stale, boolean canary) {}
}
