package io.tributary.broker.keys;

import io.tributary.platform.ops.StartupException;
import io.tributary.platform.protocol.Digests;
import io.tributary.platform.protocol.JwtKind;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.util.Base64;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * A signing key in memory. Immutable and free of locks: each signature has an instance of its own.
 */
public final class SigningKey {
  /** What a key is used for now; the wire form is the column {@code signing_key.state}. */
  public enum State {
    /** Published, so that clients know it before its first signature. */
    NEXT("next"),
    /** Signs; one for each issuer and algorithm. */
    ACTIVE("active"),
    /** Signs no more; published while what it signed may live. */
    RETIRED("retired"),
    /** Taken away in an emergency: nothing that it signed is good. */
    REVOKED("revoked");

    private final String wire;

    State(String wire) {
      this.wire = wire;
    }

    public String wire() {
      return wire;
    }

    static State of(String wire) {
      for (State state : values()) {
        if (state.wire.equals(wire)) {
          return state;
        }
      }
      throw new StartupException("The database has signing keys of a newer version.");
    }
  }

  /** What a key may be used for; in the order in which a key set shows them. */
  enum Use {
    SIGNING(true),
    /** Published before it signs: another node may use it a moment before we hear of it. */
    ANNOUNCED(true),
    /** Signed what is still alive. */
    VERIFYING(true),
    /** All that it signed has ended; such an id_token still names a person as a hint. */
    HINTS(false);

    private final boolean published;

    Use(boolean published) {
      this.published = published;
    }

    boolean isPublished() {
      return published;
    }
  }

  /** The {@code typ} that stands beside each kind unless a client wants {@code JWT}. */
  private static final String PLAIN_TYP = "JWT";

  private final String kid;
  private final SigningAlgorithm algorithm;
  private final Use use;
  private final PublicKey publicKey;
  private final Optional<PrivateKey> privateKey;
  private final SigningProvider provider;
  private final Map<JwtKind, byte[]> typedPrefixes = new EnumMap<>(JwtKind.class);
  private final Map<JwtKind, byte[]> plainPrefixes = new EnumMap<>(JwtKind.class);

  SigningKey(
      String kid,
      SigningAlgorithm algorithm,
      Use use,
      PublicKey publicKey,
      Optional<PrivateKey> privateKey,
      SigningProvider provider) {
    this.kid = kid;
    this.algorithm = algorithm;
    this.use = use;
    this.publicKey = publicKey;
    this.privateKey = privateKey;
    this.provider = provider;
    for (JwtKind kind : JwtKind.values()) {
      typedPrefixes.put(kind, prefix(kind, kind.typ()));
      plainPrefixes.put(kind, prefix(kind, PLAIN_TYP));
    }
  }

  /** RFC 7638 thumbprint. */
  public String kid() {
    return kid;
  }

  public SigningAlgorithm algorithm() {
    return algorithm;
  }

  Use use() {
    return use;
  }

  /** As the provider holds it. */
  Optional<PrivateKey> privateKey() {
    return privateKey;
  }

  JsonObject published() {
    return PublicJwk.published(algorithm, publicKey, kid);
  }

  /** header "." claims "." signature (RFC 7515 §7.1); the header was encoded once. */
  String sign(JwtKind kind, boolean plainTyp, byte[] claims) {
    PrivateKey signs =
        privateKey.orElseThrow(() -> new IllegalStateException("A retired key signs nothing"));
    byte[] prefix = (plainTyp ? plainPrefixes : typedPrefixes).get(kind);
    byte[] payload = Base64.getUrlEncoder().withoutPadding().encode(claims);
    byte[] input = new byte[prefix.length + payload.length];
    System.arraycopy(prefix, 0, input, 0, prefix.length);
    System.arraycopy(payload, 0, input, prefix.length, payload.length);
    try {
      Signature signature = provider.signature(algorithm);
      signature.initSign(signs);
      signature.update(input);
      return new String(input, StandardCharsets.ISO_8859_1)
          + '.'
          + Digests.base64Url(signature.sign());
    } catch (GeneralSecurityException broken) {
      throw new IllegalStateException("Signing with " + algorithm.wire() + " failed", broken);
    }
  }

  /** Whether this key made the signature over these bytes. */
  boolean verifies(byte[] input, byte[] bytes) {
    try {
      Signature signature = provider.signature(algorithm);
      signature.initVerify(publicKey);
      signature.update(input);
      return signature.verify(bytes);
    } catch (GeneralSecurityException malformed) {
      return false;
    }
  }

  private byte[] prefix(JwtKind kind, String typ) {
    String header =
        new JsonObject()
            .put("alg", algorithm.wire())
            .put("kid", kid)
            .put("typ", typ)
            .put(JwtKind.HEADER, kind.wire())
            .encode();
    return (Digests.base64Url(header.getBytes(StandardCharsets.UTF_8)) + ".")
        .getBytes(StandardCharsets.US_ASCII);
  }
}
