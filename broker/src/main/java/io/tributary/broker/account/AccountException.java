package io.tributary.broker.account;

/** An account cannot be made or changed; the message is one sentence for an administrator. */
public final class AccountException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public AccountException(String message) {
    super(message, null, false, false);
  }
}
