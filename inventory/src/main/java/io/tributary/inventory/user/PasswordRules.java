package io.tributary.inventory.user;

import io.tributary.platform.config.Secret;

/** What a local password must be like: stated once for the configuration and the command line. */
public final class PasswordRules {
  /** In characters; longer ones are refused before they are hashed. */
  public static final int MAX = 256;

  private static final int MIN = 12;

  private PasswordRules() {}

  /**
   * Why a password is not good enough, as the end of a sentence; empty when it is.
   *
   * @param demo on loopback only: any length will do
   */
  public static String problem(Secret password, boolean demo) {
    int length = password.reveal().length();
    if (length > MAX) {
      return "is longer than " + MAX + " characters";
    }
    return length < MIN && !demo
        ? "is shorter than "
            + MIN
            + " characters (only a demo on this machine may do that: demo: true)"
        : "";
  }
}
