package io.tributary.inventory.session;

import io.tributary.platform.protocol.Digests;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Seals the id_token of a session (AES-256-GCM) under a key made from the session id, which only
 * the browser has: a copy of the database does not open it, and there is no key to look after.
 */
final class TokenSeal {
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;

  private TokenSeal() {}

  static Buffer seal(SessionId id, String token) {
    byte[] nonce = new byte[NONCE_BYTES];
    new SecureRandom().nextBytes(nonce);
    try {
      Cipher cipher = cipher(Cipher.ENCRYPT_MODE, id, nonce);
      return Buffer.buffer(nonce)
          .appendBytes(cipher.doFinal(token.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("AES-GCM failed", impossible);
    }
  }

  /** Nothing when it was not sealed for this session. */
  static Optional<String> open(SessionId id, Buffer stored) {
    if (stored.length() <= NONCE_BYTES) {
      return Optional.empty();
    }
    try {
      Cipher cipher = cipher(Cipher.DECRYPT_MODE, id, stored.getBytes(0, NONCE_BYTES));
      byte[] plain = cipher.doFinal(stored.getBytes(NONCE_BYTES, stored.length()));
      return Optional.of(new String(plain, StandardCharsets.UTF_8));
    } catch (GeneralSecurityException broken) {
      return Optional.empty();
    }
  }

  private static Cipher cipher(int mode, SessionId id, byte[] nonce)
      throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    byte[] key = Digests.sha256("inventory id_token seal\n" + id.value());
    cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(TAG_BITS, nonce));
    return cipher;
  }
}
