package io.tributary.broker.keys;

import io.tributary.platform.ops.StartupException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.buffer.Buffer;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.util.Optional;

/**
 * Makes the signing keys of one issuer as the database holds them, and opens them again.
 *
 * <p>A row is believed only when what is sealed in it opens under its own kid, issuer and algorithm
 * and the kid is the thumbprint of its public part: writing to the table alone adds no key.
 */
final class SealedSigningKeys {
  private static final String PURPOSE = "signing-key";
  private static final int MAKERS = 2;

  private final Vertx vertx;
  private final Sealer sealer;
  private final SigningProvider provider;

  SealedSigningKeys(Vertx vertx, SealingKeys sealing, SigningProvider provider, String issuer) {
    this.vertx = vertx;
    this.sealer = sealing.atRest(issuer, PURPOSE);
    this.provider = provider;
  }

  String providerName() {
    return provider.name();
  }

  /**
   * A new key.
   *
   * @param publicKey SubjectPublicKeyInfo
   * @param sealedPrivate PKCS #8, sealed
   * @param proof the public part, sealed: outlives the private one
   */
  record Made(String kid, String algorithm, Buffer publicKey, Buffer sealedPrivate, Buffer proof) {}

  /** Generates on a worker: an RSA key takes 30 to 500 ms. */
  Future<Made> make(SigningAlgorithm algorithm) {
    WorkerExecutor worker = vertx.createSharedWorkerExecutor("key-generation", MAKERS);
    return worker
        .executeBlocking(() -> sealed(algorithm, provider.generate(algorithm)), false)
        .eventually(worker::close);
  }

  private Made sealed(SigningAlgorithm algorithm, KeyPair pair) {
    String kid = PublicJwk.thumbprint(algorithm, pair.getPublic());
    byte[] publicKey = pair.getPublic().getEncoded();
    return new Made(
        kid,
        algorithm.wire(),
        Buffer.buffer(publicKey),
        Buffer.buffer(
            sealer.seal(pair.getPrivate().getEncoded(), privateContext(kid, algorithm.wire()))),
        Buffer.buffer(sealer.seal(publicKey, proofContext(kid, algorithm.wire()))));
  }

  /**
   * @throws StartupException when the row is not one that we made
   */
  SigningKey open(SigningKeyRepository.Stored row) {
    try {
      SigningAlgorithm algorithm =
          SigningAlgorithm.of(row.algorithm()).orElseThrow(() -> unusable(row.kid()));
      PublicKey publicKey = provider.publicKey(algorithm, row.publicKey().getBytes());
      Optional<PrivateKey> privateKey = privateKey(row, algorithm);
      if (!PublicJwk.thumbprint(algorithm, publicKey).equals(row.kid())) {
        throw unusable(row.kid());
      }
      return new SigningKey(row.kid(), algorithm, row.use(), publicKey, privateKey, provider);
    } catch (GeneralSecurityException | Sealer.SealBroken broken) {
      throw unusable(row.kid());
    }
  }

  private Optional<PrivateKey> privateKey(
      SigningKeyRepository.Stored row, SigningAlgorithm algorithm) throws GeneralSecurityException {
    if (row.sealedPrivate().length() > 0) {
      byte[] encoded =
          sealer.open(row.sealedPrivate().getBytes(), privateContext(row.kid(), row.algorithm()));
      return Optional.of(provider.privateKey(algorithm, encoded));
    }
    byte[] proven =
        sealer.open(
            row.proof().orElseThrow(Sealer.SealBroken::new).getBytes(),
            proofContext(row.kid(), row.algorithm()));
    if (row.state() != SigningKey.State.RETIRED
        || !MessageDigest.isEqual(proven, row.publicKey().getBytes())) {
      throw new Sealer.SealBroken();
    }
    return Optional.empty();
  }

  private static StartupException unusable(String kid) {
    return new StartupException(
        "The signing key "
            + kid
            + " in the database cannot be used: it was changed, or sealed by another installation.");
  }

  private static String privateContext(String kid, String algorithm) {
    return kid + " " + algorithm;
  }

  private static String proofContext(String kid, String algorithm) {
    return "proof " + kid + " " + algorithm;
  }
}
