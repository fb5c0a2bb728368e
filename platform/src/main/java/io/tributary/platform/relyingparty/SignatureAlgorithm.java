package io.tributary.platform.relyingparty;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.util.Base64URL;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What an id_token may be signed with (RFC 7518 §3.1, RFC 8037). There is no {@code none}: an
 * unsigned token cannot be expressed here.
 *
 * <p>{@code atHash} is the digest of {@code at_hash} (OpenID Connect Core §3.1.3.6).
 */
enum SignatureAlgorithm {
  RS256("RS256", "RSA", null, "SHA-256"),
  RS384("RS384", "RSA", null, "SHA-384"),
  RS512("RS512", "RSA", null, "SHA-512"),
  PS256("PS256", "RSA", null, "SHA-256"),
  PS384("PS384", "RSA", null, "SHA-384"),
  PS512("PS512", "RSA", null, "SHA-512"),
  ES256("ES256", "EC", "P-256", "SHA-256"),
  ES384("ES384", "EC", "P-384", "SHA-384"),
  ES512("ES512", "EC", "P-521", "SHA-512"),
  EDDSA("EdDSA", "OKP", "Ed25519", "SHA-512"),
  /** By the client secret; only where configured. */
  HS256("HS256", "oct", null, "SHA-256");

  private final String wire;
  private final String keyType;
  private final String curve;
  private final String atHash;

  SignatureAlgorithm(String wire, String keyType, String curve, String atHash) {
    this.wire = wire;
    this.keyType = keyType;
    this.curve = curve;
    this.atHash = atHash;
  }

  /** In the order above. */
  static Set<String> names() {
    Set<String> names = new LinkedHashSet<>();
    Stream.of(values()).map(SignatureAlgorithm::wire).forEach(names::add);
    return names;
  }

  static Optional<SignatureAlgorithm> of(String wire) {
    return Stream.of(values()).filter(algorithm -> algorithm.wire.equals(wire)).findFirst();
  }

  String wire() {
    return wire;
  }

  String atHash() {
    return atHash;
  }

  /** Made by a secret that both sides hold: never looked up in a JWKS. */
  boolean isSymmetric() {
    return this == HS256;
  }

  /** Whether a key of this type and curve belongs to it. */
  boolean fits(String type, String keyCurve) {
    return keyType.equals(type) && (curve == null || curve.equals(keyCurve));
  }

  boolean verify(PublicKey key, byte[] signed, byte[] signature) {
    try {
      return switch (keyType) {
        case "RSA" -> nimbus(new RSASSAVerifier((RSAPublicKey) key), signed, signature);
        case "EC" -> nimbus(new ECDSAVerifier((ECPublicKey) key), signed, signature);
        case "OKP" -> edwards((EdECPublicKey) key, signed, signature);
        default -> false;
      };
    } catch (JOSEException | GeneralSecurityException malformed) {
      // A signature of a wrong length is refused by an exception in some providers.
      return false;
    }
  }

  boolean verify(String secret, byte[] signed, byte[] signature) {
    try {
      return isSymmetric()
          && nimbus(new MACVerifier(secret.getBytes(StandardCharsets.UTF_8)), signed, signature);
    } catch (JOSEException malformed) {
      return false;
    }
  }

  private boolean nimbus(JWSVerifier verifier, byte[] signed, byte[] signature)
      throws JOSEException {
    // Only the algorithm of the header counts; it was compared with the allow-list before.
    JWSHeader header = new JWSHeader(new JWSAlgorithm(wire));
    return verifier.verify(header, signed, Base64URL.encode(signature));
  }

  private static boolean edwards(EdECPublicKey key, byte[] signed, byte[] signature)
      throws GeneralSecurityException {
    Signature verifier = Signature.getInstance("Ed25519");
    verifier.initVerify(key);
    verifier.update(signed);
    return verifier.verify(signature);
  }
}
