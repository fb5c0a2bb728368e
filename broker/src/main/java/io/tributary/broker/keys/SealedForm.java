package io.tributary.broker.keys;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.Provider;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * The bytes of a sealed value: version (1) ‖ key id (8) ‖ nonce (12) ‖ AES-256-GCM ciphertext with
 * its tag (16). Version and key id are authenticated with the associated data.
 *
 * <p>Nonces are random, so one key may seal 2^32 values (NIST SP 800-38D §8.3). Keys are derived
 * for each issuer and purpose; those of cookies live one day, which leaves 49 000 values a second.
 */
final class SealedForm {
  static final int KEY_ID_BYTES = 8;
  static final int KEY_BYTES = 32;

  private static final byte VERSION = 1;
  private static final int HEADER_BYTES = 1 + KEY_ID_BYTES;
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BYTES = 16;
  private static final String CIPHER = "AES/GCM/NoPadding";

  /** Whose it is: to look for it takes as long as to seal some hundred bytes. */
  private static final Provider PROVIDER = provider();

  private SealedForm() {}

  private static Provider provider() {
    try {
      return Cipher.getInstance(CIPHER).getProvider();
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("Every JDK has AES-256-GCM", impossible);
    }
  }

  static byte[] seal(SecureRandom random, byte[] keyId, byte[] key, byte[] plain, byte[] data) {
    byte[] nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    byte[] header = ByteBuffer.allocate(HEADER_BYTES).put(VERSION).put(keyId).array();
    try {
      Cipher cipher = cipher(Cipher.ENCRYPT_MODE, key, nonce);
      cipher.updateAAD(header);
      cipher.updateAAD(data);
      byte[] sealed = cipher.doFinal(plain);
      return ByteBuffer.allocate(HEADER_BYTES + NONCE_BYTES + sealed.length)
          .put(header)
          .put(nonce)
          .put(sealed)
          .array();
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("Every JDK has AES-256-GCM", impossible);
    }
  }

  /** Which key sealed it. */
  static byte[] keyId(byte[] sealed) {
    if (sealed.length < HEADER_BYTES + NONCE_BYTES + TAG_BYTES || sealed[0] != VERSION) {
      throw new Sealer.SealBroken();
    }
    return Arrays.copyOfRange(sealed, 1, HEADER_BYTES);
  }

  static byte[] open(byte[] key, byte[] sealed, byte[] data) {
    byte[] nonce = Arrays.copyOfRange(sealed, HEADER_BYTES, HEADER_BYTES + NONCE_BYTES);
    int offset = HEADER_BYTES + NONCE_BYTES;
    try {
      Cipher cipher = cipher(Cipher.DECRYPT_MODE, key, nonce);
      cipher.updateAAD(sealed, 0, HEADER_BYTES);
      cipher.updateAAD(data);
      return cipher.doFinal(sealed, offset, sealed.length - offset);
    } catch (GeneralSecurityException broken) {
      throw new Sealer.SealBroken();
    }
  }

  private static Cipher cipher(int mode, byte[] key, byte[] nonce) throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance(CIPHER, PROVIDER);
    cipher.init(
        mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(TAG_BYTES * Byte.SIZE, nonce));
    return cipher;
  }
}
