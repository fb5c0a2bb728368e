package io.tributary.broker.keys;

import java.security.SecureRandom;
import java.util.Arrays;

/**
 * A key that seals what belongs to one owner, and is destroyed with it: a {@link Sealer} whose
 * context is all that its values are bound to. Its bytes are kept sealed, never as they are.
 */
public final class DataKey implements Sealer {
  private static final int BYTES = SealedForm.KEY_ID_BYTES + SealedForm.KEY_BYTES;

  private final SecureRandom random;
  private final byte[] bytes;

  private DataKey(SecureRandom random, byte[] bytes) {
    this.random = random;
    this.bytes = bytes;
  }

  /** A new key. */
  public static DataKey make(SecureRandom random) {
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    return new DataKey(random, bytes);
  }

  /**
   * The key of these bytes, as {@link #bytes()} gave them.
   *
   * @throws SealBroken when they are no key
   */
  public static DataKey of(SecureRandom random, byte[] bytes) {
    if (bytes.length != BYTES) {
      throw new SealBroken();
    }
    return new DataKey(random, bytes.clone());
  }

  /** To be sealed before they are kept. */
  public byte[] bytes() {
    return bytes.clone();
  }

  @Override
  public byte[] seal(byte[] plain, String context) {
    return SealedForm.seal(random, id(), key(), plain, data(context));
  }

  @Override
  public byte[] open(byte[] sealed, String context) {
    if (!Arrays.equals(SealedForm.keyId(sealed), id())) {
      throw new SealBroken();
    }
    return SealedForm.open(key(), sealed, data(context));
  }

  private byte[] id() {
    return Arrays.copyOf(bytes, SealedForm.KEY_ID_BYTES);
  }

  private byte[] key() {
    return Arrays.copyOfRange(bytes, SealedForm.KEY_ID_BYTES, BYTES);
  }

  private static byte[] data(String context) {
    return Hkdf.framed("data key", context);
  }
}
