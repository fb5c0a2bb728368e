package io.tributary.broker.keys;

import io.tributary.platform.protocol.Digests;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/**
 * Ids that are the same each time and tell nothing of what they were made from: pairwise subjects
 * (OpenID Connect Core §8.1), the {@code sid} that each client sees, and proofs that a refresh
 * token is ours. HMAC-SHA-256 under a key that is derived for the purpose and never rotated.
 */
public final class StableIds {
  private final byte[] key;

  StableIds(SealingKey sector, String issuer, String purpose) {
    this.key = sector.derive(Hkdf.framed("id", issuer, purpose));
  }

  /** 256 bits in base64url, 43 characters. */
  public String of(String... parts) {
    return Digests.base64Url(Hkdf.hmac(key, Hkdf.framed(parts)));
  }

  /** Whether an id is that of these parts, compared in constant time. */
  public boolean matches(String id, String... parts) {
    return MessageDigest.isEqual(
        of(parts).getBytes(StandardCharsets.US_ASCII), id.getBytes(StandardCharsets.UTF_8));
  }
}
