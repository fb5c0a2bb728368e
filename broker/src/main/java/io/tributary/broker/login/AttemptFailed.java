package io.tributary.broker.login;

import io.tributary.platform.protocol.OAuthException;

/** A step failed while there is a client to be told of it. */
final class AttemptFailed extends LoginFailure {
  private static final long serialVersionUID = 1L;

  private final transient LoginAttempt attempt;
  private final String upstream;

  /**
   * @param upstream label of metrics and audit: a configured name, {@code local} or {@code none}
   * @param cause anything; what may be known of it is decided where it is told
   */
  AttemptFailed(LoginAttempt attempt, String upstream, Throwable cause) {
    super(cause.getMessage(), cause);
    this.attempt = attempt;
    this.upstream = upstream;
  }

  AttemptFailed(LoginAttempt attempt, OAuthException cause) {
    this(attempt, LoginReport.NO_UPSTREAM, cause);
  }

  @Override
  void fold(Cases cases) {
    cases.attemptFailed(this);
  }

  LoginAttempt attempt() {
    return attempt;
  }

  String upstream() {
    return upstream;
  }
}
