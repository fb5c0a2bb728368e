package io.tributary.broker.login;

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
  void fold(Cases cases) {
    cases.nobodyToTell(this);
  }
}
