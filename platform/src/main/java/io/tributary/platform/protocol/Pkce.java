package io.tributary.platform.protocol;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.regex.Pattern;

/** Proof Key for Code Exchange, method S256 only (RFC 7636; {@code plain} is not offered). */
public final class Pkce {
  public static final String S256 = "S256";

  /** RFC 7636 §4.1: 43 to 128 unreserved characters. */
  private static final Pattern VERIFIER = Pattern.compile("[A-Za-z0-9._~-]{43,128}");

  /** RFC 7636 §4.2: base64url of 32 bytes. */
  private static final Pattern CHALLENGE = Pattern.compile("[A-Za-z0-9_-]{43}");

  private Pkce() {}

  public static boolean isVerifier(String value) {
    return VERIFIER.matcher(value).matches();
  }

  public static boolean isChallenge(String value) {
    return CHALLENGE.matcher(value).matches();
  }

  /** The S256 challenge of a verifier (RFC 7636 §4.2). */
  public static String challenge(String verifier) {
    return Digests.base64Url(Digests.sha256(verifier.getBytes(StandardCharsets.US_ASCII)));
  }

  /** Whether the verifier belongs to the challenge (RFC 7636 §4.6), compared in constant time. */
  public static boolean verify(String verifier, String challenge) {
    return isVerifier(verifier)
        && MessageDigest.isEqual(
            challenge(verifier).getBytes(StandardCharsets.US_ASCII),
            challenge.getBytes(StandardCharsets.US_ASCII));
  }
}
