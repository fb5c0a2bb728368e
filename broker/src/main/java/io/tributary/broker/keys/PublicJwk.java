package io.tributary.broker.keys;

import io.tributary.platform.protocol.Digests;
import io.vertx.core.json.JsonObject;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;

/** The public half of a key as JWK members, and its thumbprint. */
final class PublicJwk {
  private static final int COORDINATE_BYTES = 32;
  private static final int ED25519_BYTES = 32;

  private PublicJwk() {}

  /**
   * The members that RFC 7638 §3.2 and RFC 8037 §2 require, in lexicographic order: hashed as they
   * stand they give the thumbprint.
   */
  static JsonObject members(SigningAlgorithm algorithm, PublicKey key) {
    return switch (algorithm) {
      case RS256, PS256 -> {
        RSAPublicKey rsa = (RSAPublicKey) key;
        yield new JsonObject()
            .put("e", text(unsigned(rsa.getPublicExponent())))
            .put("kty", "RSA")
            .put("n", text(unsigned(rsa.getModulus())));
      }
      case ES256 -> {
        ECPublicKey ec = (ECPublicKey) key;
        yield new JsonObject()
            .put("crv", "P-256")
            .put("kty", "EC")
            .put("x", text(padded(ec.getW().getAffineX())))
            .put("y", text(padded(ec.getW().getAffineY())));
      }
      case EDDSA -> {
        // RFC 8410 §4: the key is the last 32 bytes of its SubjectPublicKeyInfo.
        byte[] encoded = key.getEncoded();
        yield new JsonObject()
            .put("crv", "Ed25519")
            .put("kty", "OKP")
            .put(
                "x",
                text(Arrays.copyOfRange(encoded, encoded.length - ED25519_BYTES, encoded.length)));
      }
    };
  }

  /** RFC 7638 §3, SHA-256. */
  static String thumbprint(SigningAlgorithm algorithm, PublicKey key) {
    return text(Digests.sha256(members(algorithm, key).encode().getBytes(StandardCharsets.UTF_8)));
  }

  /** As it stands in the key set (RFC 7517 §4). */
  static JsonObject published(SigningAlgorithm algorithm, PublicKey key, String kid) {
    return members(algorithm, key).put("use", "sig").put("alg", algorithm.wire()).put("kid", kid);
  }

  private static String text(byte[] value) {
    return Digests.base64Url(value);
  }

  /** RFC 7518 §6.3.1: big-endian without a leading zero. */
  private static byte[] unsigned(BigInteger value) {
    byte[] bytes = value.toByteArray();
    return bytes[0] == 0 ? Arrays.copyOfRange(bytes, 1, bytes.length) : bytes;
  }

  /** RFC 7518 §6.2.1.2: always the full length of the curve's coordinates. */
  private static byte[] padded(BigInteger value) {
    byte[] bytes = unsigned(value);
    byte[] padded = new byte[COORDINATE_BYTES];
    System.arraycopy(bytes, 0, padded, COORDINATE_BYTES - bytes.length, bytes.length);
    return padded;
  }
}
