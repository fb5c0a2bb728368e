package io.tributary.inventory.resource;

/** A value that its field does not take; the message is a sentence for the person at the form. */
public final class InvalidValue extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public InvalidValue(String message) {
    super(message, null, false, false);
  }
}
