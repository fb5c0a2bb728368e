package io.tributary.broker.login;

import io.tributary.broker.request.ValidRequest;
import io.tributary.platform.protocol.ErrorCode;
import io.tributary.platform.protocol.OAuthException;
import java.util.Optional;

/**
 * A page of an attempt that this browser does not have (any more): the back button after a login,
 * mostly, or a page that was open too long. Which application it was for is known only while the
 * browser still has the attempt.
 */
final class AttemptGone extends LoginFailure {
  private static final long serialVersionUID = 1L;

  private final transient OAuthException told;
  private final transient Optional<ValidRequest> request;

  private AttemptGone(String description, String detail, Optional<ValidRequest> request) {
    super(detail, null);
    this.told = OAuthException.of(ErrorCode.INVALID_REQUEST, description, detail);
    this.request = request;
  }

  static AttemptGone unknown(String detail) {
    return over(detail, Optional.empty());
  }

  static AttemptGone expired(LoginAttempt attempt) {
    return over("expired", Optional.of(attempt.request()));
  }

  private static AttemptGone over(String detail, Optional<ValidRequest> request) {
    return new AttemptGone(
        "This login has expired, was finished already, or was started in another browser",
        detail,
        request);
  }

  /** Its one use is over. */
  static AttemptGone spent(LoginAttempt attempt, String description) {
    return new AttemptGone(description, "attempt spent", Optional.of(attempt.request()));
  }

  @Override
  void fold(Cases cases) {
    cases.attemptGone(this);
  }

  OAuthException told() {
    return told;
  }

  /** What the attempt was for. */
  Optional<ValidRequest> request() {
    return request;
  }
}
