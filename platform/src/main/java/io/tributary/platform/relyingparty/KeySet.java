package io.tributary.platform.relyingparty;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import io.tributary.platform.relyingparty.RelyingPartyException.Kind;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The public keys of a provider (RFC 7517 §5) that can verify a signature. Keys that we do not
 * understand, keys for encryption, weak ones and symmetric ones are left out, as §5 demands for the
 * first: a provider may publish keys for others.
 */
final class KeySet {
  private static final int MAX_KEYS = 64;
  private static final int MIN_RSA_BITS = 2048;

  /** Larger ones cost more time to verify than an answer is worth. */
  private static final int MAX_RSA_BITS = 8192;

  private static final int MAX_RSA_EXPONENT_BITS = 32;

  /** SubjectPublicKeyInfo of an Ed25519 key (RFC 8410 §4), before its 32 bytes. */
  private static final byte[] ED25519_PREFIX = HexFormat.of().parseHex("302a300506032b6570032100");

  private final List<Key> keys;

  private KeySet(List<Key> keys) {
    this.keys = List.copyOf(keys);
  }

  /**
   * @param alg null when the provider does not bind the key to one
   */
  private record Key(String kid, String type, String curve, String alg, PublicKey key) {
    boolean fits(SignatureAlgorithm algorithm, Optional<String> wantedKid) {
      return algorithm.fits(type, curve)
          && (alg == null || alg.equals(algorithm.wire()))
          && (wantedKid.isEmpty() || wantedKid.get().equals(kid));
    }
  }

  /**
   * @throws RelyingPartyException {@code MISBEHAVED} for a document that is no key set
   */
  static KeySet read(Map<String, Object> document) {
    if (!(document.get("keys") instanceof Collection<?> listed) || listed.size() > MAX_KEYS) {
      throw new RelyingPartyException(Kind.MISBEHAVED, "jwks: not a key set, or too many keys");
    }
    List<Key> keys = new ArrayList<>();
    for (Object entry : listed) {
      if (entry instanceof Map<?, ?> members) {
        readKey(members).ifPresent(keys::add);
      }
    }
    return new KeySet(keys);
  }

  /**
   * The one key that an id_token names; without a {@code kid}, or with one that several keys share,
   * only if exactly one key fits (OpenID Connect Core §10.1).
   */
  Optional<PublicKey> find(SignatureAlgorithm algorithm, Optional<String> kid) {
    List<Key> fitting = keys.stream().filter(key -> key.fits(algorithm, kid)).toList();
    return fitting.size() == 1 ? Optional.of(fitting.get(0).key()) : Optional.empty();
  }

  private static Optional<Key> readKey(Map<?, ?> members) {
    try {
      Map<String, Object> copy = new LinkedHashMap<>();
      // Only what a public key needs: certificates and private parts are nothing to us.
      for (String name : List.of("kty", "n", "e", "crv", "x", "y")) {
        if (members.get(name) instanceof String text) {
          copy.put(name, text);
        }
      }
      return usable(members) ? readKey(JWK.parse(copy), members) : Optional.empty();
    } catch (ParseException
        | JOSEException
        | GeneralSecurityException
        | IllegalArgumentException
        | IllegalStateException notUnderstood) {
      return Optional.empty();
    }
  }

  /** {@code use} and {@code key_ops} must allow verifying, when they are there (RFC 7517 §4.2). */
  private static boolean usable(Map<?, ?> members) {
    Object use = members.get("use");
    Object operations = members.get("key_ops");
    return (use == null || use.equals("sig"))
        && (operations == null
            || (operations instanceof Collection<?> list && list.contains("verify")));
  }

  private static Optional<Key> readKey(JWK jwk, Map<?, ?> members)
      throws JOSEException, GeneralSecurityException {
    String kid = members.get("kid") instanceof String text ? text : null;
    String alg = members.get("alg") instanceof String text ? text : null;
    if (jwk instanceof RSAKey rsa) {
      RSAPublicKey key = rsa.toRSAPublicKey();
      return strong(key) ? Optional.of(new Key(kid, "RSA", null, alg, key)) : Optional.empty();
    }
    if (jwk instanceof ECKey ec) {
      return Optional.of(new Key(kid, "EC", ec.getCurve().getName(), alg, ec.toECPublicKey()));
    }
    if (jwk instanceof OctetKeyPair pair && "Ed25519".equals(pair.getCurve().getName())) {
      // RFC 9864 names the same algorithm anew.
      String name = "Ed25519".equals(alg) ? SignatureAlgorithm.EDDSA.wire() : alg;
      return Optional.of(new Key(kid, "OKP", "Ed25519", name, ed25519(pair.getDecodedX())));
    }
    return Optional.empty();
  }

  private static boolean strong(RSAPublicKey key) {
    int bits = key.getModulus().bitLength();
    return bits >= MIN_RSA_BITS
        && bits <= MAX_RSA_BITS
        && key.getModulus().testBit(0)
        && key.getPublicExponent().testBit(0)
        && key.getPublicExponent().bitLength() > 1
        && key.getPublicExponent().bitLength() <= MAX_RSA_EXPONENT_BITS;
  }

  private static PublicKey ed25519(byte[] point) throws GeneralSecurityException {
    if (point.length != 32) {
      throw new IllegalArgumentException("An Ed25519 key has 32 bytes");
    }
    byte[] encoded = Arrays.copyOf(ED25519_PREFIX, ED25519_PREFIX.length + point.length);
    System.arraycopy(point, 0, encoded, ED25519_PREFIX.length, point.length);
    return KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded));
  }
}
