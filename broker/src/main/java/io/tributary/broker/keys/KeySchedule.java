package io.tributary.broker.keys;

import io.tributary.platform.config.ConfigReader;
import java.time.Duration;
import java.time.Instant;

/**
 * When signing keys change.
 *
 * @param rotateEvery how long a key signs
 * @param publishBefore how long its successor is in the key set before it signs
 * @param longestToken life of the longest token that a key signs
 */
public record KeySchedule(Duration rotateEvery, Duration publishBefore, Duration longestToken) {
  /** Every node has read the keys anew by then, even one that misses every shorter look. */
  static final Duration LEARNED = Duration.ofMinutes(10);

  /** For how long clients may keep a key set: the {@code max-age} of its answer. */
  static final Duration CACHED = Duration.ofMinutes(5);

  /**
   * For how long an old id_token still counts as a hint (OpenID Connect RP-Initiated Logout §2: an
   * expired one should be accepted). Its key has left the key set long before.
   */
  static final Duration HINTS = Duration.ofDays(90);

  private static final Duration ROTATE_EVERY = Duration.ofDays(90);
  private static final Duration PUBLISH_BEFORE = Duration.ofDays(1);
  private static final Duration SHORTEST = Duration.ofHours(1);
  private static final Duration LONGEST = Duration.ofDays(5 * 366);

  /** The section {@code keys:}; the longest token is not known yet. */
  public static KeySchedule read(ConfigReader section) {
    KeySchedule read =
        new KeySchedule(
            section.duration("rotate_every", SHORTEST, LONGEST).or(ROTATE_EVERY),
            section
                .duration("publish_before", LEARNED.plus(CACHED), Duration.ofDays(30))
                .or(PUBLISH_BEFORE),
            Duration.ZERO);
    if (read.publishBefore().compareTo(read.rotateEvery()) >= 0) {
      section.problem(
          "publish_before", "a key cannot be published before the one that it follows has begun");
    }
    return read;
  }

  public KeySchedule withLongestToken(Duration token) {
    return new KeySchedule(rotateEvery, publishBefore, token);
  }

  /** When the successor of a key that began to sign then is published. */
  Instant publishAt(Instant activeSince) {
    return activeSince.plus(rotateEvery).minus(publishBefore);
  }

  /**
   * How long a retired key stays in the key set: until the last token of the last node to hear of
   * it has ended, even for a client that has just read the set.
   */
  Duration publishedAfter() {
    return longestToken.plus(LEARNED).plus(CACHED);
  }

  /** How long a retired key verifies hints. */
  Duration verifiesAfter() {
    return publishedAfter().plus(HINTS);
  }
}
