package io.tributary.broker.login;

import io.tributary.platform.protocol.ErrorCode;
import io.tributary.platform.protocol.OAuthException;

/**
 * A page of an attempt that this browser does not have (any more): the back button after a login,
 * mostly, or a page that was open too long. Which application it was for is not known either.
 */
final class AttemptGone extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient OAuthException told;

  AttemptGone(String detail) {
    super(detail);
    this.told =
        OAuthException.of(
            ErrorCode.INVALID_REQUEST,
            "This login has expired, was finished already, or was started in another browser",
            detail);
  }

  OAuthException told() {
    return told;
  }
}
