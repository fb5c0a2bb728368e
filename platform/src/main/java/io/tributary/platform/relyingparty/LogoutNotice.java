package io.tributary.platform.relyingparty;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A provider says that a session of its own has ended (OpenID Connect Back-Channel Logout §2.4),
 * proven by its signature. The receiver must still see that it is used once.
 *
 * @param issuer as discovery spells it
 * @param sid the provider's session; absent: every session of {@code sub}
 * @param sub present at least where {@code sid} is absent
 * @param jti with the issuer, names the token
 */
public record LogoutNotice(
    String issuer, Optional<String> sid, Optional<String> sub, String jti, Instant issuedAt) {
  /** An older token is refused; so its use must be remembered no longer than {@link #until()}. */
  static final Duration MAX_AGE = Duration.ofMinutes(10);

  /** The most that clocks may differ, with room. */
  private static final Duration MARGIN = Duration.ofMinutes(10);

  /** When no verifier accepts it any more, whatever is remembered of it. */
  public Instant until() {
    return issuedAt.plus(MAX_AGE).plus(MARGIN);
  }
}
