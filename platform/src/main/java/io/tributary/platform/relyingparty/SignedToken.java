package io.tributary.platform.relyingparty;

import io.tributary.platform.protocol.Digests;
import io.tributary.platform.protocol.JwtKind;
import io.tributary.platform.relyingparty.RelyingPartyException.Kind;
import java.nio.charset.StandardCharsets;
import java.security.PublicKey;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;

/** An id_token taken apart (RFC 7515 §7.1), its header checked, nothing else believed yet. */
final class SignedToken {
  private static final int MAX_LENGTH = 64 * 1024;
  private static final int MAX_KID = 256;

  private final SignatureAlgorithm algorithm;
  private final Optional<String> kid;
  private final Map<String, Object> claims;
  private final byte[] signed;
  private final byte[] signature;

  private SignedToken(
      SignatureAlgorithm algorithm,
      Optional<String> kid,
      Map<String, Object> claims,
      byte[] signed,
      byte[] signature) {
    this.algorithm = algorithm;
    this.kid = kid;
    this.claims = claims;
    this.signed = signed;
    this.signature = signature;
  }

  /**
   * @throws RelyingPartyException {@code MISBEHAVED} for anything but a signed JWT of an allowed
   *     type
   */
  static SignedToken parse(String compact, StrictJson json) {
    if (compact.length() > MAX_LENGTH) {
      throw refused("is too large");
    }
    String[] parts = compact.split("\\.", -1);
    if (parts.length == 5) {
      throw refused("is encrypted, which is not supported: switch encryption off at the provider");
    }
    if (parts.length != 3) {
      throw refused("is not a signed JWT");
    }
    JsonMembers header =
        new JsonMembers("id_token header", json.object(decode(parts[0]), "id_token header"));
    checkHeader(header);
    String name = header.requiredText("alg");
    SignatureAlgorithm algorithm =
        SignatureAlgorithm.of(name).orElseThrow(() -> refused("has an algorithm not allowed"));
    Optional<String> kid = header.text("kid");
    if (kid.filter(value -> value.length() > MAX_KID).isPresent()) {
      throw refused("has a kid that is too long");
    }
    return new SignedToken(
        algorithm,
        kid,
        json.object(decode(parts[1]), "id_token"),
        (parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII),
        decode(parts[2]));
  }

  private static void checkHeader(JsonMembers header) {
    Map<String, Object> members = header.members();
    // RFC 7515 §4.1.11: what is critical must be understood, and we understand nothing of it.
    if (members.containsKey("crit") || members.containsKey("b64")) {
      throw refused("has a critical header");
    }
    // RFC 7519 §5.2
    if (members.containsKey("cty") || members.containsKey("enc")) {
      throw refused("is nested or encrypted");
    }
    // RFC 8725 §3.11: an access token or a logout token is no id_token.
    if (members.containsKey("typ")
        && !header.text("typ").orElse("").equalsIgnoreCase(JwtKind.ID_TOKEN.typ())) {
      throw refused("has the type of another token");
    }
    if (members.containsKey(JwtKind.HEADER)
        && !header.text(JwtKind.HEADER).orElse("").equals(JwtKind.ID_TOKEN.wire())) {
      throw refused("is of another kind");
    }
  }

  /** Base64url without padding, in its one canonical form: no second spelling of a token. */
  private static byte[] decode(String part) {
    byte[] decoded;
    try {
      decoded = Base64.getUrlDecoder().decode(part);
    } catch (IllegalArgumentException malformed) {
      throw refused("is not base64url");
    }
    if (!Digests.base64Url(decoded).equals(part)) {
      throw refused("is not base64url");
    }
    return decoded;
  }

  private static RelyingPartyException refused(String why) {
    return new RelyingPartyException(Kind.MISBEHAVED, "id_token: " + why);
  }

  SignatureAlgorithm algorithm() {
    return algorithm;
  }

  Optional<String> kid() {
    return kid;
  }

  /** Not to be believed before the signature is verified. */
  JsonMembers claims() {
    return new JsonMembers("id_token", claims);
  }

  boolean signedBy(PublicKey key) {
    return algorithm.verify(key, signed, signature);
  }

  boolean signedBy(String secret) {
    return algorithm.verify(secret, signed, signature);
  }
}
