package io.tributary.broker.laboratory;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How a canary does.
 *
 * @param version of the draft; empty: it takes the mapping out
 * @param share of the logins, in hundredths of a percent
 * @param named how many people are always among them
 * @param ended its time is over; what it found is kept as long as the draft
 * @param differences the newest first
 */
public record CanaryReport(
    String name,
    Optional<String> version,
    int share,
    int named,
    String author,
    Instant startedAt,
    Instant endsAt,
    boolean ended,
    Counts counts,
    List<Difference> differences) {

  /**
   * Logins.
   *
   * @param failed the draft would have denied them
   * @param skipped there was no room to compare them
   */
  public record Counts(long same, long different, long failed, long skipped) {}

  /**
   * One login that would have gone otherwise.
   *
   * @param person user name, or the subject of an account that is gone
   * @param changes names of claims, numbers and privileged names, never other values
   */
  public record Difference(
      Instant at, String requestId, String person, String client, List<String> changes) {}
}
