package io.tributary.broker.keys;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;

/**
 * The one key that is not in the database: it seals the sealing keys there, which seal all else.
 *
 * <p>Its own bytes are used for nothing but deriving. {@link MasterKeySource} finds it.
 */
public final class MasterKey {
  /** Bytes of the key. */
  public static final int BYTES = 32;

  private final byte[] id;
  private final byte[] sealing;
  private final SecureRandom random = new SecureRandom();

  /**
   * @param key {@value #BYTES} random bytes
   */
  public MasterKey(byte[] key) {
    if (key.length != BYTES) {
      throw new IllegalArgumentException("A master key has 32 bytes");
    }
    byte[] root = Hkdf.extract("tributary master key".getBytes(StandardCharsets.UTF_8), key);
    this.id = Hkdf.expand(root, Hkdf.framed("id"), SealedForm.KEY_ID_BYTES);
    this.sealing = Hkdf.expand(root, Hkdf.framed("seal"), SealedForm.KEY_BYTES);
  }

  byte[] seal(byte[] plain, String context) {
    return SealedForm.seal(random, id, sealing, plain, Hkdf.framed(context));
  }

  /**
   * @throws Sealer.SealBroken when another master key sealed it, or it was changed
   */
  byte[] open(byte[] sealed, String context) {
    if (!Arrays.equals(SealedForm.keyId(sealed), id)) {
      throw new Sealer.SealBroken();
    }
    return SealedForm.open(sealing, sealed, Hkdf.framed(context));
  }
}
