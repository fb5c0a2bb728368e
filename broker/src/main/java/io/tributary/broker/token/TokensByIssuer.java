package io.tributary.broker.token;

import io.tributary.broker.web.Issuer;
import io.tributary.broker.web.IssuerChoice;
import io.tributary.platform.protocol.ErrorCode;
import io.tributary.platform.protocol.OAuthException;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The tokens of every issuer of this broker. */
public final class TokensByIssuer {
  private final Map<String, IssuerTokens> byName = new HashMap<>();

  public TokensByIssuer(List<IssuerTokens> all) {
    all.forEach(tokens -> byName.put(tokens.issuer().name(), tokens));
  }

  public IssuerTokens of(Issuer issuer) {
    return byName.get(issuer.name());
  }

  /**
   * Those of the issuer that an access token says it is of, where an address belongs to several.
   * Nothing is believed: they judge the token.
   *
   * @throws OAuthException {@code invalid_token} when it is of none of them
   */
  public IssuerTokens claimedBy(String token, IssuerChoice issuers) {
    List<Issuer> candidates = issuers.candidates();
    if (candidates.size() == 1) {
      return of(candidates.get(0));
    }
    return OpaqueTokens.resembles(token)
        ? candidates.stream()
            .map(this::of)
            .filter(issued -> issued.check().isReadable(token))
            .findFirst()
            .orElseThrow(TokensByIssuer::nobodys)
        : of(issuers.byIdentifier(written(token)));
  }

  private static String written(String token) {
    String[] parts = token.split("\\.", -1);
    try {
      byte[] payload = Base64.getUrlDecoder().decode(parts.length == 3 ? parts[1] : "");
      return String.valueOf(new JsonObject(Buffer.buffer(payload)).getValue("iss"));
    } catch (IllegalArgumentException | DecodeException | ClassCastException unreadable) {
      return "";
    }
  }

  private static OAuthException nobodys() {
    return OAuthException.of(
        ErrorCode.INVALID_TOKEN, "The token is expired, revoked or malformed", "of no issuer here");
  }
}
