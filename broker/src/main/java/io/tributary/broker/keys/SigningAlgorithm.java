package io.tributary.broker.keys;

import java.security.GeneralSecurityException;
import java.security.InvalidAlgorithmParameterException;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.security.spec.RSAKeyGenParameterSpec;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A JWS algorithm that we sign with (RFC 7518 §3.1, RFC 8037 §3.1). No symmetric one, never none.
 */
public enum SigningAlgorithm {
  /** RSA 2048: what every client knows (OpenID Connect Core §15.1). */
  RS256("RS256", "RSA", "SHA256withRSA", "SHA-256"),
  /** P-256; the signature in the form of JOSE, r ‖ s, not DER. */
  ES256("ES256", "EC", "SHA256withECDSAinP1363Format", "SHA-256"),
  PS256("PS256", "RSA", "RSASSA-PSS", "SHA-256"),
  /** Ed25519. */
  EDDSA("EdDSA", "Ed25519", "Ed25519", "SHA-512");

  private static final int RSA_BITS = 2048;

  private final String wire;
  private final String keyType;
  private final String signature;
  private final String hash;

  SigningAlgorithm(String wire, String keyType, String signature, String hash) {
    this.wire = wire;
    this.keyType = keyType;
    this.signature = signature;
    this.hash = hash;
  }

  /** The value of {@code alg}. */
  public String wire() {
    return wire;
  }

  /** The digest for {@code at_hash} (OpenID Connect Core §3.1.3.6): that of the signature. */
  public String hash() {
    return hash;
  }

  /** As discovery lists them, and people read them. */
  public static List<String> names() {
    return Arrays.stream(values()).map(SigningAlgorithm::wire).toList();
  }

  public static Optional<SigningAlgorithm> of(String wire) {
    for (SigningAlgorithm algorithm : values()) {
      if (algorithm.wire.equals(wire)) {
        return Optional.of(algorithm);
      }
    }
    return Optional.empty();
  }

  /** Name for key factories and generators. */
  String keyType() {
    return keyType;
  }

  /** Name for signatures. */
  String signature() {
    return signature;
  }

  void prepare(KeyPairGenerator generator) throws InvalidAlgorithmParameterException {
    AlgorithmParameterSpec size =
        switch (this) {
          case RS256, PS256 -> new RSAKeyGenParameterSpec(RSA_BITS, RSAKeyGenParameterSpec.F4);
          case ES256 -> new ECGenParameterSpec("secp256r1");
          case EDDSA -> java.security.spec.NamedParameterSpec.ED25519;
        };
    generator.initialize(size);
  }

  /** RFC 7518 §3.5: MGF1 with SHA-256, a salt as long as the hash. */
  void prepare(Signature instance) throws GeneralSecurityException {
    if (this == PS256) {
      instance.setParameter(
          new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, 32, 1));
    }
  }
}
