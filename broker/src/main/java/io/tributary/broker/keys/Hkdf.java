package io.tributary.broker.keys;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** HKDF with SHA-256 (RFC 5869); the JDK has one only from release 25 on. */
final class Hkdf {
  private static final String HMAC = "HmacSHA256";
  private static final int HASH_BYTES = 32;

  private Hkdf() {}

  /** RFC 5869 §2.2. */
  static byte[] extract(byte[] salt, byte[] input) {
    return hmac(salt.length == 0 ? new byte[HASH_BYTES] : salt, input);
  }

  /**
   * RFC 5869 §2.3.
   *
   * @param length in bytes, at most 255 times 32
   */
  static byte[] expand(byte[] key, byte[] info, int length) {
    if (length > 255 * HASH_BYTES) {
      throw new IllegalArgumentException("RFC 5869 §2.3 limits the output to 8160 bytes");
    }
    ByteBuffer output = ByteBuffer.allocate(length);
    byte[] block = new byte[0];
    for (int counter = 1; output.hasRemaining(); counter++) {
      byte[] input = Arrays.copyOf(block, block.length + info.length + 1);
      System.arraycopy(info, 0, input, block.length, info.length);
      input[input.length - 1] = (byte) counter;
      block = hmac(key, input);
      output.put(block, 0, Math.min(block.length, output.remaining()));
    }
    return output.array();
  }

  static byte[] hmac(byte[] key, byte[] input) {
    try {
      Mac mac = Mac.getInstance(HMAC);
      mac.init(new SecretKeySpec(key, HMAC));
      return mac.doFinal(input);
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("Every JDK has HmacSHA256", impossible);
    }
  }

  /**
   * Texts as one byte string, each behind its length: no two lists of texts give the same bytes, so
   * that a value for ("ab", "c") never passes for ("a", "bc").
   */
  static byte[] framed(String... parts) {
    byte[][] encoded = new byte[parts.length][];
    int length = 0;
    for (int i = 0; i < parts.length; i++) {
      encoded[i] = parts[i].getBytes(StandardCharsets.UTF_8);
      length += Integer.BYTES + encoded[i].length;
    }
    ByteBuffer framed = ByteBuffer.allocate(length);
    for (byte[] part : encoded) {
      framed.putInt(part.length).put(part);
    }
    return framed.array();
  }
}
