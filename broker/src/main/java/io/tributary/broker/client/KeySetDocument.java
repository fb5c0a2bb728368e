package io.tributary.broker.client;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWK;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A client's key set as it was registered or fetched (RFC 7517 §5).
 *
 * <p>Keys that we do not understand are left out, as §5 asks; so are weak ones, symmetric ones, and
 * those that were published together with their private half: whoever read the set can use them.
 */
public final class KeySetDocument {
  private static final int MAX_CHARACTERS = 64 * 1024;
  private static final int MAX_KEYS = 64;

  /** Of a set that a client sends when it registers; who has more publishes them. */
  static final int MOST_REGISTERED_CHARACTERS = 16 * 1024;

  private static final int MOST_REGISTERED_KEYS = 16;
  private static final int MAX_KID = 256;
  private static final int MIN_RSA_BITS = 2048;

  /** Larger ones cost more time to verify than an answer is worth. */
  private static final int MAX_RSA_BITS = 8192;

  /** Bytes of the objects around its texts. */
  private static final int OF_ONE_KEY = 512;

  private static final int MAX_EXPONENT_BITS = 32;
  private static final Set<Curve> CURVES = Set.of(Curve.P_256, Curve.P_384, Curve.P_521);
  private static final Set<Curve> EDWARDS = Set.of(Curve.Ed25519, Curve.X25519);

  /** RFC 7518 §6.2.2, §6.3.2, §6.4.1: never published. */
  private static final Set<String> PRIVATE =
      Set.of("d", "p", "q", "dp", "dq", "qi", "oth", "k", "priv");

  /** Certificates are nothing to us: nobody vouches for them here. */
  private static final Set<String> PUBLIC =
      Set.of("kty", "n", "e", "crv", "x", "y", "kid", "use", "key_ops", "alg");

  private KeySetDocument() {}

  /**
   * The usable keys.
   *
   * @throws IllegalArgumentException for a document that is no key set
   */
  static List<JWK> read(String json) {
    List<JWK> keys = new ArrayList<>();
    for (JsonObject entry : entries(json)) {
      if (!isSecret(entry)) {
        key(entry).ifPresent(keys::add);
      }
    }
    return List.copyOf(keys);
  }

  /** As {@link #problem}, for a set that a client registers by itself: a smaller one. */
  public static Optional<String> problemOfRegistered(String json) {
    boolean large =
        json.length() > MOST_REGISTERED_CHARACTERS
            || (problem(json).isEmpty() && entries(json).size() > MOST_REGISTERED_KEYS);
    return large
        ? Optional.of("is too large: register a jwks_uri for more than 16 keys or 16 KiB")
        : problem(json);
  }

  /**
   * Why a set cannot be registered, in words of our own: it is none, holds a secret, or no usable
   * key.
   */
  public static Optional<String> problem(String json) {
    try {
      if (entries(json).stream().anyMatch(KeySetDocument::isSecret)) {
        return Optional.of("holds a private or symmetric key: register public keys only");
      }
      return read(json).isEmpty()
          ? Optional.of("holds no usable key: RSA of 2048 bits or more, P-256, P-384, P-521, OKP")
          : Optional.empty();
    } catch (IllegalArgumentException none) {
      return Optional.of("is no JSON Web Key Set: write {\"keys\": [...]} (RFC 7517 §5)");
    }
  }

  /** About how much memory keys take: their texts, twice as wide where an id is not Latin. */
  static int bytes(List<JWK> keys) {
    return keys.stream().mapToInt(key -> OF_ONE_KEY + 2 * key.toJSONString().length()).sum();
  }

  private static List<JsonObject> entries(String json) {
    if (json.length() > MAX_CHARACTERS) {
      throw new IllegalArgumentException("too large");
    }
    JsonObject document = StrictObject.read(json.getBytes(StandardCharsets.UTF_8));
    if (!(document.getValue("keys") instanceof JsonArray listed) || listed.size() > MAX_KEYS) {
      throw new IllegalArgumentException("no list of keys, or too many");
    }
    List<JsonObject> entries = new ArrayList<>();
    for (int i = 0; i < listed.size(); i++) {
      if (listed.getValue(i) instanceof JsonObject entry) {
        entries.add(entry);
      }
    }
    return entries;
  }

  private static boolean isSecret(JsonObject key) {
    return "oct".equals(key.getValue("kty"))
        || key.fieldNames().stream().anyMatch(PRIVATE::contains);
  }

  private static Optional<JWK> key(JsonObject entry) {
    Map<String, Object> members = new LinkedHashMap<>(entry.getMap());
    members.keySet().retainAll(PUBLIC);
    try {
      return Optional.of(JWK.parse(members)).filter(KeySetDocument::isUsable);
    } catch (ParseException | RuntimeException notUnderstood) {
      return Optional.empty();
    }
  }

  private static boolean isUsable(JWK key) {
    if (key.getKeyID() != null && key.getKeyID().length() > MAX_KID) {
      return false;
    }
    return switch (key.getKeyType().getValue()) {
      case "RSA" -> isStrong(key);
      // Points off the curve are refused when the key is read.
      case "EC" -> CURVES.contains(key.toECKey().getCurve());
      case "OKP" ->
          EDWARDS.contains(key.toOctetKeyPair().getCurve())
              && key.toOctetKeyPair().getDecodedX().length == 32;
      default -> false;
    };
  }

  private static boolean isStrong(JWK key) {
    try {
      BigInteger modulus = key.toRSAKey().toRSAPublicKey().getModulus();
      BigInteger exponent = key.toRSAKey().toRSAPublicKey().getPublicExponent();
      return modulus.bitLength() >= MIN_RSA_BITS
          && modulus.bitLength() <= MAX_RSA_BITS
          && modulus.testBit(0)
          && exponent.testBit(0)
          && exponent.bitLength() > 1
          && exponent.bitLength() <= MAX_EXPONENT_BITS;
    } catch (JOSEException malformed) {
      return false;
    }
  }
}
