package io.tributary.broker.token;

import io.tributary.broker.keys.Sealer;
import io.tributary.broker.keys.SealingKeys;
import io.tributary.platform.protocol.Digests;
import io.tributary.platform.protocol.ErrorCode;
import io.tributary.platform.protocol.OAuthException;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.util.Base64;
import java.util.Optional;

/**
 * Access tokens that nobody but us can read: {@code tat_} and the claims of {@link AccessTokens},
 * sealed (AES-256-GCM) under a key for this purpose and issuer, in base64url. Nothing is stored.
 *
 * <p>The prefix lets scanners find tokens in the wrong places. The sealing keys change daily, and
 * old ones are kept for longer than any access token lives.
 */
final class OpaqueTokens {
  private static final String PREFIX = "tat_";
  private static final String PLACE = "access token";

  /** As long as a signed one may be. */
  private static final int MAX_CHARACTERS = 16 * 1024;

  private final String issuer;
  private final Sealer sealer;
  private final Clock clock;

  OpaqueTokens(SealingKeys keys, String issuer, Clock clock) {
    this.issuer = issuer;
    this.sealer = keys.forClients(issuer, "access-token");
    this.clock = clock;
  }

  /** Whether a token says that it is one. */
  static boolean resembles(String token) {
    return token.startsWith(PREFIX);
  }

  /** {@code [A-Za-z0-9_-]}. */
  String write(JsonObject claims) {
    return PREFIX + Digests.base64Url(sealer.seal(claims.toBuffer().getBytes(), PLACE));
  }

  /**
   * The claims of a token of this issuer that has not expired.
   *
   * @throws OAuthException {@code invalid_token}
   */
  JsonObject read(String token) {
    JsonObject claims = opened(token).orElseThrow(() -> refused("not one of ours"));
    if (!issuer.equals(claims.getValue("iss"))) {
      throw refused("issuer");
    }
    if (!(claims.getValue("exp") instanceof Number exp)
        || exp.longValue() <= clock.instant().getEpochSecond()) {
      throw refused("expired");
    }
    return claims;
  }

  private Optional<JsonObject> opened(String token) {
    if (token.length() > MAX_CHARACTERS || !resembles(token)) {
      return Optional.empty();
    }
    String written = token.substring(PREFIX.length());
    try {
      byte[] sealed = Base64.getUrlDecoder().decode(written);
      if (!Digests.base64Url(sealed).equals(written)) {
        // One token has one spelling: no padding, no stray bits at its end.
        return Optional.empty();
      }
      return Optional.of(new JsonObject(Buffer.buffer(sealer.open(sealed, PLACE))));
    } catch (IllegalArgumentException | Sealer.SealBroken | DecodeException notOurs) {
      return Optional.empty();
    }
  }

  private static OAuthException refused(String detail) {
    return OAuthException.of(
        ErrorCode.INVALID_TOKEN, "The token is expired, revoked or malformed", detail);
  }
}
