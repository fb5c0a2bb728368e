package io.tributary.broker.keys;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Optional;

/**
 * Who does the arithmetic of signatures: Amazon Corretto Crypto Provider where it loads and is
 * healthy, else the JDK. It is passed to each {@code Signature}; the list of providers of the
 * process is left alone.
 */
public final class SigningProvider {
  private static final String ACCP =
      "com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider";

  private final Optional<Provider> accelerated;

  SigningProvider(Optional<Provider> accelerated) {
    this.accelerated = accelerated;
  }

  /** The JDK's own: always there, and slower (RS256 0.8 ms instead of 0.25). */
  public static SigningProvider jdk() {
    return new SigningProvider(Optional.empty());
  }

  /** Chooses on a worker thread: the self-tests of a native library take 100 ms. Never fails. */
  public static Future<SigningProvider> choose(Vertx vertx) {
    return vertx.executeBlocking(SigningProvider::choose, false);
  }

  /** As {@link #choose(Vertx)}, on the calling thread. */
  static SigningProvider choose() {
    try {
      // Not on the compile path: there is one artifact for each platform, and for some none.
      Class<?> type = Class.forName(ACCP);
      Provider provider = (Provider) type.getField("INSTANCE").get(null);
      type.getMethod("assertHealthy").invoke(provider);
      return new SigningProvider(Optional.of(provider));
    } catch (ReflectiveOperationException | LinkageError | RuntimeException unusable) {
      return jdk();
    }
  }

  /** For health and metrics. */
  public String name() {
    return accelerated.map(Provider::getName).orElse("JDK");
  }

  KeyPair generate(SigningAlgorithm algorithm) {
    try {
      // A first start waits for RSA keys: 50 ms each with ACCP, 200 ms with the JDK. The others
      // take 2 ms, and ACCP 2.5 takes no parameters for Ed25519.
      KeyPairGenerator generator =
          algorithm.keyType().equals("RSA") && serves("KeyPairGenerator", algorithm.keyType())
              ? KeyPairGenerator.getInstance(algorithm.keyType(), accelerated.orElseThrow())
              : KeyPairGenerator.getInstance(algorithm.keyType());
      algorithm.prepare(generator);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException missing) {
      throw new IllegalStateException("This JDK makes no " + algorithm.wire() + " keys", missing);
    }
  }

  PublicKey publicKey(SigningAlgorithm algorithm, byte[] encoded) throws GeneralSecurityException {
    return factory(algorithm).generatePublic(new X509EncodedKeySpec(encoded));
  }

  /**
   * The key as the provider holds it, made once: a JDK key would be translated anew at each
   * signature, which costs more than the signature (RS256: 0.63 ms instead of 0.24).
   */
  PrivateKey privateKey(SigningAlgorithm algorithm, byte[] encoded)
      throws GeneralSecurityException {
    return factory(algorithm).generatePrivate(new PKCS8EncodedKeySpec(encoded));
  }

  /** ACCP 2.5 has no factory for Ed25519 keys and takes the JDK's. */
  private KeyFactory factory(SigningAlgorithm algorithm) throws GeneralSecurityException {
    return serves("KeyFactory", algorithm.keyType())
        ? KeyFactory.getInstance(algorithm.keyType(), accelerated.orElseThrow())
        : KeyFactory.getInstance(algorithm.keyType());
  }

  /** A new instance for one signature: making one costs about 1 µs and needs no lock. */
  Signature signature(SigningAlgorithm algorithm) throws GeneralSecurityException {
    Signature signature =
        serves("Signature", algorithm.signature())
            ? Signature.getInstance(algorithm.signature(), accelerated.orElseThrow())
            : Signature.getInstance(algorithm.signature());
    algorithm.prepare(signature);
    return signature;
  }

  private boolean serves(String type, String name) {
    return accelerated.isPresent() && accelerated.get().getService(type, name) != null;
  }
}
