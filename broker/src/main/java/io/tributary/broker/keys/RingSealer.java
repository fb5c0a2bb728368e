package io.tributary.broker.keys;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.function.Supplier;

/** A {@link Sealer} for one issuer and purpose. */
final class RingSealer implements Sealer {
  private final Supplier<KeyRing> ring;
  private final Clock clock;
  private final SecureRandom random;
  private final SealingKey.Purpose keys;
  private final String issuer;
  private final String purpose;
  private final byte[] info;

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
    this.info = Hkdf.framed("seal", issuer, purpose);
  }

  @Override
  public byte[] seal(byte[] plain, String context) {
    SealingKey key = ring.get().current(keys, clock.instant());
    return SealedForm.seal(random, key.id(), key.derive(info), plain, data(context));
  }

  @Override
  public byte[] open(byte[] sealed, String context) {
    SealingKey key = ring.get().find(keys, SealedForm.keyId(sealed)).orElseThrow(SealBroken::new);
    return SealedForm.open(key.derive(info), sealed, data(context));
  }

  private byte[] data(String context) {
    return Hkdf.framed(issuer, purpose, context);
  }
}
