package io.tributary.broker.keys;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.function.Supplier;

/**
 * A {@link Sealer} for one issuer and purpose. Keys are derived anew at each call (one HMAC), so
 * that nothing is kept of a key that left the ring.
 */
final class RingSealer implements Sealer {
  private final Supplier<KeyRing> ring;
  private final Clock clock;
  private final SecureRandom random;
  private final SealingKey.Purpose keys;
  private final String issuer;
  private final String purpose;

  RingSealer(
      Supplier<KeyRing> ring,
      Clock clock,
      SecureRandom random,
      SealingKey.Purpose keys,
      String issuer,
      String purpose) {
    this.ring = ring;
    this.clock = clock;
    this.random = random;
    this.keys = keys;
    this.issuer = issuer;
    this.purpose = purpose;
  }

  @Override
  public byte[] seal(byte[] plain, String context) {
    SealingKey key = ring.get().current(keys, clock.instant());
    return SealedForm.seal(random, key.id(), derive(key), plain, data(context));
  }

  @Override
  public byte[] open(byte[] sealed, String context) {
    SealingKey key = ring.get().find(keys, SealedForm.keyId(sealed)).orElseThrow(SealBroken::new);
    return SealedForm.open(derive(key), sealed, data(context));
  }

  private byte[] derive(SealingKey key) {
    return key.derive(Hkdf.framed("seal", issuer, purpose));
  }

  private byte[] data(String context) {
    return Hkdf.framed(issuer, purpose, context);
  }
}
