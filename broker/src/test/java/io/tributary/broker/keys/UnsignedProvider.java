package io.tributary.broker.keys;

import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.SignatureSpi;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Signatures that cost nothing and are none: what is left of making a token is everything else. For
 * benchmarks.
 */
final class UnsignedProvider extends Provider {
  private static final long serialVersionUID = 1;

  private UnsignedProvider() {
    super("Unsigned", "1", "signs nothing");
    for (SigningAlgorithm algorithm : SigningAlgorithm.values()) {
      putService(
          new Service(
              this,
              "Signature",
              algorithm.signature(),
              Nothing.class.getName(),
              List.of(),
              Map.of()));
    }
  }

  static SigningProvider provider() {
    return new SigningProvider(Optional.of(new UnsignedProvider()));
  }

  /** As long as an RS256 signature. */
  public static final class Nothing extends SignatureSpi {
    private static final int LENGTH = 256;

    /** For the provider. */
    public Nothing() {}

    @Override
    protected void engineInitVerify(PublicKey key) {}

    @Override
    protected void engineInitSign(PrivateKey key) {}

    @Override
    protected void engineUpdate(byte one) {}

    @Override
    protected void engineUpdate(byte[] bytes, int from, int length) {}

    @Override
    protected byte[] engineSign() {
      return new byte[LENGTH];
    }

    @Override
    protected boolean engineVerify(byte[] signature) {
      return false;
    }

    @Deprecated
    @Override
    protected void engineSetParameter(String name, Object value) {}

    @Deprecated
    @Override
    protected Object engineGetParameter(String name) {
      return null;
    }
  }
}
