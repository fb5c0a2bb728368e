package io.tributary.broker.keys;

/**
 * Seals values that leave our hands or rest in the database: AES-256-GCM under a key derived
 * (HKDF-SHA-256) for one issuer and one purpose.
 *
 * <p>The sealed form carries the id of its key, so that keys can rotate; the associated data are
 * the issuer, the purpose and the caller's context (a cookie name, a row id): a value sealed for
 * one place opens in no other.
 */
public interface Sealer {
  /**
   * @param context where it will stand: opens only with the same
   */
  byte[] seal(byte[] plain, String context);

  /**
   * @throws SealBroken when it was not sealed by us, for this purpose and context, or its key is
   *     gone
   */
  byte[] open(byte[] sealed, String context);

  /** The value cannot be opened. Deliberately says nothing more. */
  final class SealBroken extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public SealBroken() {
      super("The sealed value cannot be opened", null, false, false);
    }
  }
}
