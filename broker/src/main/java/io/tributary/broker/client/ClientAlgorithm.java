package io.tributary.broker.client;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.JWK;
import java.security.GeneralSecurityException;
import java.security.InvalidAlgorithmParameterException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a client may sign its JWTs with (RFC 7518 §3.1, RFC 8037 §3.1). There is no {@code none}: an
 * unsigned JWT cannot be expressed here.
 */
public enum ClientAlgorithm {
  RS256("RS256", "RSA", null, "SHA256withRSA", 0),
  RS384("RS384", "RSA", null, "SHA384withRSA", 0),
  RS512("RS512", "RSA", null, "SHA512withRSA", 0),
  PS256("PS256", "RSA", null, "RSASSA-PSS", 256),
  PS384("PS384", "RSA", null, "RSASSA-PSS", 384),
  PS512("PS512", "RSA", null, "RSASSA-PSS", 512),
  ES256("ES256", "EC", "P-256", "SHA256withECDSAinP1363Format", 0),
  ES384("ES384", "EC", "P-384", "SHA384withECDSAinP1363Format", 0),
  ES512("ES512", "EC", "P-521", "SHA512withECDSAinP1363Format", 0),
  EDDSA("EdDSA", "OKP", "Ed25519", "Ed25519", 0),
  /** With the client's secret; never with a key that it publishes. */
  HS256("HS256", "oct", null, "HmacSHA256", 0);

  /** RFC 7518 §3.2: a key as long as the hash. */
  public static final int LEAST_SECRET_BYTES = 32;

  /** SubjectPublicKeyInfo of an Ed25519 key (RFC 8410 §4), before its 32 bytes. */
  private static final byte[] ED25519_PREFIX = HexFormat.of().parseHex("302a300506032b6570032100");

  private final String wire;
  private final String keyType;
  private final String curve;
  private final String name;
  private final int pssBits;

  ClientAlgorithm(String wire, String keyType, String curve, String name, int pssBits) {
    this.wire = wire;
    this.keyType = keyType;
    this.curve = curve;
    this.name = name;
    this.pssBits = pssBits;
  }

  public static Optional<ClientAlgorithm> of(String wire) {
    return Stream.of(values()).filter(algorithm -> algorithm.wire.equals(wire)).findFirst();
  }

  /** The values of {@code alg} that a client with a key ({@code false}: a secret) may use. */
  public static List<String> names(boolean byKey) {
    return Stream.of(values())
        .filter(algorithm -> algorithm.isSymmetric() != byKey)
        .map(ClientAlgorithm::wire)
        .toList();
  }

  /** The value of {@code alg}. */
  public String wire() {
    return wire;
  }

  /** Made with a secret that both sides hold. */
  public boolean isSymmetric() {
    return this == HS256;
  }

  /** Name of the JDK's algorithm. */
  String jdkName() {
    return name;
  }

  /** Whether this key may have made such a signature: its type, curve, {@code use} and alg. */
  boolean fits(JWK key) {
    String bound = key.getAlgorithm() == null ? null : key.getAlgorithm().getName();
    // RFC 9864 names EdDSA with this curve anew.
    boolean sameName = bound == null || bound.equals(wire) || bound.equals(curve);
    return key.getKeyType().getValue().equals(keyType)
        && (curve == null || curve.equals(key.toPublicJWK().toJSONObject().get("crv")))
        && sameName
        && KeyPurpose.VERIFY.allows(key);
  }

  /** Whether the key made this signature; it must be one that {@link #fits}. */
  boolean verifies(JWK key, byte[] signed, byte[] signature) {
    try {
      Signature verifier = Signature.getInstance(name);
      if (pssBits > 0) {
        verifier.setParameter(pss());
      }
      verifier.initVerify(publicKey(key));
      verifier.update(signed);
      return verifier.verify(signature);
    } catch (InvalidAlgorithmParameterException missing) {
      throw new IllegalStateException("This JDK knows no " + wire, missing);
    } catch (GeneralSecurityException | JOSEException malformed) {
      // A signature of a wrong length is refused by an exception in some providers.
      return false;
    }
  }

  /** RFC 7518 §3.5: MGF1 with the same hash, a salt as long as it. */
  private PSSParameterSpec pss() {
    String hash = "SHA-" + pssBits;
    return new PSSParameterSpec(hash, "MGF1", new MGF1ParameterSpec(hash), pssBits / 8, 1);
  }

  private PublicKey publicKey(JWK key) throws JOSEException, GeneralSecurityException {
    return switch (keyType) {
      case "RSA" -> key.toRSAKey().toRSAPublicKey();
      case "EC" -> key.toECKey().toECPublicKey();
      case "OKP" -> edwards(key.toOctetKeyPair().getDecodedX());
      default -> throw new GeneralSecurityException("a secret is not a public key");
    };
  }

  private static PublicKey edwards(byte[] point) throws GeneralSecurityException {
    byte[] encoded = Arrays.copyOf(ED25519_PREFIX, ED25519_PREFIX.length + point.length);
    System.arraycopy(point, 0, encoded, ED25519_PREFIX.length, point.length);
    return KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded));
  }
}
