package io.tributary.broker.login;

/**
 * How a step of a login can fail, told apart by who is to hear of it. Thrown, or the failure of a
 * step's future.
 */
abstract sealed class LoginFailure extends RuntimeException
    permits AccountRefused, AttemptFailed, AttemptGone, NobodyToTell, RequestRefused {
  private static final long serialVersionUID = 1L;

  LoginFailure(String message, Throwable cause) {
    super(message, cause, false, false);
  }

  /** Who hears of it, for each. */
  interface Cases {
    /** The person, of how to go on. */
    void accountRefused(AccountRefused refused);

    /** The client of the attempt. */
    void attemptFailed(AttemptFailed failed);

    /** The person, of a login that is over. */
    void attemptGone(AttemptGone gone);

    /** The client of the request. */
    void requestRefused(RequestRefused refused);

    /** The person. */
    void nobodyToTell(NobodyToTell failed);
  }

  abstract void fold(Cases cases);

  /** Whatever a step threw: a failure of ours, or one of which no client may hear. */
  static LoginFailure of(Throwable cause) {
    return cause instanceof LoginFailure known ? known : new NobodyToTell(cause);
  }

  /**
   * @param upstream label of metrics and audit: a configured name, {@code local} or {@code none}
   * @return as {@link #of}, but the client of the attempt hears of what nobody else would
   */
  static LoginFailure of(Throwable cause, LoginAttempt attempt, String upstream) {
    return cause instanceof LoginFailure known
        ? known
        : new AttemptFailed(attempt, upstream, cause);
  }
}
