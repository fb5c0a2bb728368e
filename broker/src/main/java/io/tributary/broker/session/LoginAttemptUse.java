package io.tributary.broker.session;

import java.time.Instant;

/**
 * The one use of a login attempt or of a logout state.
 *
 * @param id random, from the sealed attempt
 * @param issuedAt when it was sealed: what is older than the list of spent ones is refused, since
 *     it may have been used in a list that was lost
 * @param expiresAt until when the use must be remembered
 */
public record LoginAttemptUse(String id, Instant issuedAt, Instant expiresAt) {
  public LoginAttemptUse {
    if (id.isEmpty()) {
      throw new IllegalArgumentException("A login attempt has an id");
    }
  }
}
