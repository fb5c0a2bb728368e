package io.tributary.broker.registration;

/** A picture that we do not draw; the message says why, in our own words. */
final class LogoRefused extends RuntimeException {
  private static final long serialVersionUID = 1L;

  LogoRefused(String message) {
    super(message, null, false, false);
  }

  LogoRefused(String message, Throwable cause) {
    super(message, cause);
  }
}
