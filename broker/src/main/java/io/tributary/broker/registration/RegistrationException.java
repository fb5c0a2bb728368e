package io.tributary.broker.registration;

/** Something cannot be done with a registration; the message is one sentence for an operator. */
public final class RegistrationException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public RegistrationException(String message) {
    super(message, null, false, false);
  }
}
