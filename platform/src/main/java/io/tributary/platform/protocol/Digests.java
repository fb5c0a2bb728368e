package io.tributary.platform.protocol;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** SHA-256 and base64url without padding: how secrets are looked up and values are bound. */
public final class Digests {
  private Digests() {}

  public static byte[] sha256(byte[] input) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(input);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("Every JDK has SHA-256", impossible);
    }
  }

  /** The form in which codes, session ids and secrets are stored: never the value itself. */
  public static byte[] sha256(String input) {
    return sha256(input.getBytes(StandardCharsets.UTF_8));
  }

  public static String base64Url(byte[] input) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(input);
  }
}
