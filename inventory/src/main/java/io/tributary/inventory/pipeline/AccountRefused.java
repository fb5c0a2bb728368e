package io.tributary.inventory.pipeline;

/** The account exists and was switched off: no login. */
public final class AccountRefused extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public AccountRefused() {
    super("The account is not active", null, false, false);
  }
}
