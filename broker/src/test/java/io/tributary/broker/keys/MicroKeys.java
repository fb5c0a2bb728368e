package io.tributary.broker.keys;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Keys without a database, for benchmarks of single operations. */
public final class MicroKeys {
  private MicroKeys() {}

  /**
   * Signs with the provider that is used here.
   *
   * @param translated the private key is the provider's own, as in the broker; else the JDK's,
   *     which the provider takes over anew for each signature
   */
  public static TokenSigner signer(SigningAlgorithm algorithm, boolean translated)
      throws GeneralSecurityException {
    SigningProvider provider = SigningProvider.choose();
    KeyPair pair = SigningProvider.jdk().generate(algorithm);
    PrivateKey key =
        (translated ? provider : SigningProvider.jdk())
            .privateKey(algorithm, pair.getPrivate().getEncoded());
    return signer(algorithm, pair, key, provider);
  }

  /** Does all but the signature. */
  public static TokenSigner unsigned(SigningAlgorithm algorithm) throws GeneralSecurityException {
    KeyPair pair = SigningProvider.jdk().generate(algorithm);
    return signer(algorithm, pair, pair.getPrivate(), UnsignedProvider.provider());
  }

  private static TokenSigner signer(
      SigningAlgorithm algorithm, KeyPair pair, PrivateKey key, SigningProvider provider)
      throws GeneralSecurityException {
    SigningKey made =
        new SigningKey(
            PublicJwk.thumbprint(algorithm, pair.getPublic()),
            algorithm,
            SigningKey.Use.SIGNING,
            provider.publicKey(algorithm, pair.getPublic().getEncoded()),
            Optional.of(key),
            provider);
    return new TokenSigner(() -> made);
  }

  /** As cookies are sealed. */
  public static Sealer cookies() {
    KeyRing ring =
        new KeyRing(
            List.of(
                new SealingKey(
                    SealingKey.Purpose.COOKIE,
                    new byte[SealedForm.KEY_ID_BYTES],
                    new byte[SealedForm.KEY_BYTES],
                    Instant.EPOCH)));
    return new RingSealer(
        () -> ring,
        Clock.systemUTC(),
        new SecureRandom(),
        SealingKey.Purpose.COOKIE,
        "https://broker.example",
        "attempt");
  }
}
