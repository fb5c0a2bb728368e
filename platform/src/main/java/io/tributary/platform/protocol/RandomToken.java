package io.tributary.platform.protocol;

import java.security.SecureRandom;

/**
 * Unguessable values: state, nonce, code, session id, verifier, subject.
 *
 * <p>All are {@code [A-Za-z0-9_-]}, so that they survive URLs, cookies and basic credentials with
 * and without percent-encoding. None begins with {@code -}: an id that is given to a command would
 * be taken for an option. That costs a fiftieth of a bit.
 */
public final class RandomToken {
  private static final SecureRandom RANDOM = new SecureRandom();

  private RandomToken() {}

  /** 256 bits, 43 characters. */
  public static String bits256() {
    return of(32);
  }

  /** 128 bits, 22 characters: ids that are unique but need not be secret. */
  public static String bits128() {
    return of(16);
  }

  private static String of(int bytes) {
    byte[] value = new byte[bytes];
    String written;
    do {
      RANDOM.nextBytes(value);
      written = Digests.base64Url(value);
    } while (written.startsWith("-"));
    return written;
  }
}
