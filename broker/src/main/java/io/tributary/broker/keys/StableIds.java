package io.tributary.broker.keys;

import io.tributary.platform.protocol.Digests;

/**
 * Ids that are the same each time and tell nothing of what they were made from: pairwise subjects
 * (OpenID Connect Core §8.1) and the {@code sid} that each client sees. Their key is never rotated.
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
}
