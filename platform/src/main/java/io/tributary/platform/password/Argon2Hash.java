package io.tributary.platform.password;

import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A stored password: argon2id version 1.3 (RFC 9106) as a PHC string.
 *
 * @param memory in KiB
 * @param iterations passes over the memory
 * @param parallelism lanes
 * @param salt in base64 without padding, as is the digest
 */
record Argon2Hash(int memory, int iterations, int parallelism, String salt, String digest) {
  /** 19 MiB, t=2, p=1: OWASP's Password Storage Cheat Sheet. */
  static final int MEMORY = 19 * 1024;

  private static final int ITERATIONS = 2;
  private static final int PARALLELISM = 1;

  private static final int SALT_BYTES = 16;
  private static final int DIGEST_BYTES = 32;
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final Pattern PHC =
      Pattern.compile(
          "\\$argon2id\\$v=19\\$m=(\\d{1,6}),t=(\\d{1,2}),p=(\\d{1,2})"
              + "\\$([A-Za-z0-9+/]{11,86})\\$([A-Za-z0-9+/]{22,86})");

  /** Takes about 25 ms, the first one of a process longer: {@link Argon2}. */
  static Argon2Hash of(String password, Argon2 argon2) {
    Argon2Hash salted = ofNobody();
    return new Argon2Hash(
        MEMORY, ITERATIONS, PARALLELISM, salted.salt(), encode(argon2.digest(password, salted)));
  }

  /** No password matches it; comparing costs as much as with a real one. */
  static Argon2Hash ofNobody() {
    byte[] salt = new byte[SALT_BYTES];
    byte[] digest = new byte[DIGEST_BYTES];
    RANDOM.nextBytes(salt);
    RANDOM.nextBytes(digest);
    return new Argon2Hash(MEMORY, ITERATIONS, PARALLELISM, encode(salt), encode(digest));
  }

  /** Nothing for another algorithm, or for parameters that would cost more than 256 MiB. */
  static Optional<Argon2Hash> parse(String phc) {
    Matcher found = PHC.matcher(phc);
    if (!found.matches()) {
      return Optional.empty();
    }
    int memory = Integer.parseInt(found.group(1));
    int iterations = Integer.parseInt(found.group(2));
    int parallelism = Integer.parseInt(found.group(3));
    boolean bounded =
        memory >= 8 * parallelism
            && memory <= 256 * 1024
            && iterations >= 1
            && iterations <= 16
            && parallelism >= 1
            && parallelism <= 16;
    if (!bounded) {
      return Optional.empty();
    }
    try {
      // Encoded again, so that equal hashes are equal records.
      return Optional.of(
          new Argon2Hash(
              memory,
              iterations,
              parallelism,
              encode(decode(found.group(4))),
              encode(decode(found.group(5)))));
    } catch (IllegalArgumentException notBase64) {
      return Optional.empty();
    }
  }

  boolean matches(String password, Argon2 argon2) {
    return MessageDigest.isEqual(decode(digest), argon2.digest(password, this));
  }

  byte[] saltBytes() {
    return decode(salt);
  }

  int digestLength() {
    return decode(digest).length;
  }

  /** Made with other parameters than new hashes are. */
  boolean outdated() {
    return memory != MEMORY
        || iterations != ITERATIONS
        || parallelism != PARALLELISM
        || decode(salt).length != SALT_BYTES
        || decode(digest).length != DIGEST_BYTES;
  }

  /** {@code $argon2id$v=19$m=19456,t=2,p=1$salt$digest}. */
  String phc() {
    return "$argon2id$v=19$m=%d,t=%d,p=%d$%s$%s"
        .formatted(memory, iterations, parallelism, salt, digest);
  }

  private static String encode(byte[] bytes) {
    return Base64.getEncoder().withoutPadding().encodeToString(bytes);
  }

  private static byte[] decode(String base64) {
    return Base64.getDecoder().decode(base64);
  }

  /** Never the hash: it would end in a log. */
  @Override
  public String toString() {
    return "Argon2Hash[***]";
  }
}
