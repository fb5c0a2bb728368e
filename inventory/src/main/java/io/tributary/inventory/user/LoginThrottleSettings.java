package io.tributary.inventory.user;

import java.time.Duration;

/**
 * How guessing passwords is slowed down. Beyond what is free each attempt doubles the wait, from
 * one second on.
 *
 * @param both a user name at one address: the plain guesser, and the person who has forgotten which
 *     password it was
 * @param address whichever user name: an office of many people may share one
 * @param account a user name from anywhere: its wait stays short, because guessing from elsewhere
 *     must not lock its owner out
 * @param forgottenAfter without an attempt counting begins anew; longer than every wait
 */
record LoginThrottleSettings(Limit both, Limit address, Limit account, Duration forgottenAfter) {
  /**
   * For one kind of count.
   *
   * @param free attempts that cost no wait
   */
  record Limit(int free, Duration longestWait) {
    int longestSeconds() {
      return Math.toIntExact(longestWait.toSeconds());
    }
  }

  static final LoginThrottleSettings DEFAULT =
      new LoginThrottleSettings(
          new Limit(5, Duration.ofMinutes(5)),
          new Limit(30, Duration.ofMinutes(5)),
          new Limit(10, Duration.ofSeconds(30)),
          Duration.ofMinutes(15));
}
