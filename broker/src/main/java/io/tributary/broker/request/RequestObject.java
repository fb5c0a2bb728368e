package io.tributary.broker.request;

import io.tributary.broker.client.ClientJwt;
import io.tributary.broker.client.ClientJwt.Refused;
import io.tributary.broker.client.RequestObjectSettings;
import io.tributary.broker.client.StrictObject;
import io.tributary.platform.protocol.ErrorCode;
import io.tributary.platform.protocol.OAuthException;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Set;

/**
 * A request object whose signature was verified, or which its client may leave unsigned.
 *
 * @param claims JSON members: parameters, and claims of the JWT itself
 * @param explicit it says by its {@code typ} that it is one: the rules of RFC 9101 hold, and
 *     nothing beside it counts. Otherwise those of OpenID Connect Core §6.1: it overrides what is
 *     beside it
 */
record RequestObject(JsonObject claims, boolean explicit) {
  /** The value of {@code alg} without a signature (RFC 7518 §3.6). */
  static final String UNSIGNED = RequestObjectSettings.UNSIGNED;

  private static final int LONGEST = 48 * 1024;

  /** RFC 9101 §10.8.1. */
  private static final String TYPE = "oauth-authz-req+jwt";

  static RequestObject signed(ClientJwt jwt) {
    return new RequestObject(jwt.claims(), TYPE.equals(jwt.typ()));
  }

  /**
   * @throws OAuthException {@code invalid_request_object}
   */
  static ClientJwt parse(String compact) {
    try {
      return ClientJwt.parse(compact, LONGEST, Set.of("jwt", TYPE));
    } catch (Refused refused) {
      throw refused(refused.getMessage());
    }
  }

  static boolean isUnsigned(String compact) {
    int dot = compact.indexOf('.');
    try {
      return dot > 0
          && compact.length() <= LONGEST
          && UNSIGNED.equals(header(compact.substring(0, dot)).getValue("alg"));
    } catch (IllegalArgumentException noHeader) {
      return false;
    }
  }

  /**
   * @param compact {@link #isUnsigned}
   */
  static RequestObject unsigned(String compact) {
    String[] parts = compact.split("\\.", -1);
    if (parts.length != 3 || !parts[2].isEmpty()) {
      throw refused("alg none with a signature");
    }
    try {
      JsonObject header = header(parts[0]);
      if (header.containsKey("crit") || header.containsKey("b64")) {
        throw refused("critical header");
      }
      boolean explicit =
          header.getValue("typ") instanceof String typ && TYPE.equals(typ.toLowerCase(Locale.ROOT));
      return new RequestObject(header(parts[1]), explicit);
    } catch (IllegalArgumentException malformed) {
      throw refused("not one JSON object");
    }
  }

  private static JsonObject header(String part) {
    return StrictObject.read(
        Base64.getUrlDecoder().decode(part.getBytes(StandardCharsets.ISO_8859_1)));
  }

  /**
   * @param why words of our own, for the log
   */
  static OAuthException refused(String why) {
    return OAuthException.of(
        ErrorCode.INVALID_REQUEST_OBJECT, "The request object is not valid", why);
  }
}
