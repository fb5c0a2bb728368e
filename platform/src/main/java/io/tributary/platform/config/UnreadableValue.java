package io.tributary.platform.config;

/** Why a value is not what was asked for; becomes the message of a problem. */
public final class UnreadableValue extends Exception {
  private static final long serialVersionUID = 1L;

  UnreadableValue(String message) {
    super(message, null, false, false);
  }
}
