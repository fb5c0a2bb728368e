package io.tributary.broker.client;

import io.tributary.platform.config.Secret;
import io.tributary.platform.protocol.Digests;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;

/**
 * A live secret of a client.
 *
 * @param hash SHA-256, base64url
 * @param plain only for a client that makes MACs with it: a hash cannot check those
 */
public record ClientSecret(String hash, Optional<Secret> plain) {

  public static ClientSecret of(Secret secret) {
    return new ClientSecret(hash(secret.reveal()), Optional.of(secret));
  }

  /** Compares in constant time. */
  boolean matches(String presented) {
    return MessageDigest.isEqual(ascii(hash), ascii(hash(presented)));
  }

  private static String hash(String secret) {
    return Digests.base64Url(Digests.sha256(secret));
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  @Override
  public String toString() {
    return "ClientSecret[***]";
  }
}
