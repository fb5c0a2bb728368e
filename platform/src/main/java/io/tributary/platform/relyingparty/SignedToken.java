package io.tributary.platform.relyingparty;

import io.tributary.platform.protocol.Digests;
import io.tributary.platform.protocol.JwtKind;
import io.tributary.platform.relyingparty.RelyingPartyException.Kind;
import java.nio.charset.StandardCharsets;
import java.security.PublicKey;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;

/** A token of a provider taken apart (RFC 7515 §7.1), its header checked, nothing else believed. */
final class SignedToken {
  private static final int MAX_LENGTH = 64 * 1024;
  private static final int MAX_KID = 256;

  private final JwtKind kind;
  private final SignatureAlgorithm algorithm;
  private final Optional<String> kid;
  private final Map<String, Object> claims;
  private final byte[] signed;
  private final byte[] signature;

  private SignedToken(
      JwtKind kind,
      SignatureAlgorithm algorithm,
      Optional<String> kid,
      Map<String, Object> claims,
      byte[] signed,
      byte[] signature) {
    this.kind = kind;
    this.algorithm = algorithm;
    this.kid = kid;
    this.claims = claims;
    this.signed = signed;
    this.signature = signature;
  }

  /**
   * @param expected what it must be: nothing that says it is another kind passes
   * @throws RelyingPartyException {@code MISBEHAVED} for anything but a signed JWT of that kind
   */
  static SignedToken parse(String compact, JwtKind expected, StrictJson json) {
    String what = expected.wire();
    if (compact.length() > MAX_LENGTH) {
      throw refused(what, "is too large");
    }
    String[] parts = compact.split("\\.", -1);
    if (parts.length == 5) {
      throw refused(
          what, "is encrypted, which is not supported: switch encryption off at the provider");
    }
    if (parts.length != 3) {
      throw refused(what, "is not a signed JWT");
    }
    JsonMembers header =
        new JsonMembers(what + " header", json.object(decode(parts[0], what), what + " header"));
    checkHeader(header, expected);
    String name = header.requiredText("alg");
    SignatureAlgorithm algorithm =
        SignatureAlgorithm.of(name)
            .orElseThrow(() -> refused(what, "has an algorithm not allowed"));
    Optional<String> kid = header.text("kid");
    if (kid.filter(value -> value.length() > MAX_KID).isPresent()) {
      throw refused(what, "has a kid that is too long");
    }
    return new SignedToken(
        expected,
        algorithm,
        kid,
        json.object(decode(parts[1], what), what),
        (parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII),
        decode(parts[2], what));
  }

  private static void checkHeader(JsonMembers header, JwtKind expected) {
    String what = expected.wire();
    Map<String, Object> members = header.members();
    // RFC 7515 §4.1.11: what is critical must be understood, and we understand nothing of it.
    if (members.containsKey("crit") || members.containsKey("b64")) {
      throw refused(what, "has a critical header");
    }
    // RFC 7519 §5.2
    if (members.containsKey("cty") || members.containsKey("enc")) {
      throw refused(what, "is nested or encrypted");
    }
    // RFC 8725 §3.11: no token passes for one of another kind.
    if (members.containsKey("typ") && !isType(header.text("typ").orElse(""), expected)) {
      throw refused(what, "has the type of another token");
    }
    if (members.containsKey(JwtKind.HEADER)
        && !header.text(JwtKind.HEADER).orElse("").equals(expected.wire())) {
      throw refused(what, "is of another kind");
    }
  }

  /**
   * RFC 7515 §4.1.9: compared without case; {@code application/} may be left out. Many providers
   * type everything {@code JWT}, which the claims then tell apart.
   */
  private static boolean isType(String typ, JwtKind expected) {
    String prefix = "application/";
    String bare =
        typ.regionMatches(true, 0, prefix, 0, prefix.length()) && !expected.typ().equals("JWT")
            ? typ.substring(prefix.length())
            : typ;
    return bare.equalsIgnoreCase(expected.typ()) || bare.equalsIgnoreCase("JWT");
  }

  /** Base64url without padding, in its one canonical form: no second spelling of a token. */
  private static byte[] decode(String part, String what) {
    byte[] decoded;
    try {
      decoded = Base64.getUrlDecoder().decode(part);
    } catch (IllegalArgumentException malformed) {
      throw refused(what, "is not base64url");
    }
    if (!Digests.base64Url(decoded).equals(part)) {
      throw refused(what, "is not base64url");
    }
    return decoded;
  }

  private static RelyingPartyException refused(String what, String why) {
    return new RelyingPartyException(Kind.MISBEHAVED, what + ": " + why);
  }

  SignatureAlgorithm algorithm() {
    return algorithm;
  }

  Optional<String> kid() {
    return kid;
  }

  /** Not to be believed before the signature is verified. */
  JsonMembers claims() {
    return new JsonMembers(kind.wire(), claims);
  }

  boolean signedBy(PublicKey key) {
    return algorithm.verify(key, signed, signature);
  }

  boolean signedBy(String secret) {
    return algorithm.verify(secret, signed, signature);
  }
}
