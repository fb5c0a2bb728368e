package io.tributary.broker.logout;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * When a client that did not answer is tried again: after 5 s, 20 s, 80 s … at most an hour, each a
 * fifth more or less so that a crowd does not return together; for a day.
 */
final class DeliveryPatience {
  static final Duration FIRST = Duration.ofSeconds(5);
  static final Duration LONGEST = Duration.ofHours(1);
  static final Duration WHOLE = Duration.ofHours(24);
  private static final int FACTOR = 4;
  private static final double SPREAD = 0.2;

  private DeliveryPatience() {}

  /**
   * @param attempts that have failed, at least one
   * @param chance from 0 to 1
   * @return nothing when it is given up
   */
  static Optional<Instant> next(Instant created, int attempts, Instant now, double chance) {
    double wanted = (double) FIRST.toSeconds() * Math.pow(FACTOR, Math.max(0, attempts - 1));
    double seconds = Math.min((double) LONGEST.toSeconds(), wanted);
    double spread = 1 - SPREAD + 2 * SPREAD * chance;
    Instant next = now.plusMillis(Math.round(seconds * 1000 * spread));
    return Optional.of(next).filter(time -> time.isBefore(created.plus(WHOLE)));
  }
}
