package io.tributary.broker.account;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Optional;

/**
 * What is a password, before it is hashed.
 *
 * <p>As RFC 8265 §4.2.2 (OpaqueString) says: other blanks become U+0020 and the text NFC, so that
 * two keyboards give the same password; not NFKC, which would make different passwords equal.
 */
final class PasswordText {
  /** In UTF-8, as sent. */
  static final int MAX_BYTES = 1024;

  /** In characters: NIST SP 800-63B §5.1.1.2. */
  static final int MIN = 8;

  private PasswordText() {}

  /** Nothing when it is too long to be looked at. */
  static Optional<String> normalise(String sent) {
    if (sent.length() > MAX_BYTES || sent.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
      return Optional.empty();
    }
    StringBuilder mapped = new StringBuilder(sent.length());
    sent.codePoints().forEach(c -> mapped.appendCodePoint(Character.isSpaceChar(c) ? ' ' : c));
    return Optional.of(Normalizer.normalize(mapped, Normalizer.Form.NFC));
  }

  /**
   * What is wrong with a new password, in one sentence.
   *
   * @param demo a demonstration's: any length but none
   */
  static Optional<String> fault(String password, String username, boolean demo) {
    Optional<String> text = normalise(password);
    if (text.isEmpty()) {
      return Optional.of("the password has more than " + MAX_BYTES + " bytes");
    }
    String normal = text.get();
    if (normal.isBlank()) {
      return Optional.of("the password is empty");
    }
    if (!demo && normal.codePointCount(0, normal.length()) < MIN) {
      return Optional.of("the password has fewer than " + MIN + " characters");
    }
    if (!demo && normal.equalsIgnoreCase(username)) {
      return Optional.of("the password is the user name");
    }
    return Optional.empty();
  }
}
