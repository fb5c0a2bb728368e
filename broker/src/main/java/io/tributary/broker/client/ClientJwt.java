package io.tributary.broker.client;

import io.tributary.platform.protocol.Digests;
import io.tributary.platform.protocol.JwtKind;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * A signed JWT that a client made, taken apart (RFC 7515 §5.2): its header is checked, nothing else
 * is believed before {@link ClientSignatures} has verified it.
 */
public final class ClientJwt {
  private static final int MAX_KID = 256;
  private static final int MAX_AUDIENCES = 20;

  private final ClientAlgorithm algorithm;
  private final JsonObject header;
  private final JsonObject claims;
  private final byte[] signed;
  private final byte[] signature;

  private ClientJwt(
      ClientAlgorithm algorithm,
      JsonObject header,
      JsonObject claims,
      byte[] signed,
      byte[] signature) {
    this.algorithm = algorithm;
    this.header = header;
    this.claims = claims;
    this.signed = signed;
    this.signature = signature;
  }

  /**
   * @param longest characters
   * @param types that {@code typ} may have, lower case, when there is one (RFC 8725 §3.11)
   * @throws Refused for anything but a JWT under an algorithm that we know
   */
  public static ClientJwt parse(String compact, int longest, Set<String> types) {
    if (compact.length() > longest) {
      throw new Refused("too long");
    }
    String[] parts = compact.split("\\.", -1);
    if (parts.length != 3) {
      throw new Refused("not a signed JWT");
    }
    JsonObject header = object(parts[0]);
    ClientAlgorithm algorithm =
        text(header, "alg")
            .flatMap(ClientAlgorithm::of)
            .orElseThrow(() -> new Refused("algorithm not allowed"));
    requireHeader(header, types);
    return new ClientJwt(
        algorithm,
        header,
        object(parts[1]),
        (parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII),
        decoded(parts[2]));
  }

  private static void requireHeader(JsonObject header, Set<String> types) {
    // RFC 7515 §4.1.11: what is critical must be understood, and we understand nothing of it.
    if (header.containsKey("crit") || header.containsKey("b64")) {
      throw new Refused("critical header");
    }
    // RFC 7519 §5.2, RFC 7516 §4.1.2
    if (header.containsKey("cty") || header.containsKey("enc") || header.containsKey("zip")) {
      throw new Refused("nested or encrypted");
    }
    // Our own tokens say what they are, and none is written by a client.
    if (header.containsKey(JwtKind.HEADER)) {
      throw new Refused("a token of ours");
    }
    if (header.containsKey("typ") && !types.contains(typ(header))) {
      throw new Refused("typ");
    }
    if (text(header, "kid").filter(kid -> kid.length() > MAX_KID).isPresent()) {
      throw new Refused("kid too long");
    }
  }

  private static String typ(JsonObject header) {
    String typ = text(header, "typ").orElse("").toLowerCase(Locale.ROOT);
    return typ.startsWith("application/") ? typ.substring("application/".length()) : typ;
  }

  public ClientAlgorithm algorithm() {
    return algorithm;
  }

  /** {@code typ} in lower case, without {@code application/}; empty when there is none. */
  public String typ() {
    return typ(header);
  }

  public Optional<String> kid() {
    return text(header, "kid");
  }

  /** Not to be believed before the signature is verified. */
  public JsonObject claims() {
    return claims.copy();
  }

  /**
   * A claim that is a text.
   *
   * @throws Refused when it is something else
   */
  public Optional<String> text(String claim) {
    return text(claims, claim);
  }

  /**
   * A NumericDate (RFC 7519 §2), seconds; a fraction is cut off.
   *
   * @throws Refused when it is no time of the years 1970 to 9999
   */
  public OptionalLong seconds(String claim) {
    Object value = claims.getValue(claim);
    if (value == null && !claims.containsKey(claim)) {
      return OptionalLong.empty();
    }
    if (value instanceof Number number
        && number.doubleValue() >= 0
        && number.doubleValue() < 253_402_300_800d) {
      return OptionalLong.of(number.longValue());
    }
    throw new Refused(claim + " is no time");
  }

  /**
   * {@code aud}: a text or a list of texts (RFC 7519 §4.1.3); empty when absent.
   *
   * @throws Refused when it is something else
   */
  public List<String> audiences() {
    Object value = claims.getValue("aud");
    if (!(value instanceof JsonArray list)) {
      return text("aud").map(List::of).orElse(List.of());
    }
    List<String> audiences = new ArrayList<>();
    for (int i = 0; i < list.size(); i++) {
      if (!(list.getValue(i) instanceof String audience) || list.size() > MAX_AUDIENCES) {
        throw new Refused("aud");
      }
      audiences.add(audience);
    }
    return audiences;
  }

  byte[] signed() {
    return signed.clone();
  }

  byte[] signature() {
    return signature.clone();
  }

  private static Optional<String> text(JsonObject object, String name) {
    Object value = object.getValue(name);
    if (object.containsKey(name) && !(value instanceof String)) {
      throw new Refused(name + " is no text");
    }
    return Optional.ofNullable((String) value);
  }

  private static JsonObject object(String part) {
    try {
      return StrictObject.read(decoded(part));
    } catch (IllegalArgumentException malformed) {
      throw new Refused("not one JSON object");
    }
  }

  /** Base64url without padding, in its one canonical form: no second spelling of a JWT. */
  private static byte[] decoded(String part) {
    byte[] decoded;
    try {
      decoded = Base64.getUrlDecoder().decode(part);
    } catch (IllegalArgumentException malformed) {
      throw new Refused("not base64url");
    }
    if (!Digests.base64Url(decoded).equals(part)) {
      throw new Refused("not base64url");
    }
    return decoded;
  }

  @Override
  public String toString() {
    return "ClientJwt[" + algorithm + "]";
  }

  /** Why a JWT of a client is not accepted: words of our own, for the log. */
  public static final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public Refused(String why) {
      super(why, null, false, false);
    }
  }
}
