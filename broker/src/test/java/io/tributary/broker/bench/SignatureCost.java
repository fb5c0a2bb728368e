package io.tributary.broker.bench;

import java.lang.management.ManagementFactory;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;

/**
 * CPU-milliseconds of one RS256 signature on this machine, now: the yardstick between machines,
 * since most of the work is such signatures.
 */
final class SignatureCost {
  private static final String ACCP =
      "com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider";
  private static final int SIGNATURES = 1000;

  private SignatureCost() {}

  /** By the provider that the broker uses, or {@code NaN} where it does not load. */
  static double milliseconds() {
    try {
      Provider provider = (Provider) Class.forName(ACCP).getField("INSTANCE").get(null);
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2048);
      KeyPair pair = generator.generateKeyPair();
      PrivateKey key =
          KeyFactory.getInstance("RSA", provider)
              .generatePrivate(new PKCS8EncodedKeySpec(pair.getPrivate().getEncoded()));
      sign(provider, key);
      long start = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
      sign(provider, key);
      return (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - start)
          / 1e6
          / SIGNATURES;
    } catch (ReflectiveOperationException | LinkageError | GeneralSecurityException missing) {
      return Double.NaN;
    }
  }

  private static void sign(Provider provider, PrivateKey key) throws GeneralSecurityException {
    byte[] input = new byte[500];
    for (int i = 0; i < SIGNATURES; i++) {
      Signature signature = Signature.getInstance("SHA256withRSA", provider);
      signature.initSign(key);
      signature.update(input);
      signature.sign();
    }
  }
}
