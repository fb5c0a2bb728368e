package io.tributary.broker.login;

import java.util.function.Function;

/** A failure before any client is known, or one that belongs to no login of ours. */
final class NobodyToTell extends LoginFailure {
  private static final long serialVersionUID = 1L;

  /**
   * @param cause anything; what may be known of it is decided where it is told
   */
  NobodyToTell(Throwable cause) {
    super(cause.getMessage(), cause);
  }

  @Override
  <T> T fold(
      Function<AccountRefused, T> accountRefused,
      Function<AttemptFailed, T> attemptFailed,
      Function<AttemptGone, T> attemptGone,
      Function<RequestRefused, T> requestRefused,
      Function<NobodyToTell, T> nobodyToTell) {
    return nobodyToTell.apply(this);
  }
}
