package io.tributary.broker.keys;

import io.tributary.platform.protocol.Digests;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Short proofs that we wrote something: CSRF tokens. HMAC-SHA-256 under a key derived for one
 * issuer and purpose from the daily cookie key, whose id the tag carries.
 */
public final class TokenMac {
  private static final int TAG_BYTES = 32;

  private final Supplier<KeyRing> ring;
  private final Clock clock;
  private final byte[] info;

  TokenMac(Supplier<KeyRing> ring, Clock clock, String issuer, String purpose) {
    this.ring = ring;
    this.clock = clock;
    this.info = Hkdf.framed("mac", issuer, purpose);
  }

  /**
   * A tag over all parts, {@code [A-Za-z0-9_-]}.
   *
   * @param parts what it is bound to, for example session and action; their borders count
   */
  public String tag(String... parts) {
    SealingKey key = ring.get().current(SealingKey.Purpose.COOKIE, clock.instant());
    byte[] mac = Hkdf.hmac(key.derive(info), Hkdf.framed(parts));
    return Digests.base64Url(
        ByteBuffer.allocate(SealedForm.KEY_ID_BYTES + mac.length).put(key.id()).put(mac).array());
  }

  /** Whether the tag is ours for these parts, compared in constant time. */
  public boolean verify(String tag, String... parts) {
    byte[] decoded;
    try {
      decoded = Base64.getUrlDecoder().decode(tag);
    } catch (IllegalArgumentException notBase64) {
      return false;
    }
    if (decoded.length != SealedForm.KEY_ID_BYTES + TAG_BYTES) {
      return false;
    }
    byte[] id = Arrays.copyOf(decoded, SealedForm.KEY_ID_BYTES);
    Optional<SealingKey> key = ring.get().find(SealingKey.Purpose.COOKIE, id);
    return key.isPresent()
        && MessageDigest.isEqual(
            Hkdf.hmac(key.get().derive(info), Hkdf.framed(parts)),
            Arrays.copyOfRange(decoded, SealedForm.KEY_ID_BYTES, decoded.length));
  }
}
