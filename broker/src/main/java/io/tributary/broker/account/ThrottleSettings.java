package io.tributary.broker.account;

import java.time.Duration;

/**
 * How guessing passwords is slowed down. Beyond what is free each failure doubles the wait.
 *
 * @param freeForName failures of one user name that cost no wait: a person who has forgotten which
 *     password it was tries a few
 * @param freeForAddress failures of one address: an office of many people may share one
 * @param firstWait after the first failure that is not free
 * @param longestWaitForName bounds what a stranger can do to somebody at an address new to them,
 *     and leaves a guesser four tries an hour
 * @param longestWaitForAddress shorter, since others behind the same address wait with the guesser
 * @param forgottenAfter without a failure counting begins anew: typing errors of different days are
 *     no attack
 * @param addressKnownFor from a login: so long its owner's failures there are counted apart from
 *     everybody else's, which lets strangers lock nobody out
 * @param sweepBatch rows removed at once, so that the sweep holds none for long
 */
record ThrottleSettings(
    int freeForName,
    int freeForAddress,
    Duration firstWait,
    Duration longestWaitForName,
    Duration longestWaitForAddress,
    Duration forgottenAfter,
    Duration addressKnownFor,
    int sweepBatch) {
  static final ThrottleSettings DEFAULT =
      new ThrottleSettings(
          5,
          50,
          Duration.ofSeconds(1),
          Duration.ofMinutes(15),
          Duration.ofMinutes(5),
          Duration.ofDays(1),
          Duration.ofDays(30),
          1000);
}
