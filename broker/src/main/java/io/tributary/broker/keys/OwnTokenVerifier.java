package io.tributary.broker.keys;

import io.tributary.platform.protocol.ErrorCode;
import io.tributary.platform.protocol.JwtKind;
import io.tributary.platform.protocol.OAuthException;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Base64;
import java.util.Optional;
import java.util.function.Function;

/**
 * Strict verification of JWTs that one issuer of ours made (RFC 8725): the algorithm is that of the
 * named key, the kind is the expected one, the issuer is exactly ours.
 *
 * <p>Every refusal is {@code invalid_token} with the same public text; the reason is for the log.
 */
public final class OwnTokenVerifier {
  /** Whether a token may be past its end. */
  public enum Expiry {
    REFUSED,
    /** For {@code id_token_hint} (OpenID Connect RP-Initiated Logout §2). */
    ACCEPTED
  }

  /** Our largest tokens carry some hundred group names. */
  private static final int MAX_CHARACTERS = 16 * 1024;

  private static final int REMEMBERED = 20_000;

  /** Seconds that the clocks of our nodes may differ. */
  private static final long SKEW = 60;

  private final String issuer;
  private final Function<String, Optional<SigningKey>> keys;
  private final Clock clock;
  private final GoodSignatures good = new GoodSignatures(REMEMBERED);

  public OwnTokenVerifier(SigningKeys keys, Clock clock) {
    this(keys.issuer(), keys::find, clock);
  }

  OwnTokenVerifier(String issuer, Function<String, Optional<SigningKey>> keys, Clock clock) {
    this.issuer = issuer;
    this.keys = keys;
    this.clock = clock;
  }

  public String issuer() {
    return issuer;
  }

  /**
   * The claims of a token that is whole and current.
   *
   * @throws OAuthException {@code invalid_token}
   */
  public JsonObject verify(String token, JwtKind expected) {
    return verify(token, expected, Expiry.REFUSED);
  }

  /** As {@link #verify(String, JwtKind)}. */
  public JsonObject verify(String token, JwtKind expected, Expiry expiry) {
    if (token.length() > MAX_CHARACTERS) {
      throw refused("too long");
    }
    String[] parts = token.split("\\.", -1);
    if (parts.length != 3) {
      throw refused("not three parts");
    }
    JsonObject header = json(parts[0]);
    SigningKey key = key(header, expiry);
    requireSignature(token, key, decoded(parts[2]));
    requireKind(header, expected);
    JsonObject claims = json(parts[1]);
    requireClaims(claims, expiry);
    return claims;
  }

  /** RFC 8725 §3.1: the key says which algorithm; a header that says otherwise is refused. */
  private SigningKey key(JsonObject header, Expiry expiry) {
    if (header.containsKey("crit")) {
      // RFC 7515 §4.1.11: we know no extension.
      throw refused("critical header");
    }
    if (!(header.getValue("kid") instanceof String kid)) {
      throw refused("no kid");
    }
    SigningKey key = keys.apply(kid).orElseThrow(() -> refused("unknown kid"));
    if (!key.algorithm().wire().equals(header.getValue("alg"))) {
      throw refused("algorithm is not that of the key");
    }
    if (key.use() == SigningKey.Use.HINTS && expiry == Expiry.REFUSED) {
      // All that it signed has ended: whoever shows a current token has found an old key.
      throw refused("key was retired");
    }
    return key;
  }

  /** The key was looked up before, so a key that was taken away is not saved by the memory. */
  private void requireSignature(String token, SigningKey key, byte[] signature) {
    if (good.contains(token)) {
      return;
    }
    byte[] input = token.substring(0, token.lastIndexOf('.')).getBytes(StandardCharsets.ISO_8859_1);
    if (!key.verifies(input, signature)) {
      throw refused("signature");
    }
    good.add(token);
  }

  private static void requireKind(JsonObject header, JwtKind expected) {
    if (!expected.wire().equals(header.getValue(JwtKind.HEADER))) {
      throw refused("kind");
    }
    Object typ = header.getValue("typ");
    boolean plainAccess = expected == JwtKind.ACCESS_TOKEN && "JWT".equals(typ);
    if (!expected.typ().equals(typ) && !plainAccess) {
      throw refused("typ");
    }
  }

  private void requireClaims(JsonObject claims, Expiry expiry) {
    long now = clock.instant().getEpochSecond();
    if (!issuer.equals(claims.getValue("iss"))) {
      throw refused("issuer");
    }
    if (!(claims.getValue("exp") instanceof Number exp)) {
      throw refused("no exp");
    }
    if (expiry == Expiry.REFUSED && exp.longValue() <= now) {
      throw refused("expired");
    }
    requirePast(claims, "nbf", now);
    requirePast(claims, "iat", now);
  }

  private static void requirePast(JsonObject claims, String name, long now) {
    Object value = claims.getValue(name);
    if (value != null && !(value instanceof Number at && at.longValue() <= now + SKEW)) {
      throw refused(name + " is in the future");
    }
  }

  private static JsonObject json(String part) {
    try {
      return new JsonObject(Buffer.buffer(decoded(part)));
    } catch (DecodeException | ClassCastException notAnObject) {
      throw refused("not a JSON object");
    }
  }

  /** RFC 7515 §2: base64url, without padding. */
  private static byte[] decoded(String part) {
    if (part.indexOf('=') >= 0) {
      throw refused("padding");
    }
    try {
      return Base64.getUrlDecoder().decode(part);
    } catch (IllegalArgumentException notBase64) {
      throw refused("not base64url");
    }
  }

  private static OAuthException refused(String detail) {
    return OAuthException.of(
        ErrorCode.INVALID_TOKEN, "The token is expired, revoked or malformed", detail);
  }
}
