package io.tributary.broker.request;

import io.tributary.broker.client.StrictObject;
import io.tributary.platform.protocol.ErrorCode;
import io.tributary.platform.protocol.OAuthException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The parameter {@code claims} (OpenID Connect Core §5.5): {@code {"userinfo": {"name":
 * {"essential": true}}, "id_token": {"acr": {"values": ["2"]}, "auth_time": null}}}.
 *
 * <p>Members that nobody knows are ignored, as §5.5 demands; what is not of this shape is not.
 *
 * @param idToken claim name to what was asked of it
 * @param userinfo as {@code idToken}
 */
public record ClaimsRequest(Map<String, Asked> idToken, Map<String, Asked> userinfo) {
  public static final ClaimsRequest NONE = new ClaimsRequest(Map.of(), Map.of());

  private static final int MAX_BYTES = 8 * 1024;
  private static final int MAX_CLAIMS = 64;
  private static final int MAX_VALUES = 32;
  private static final int LONGEST = 256;

  /**
   * What was asked of one claim (§5.5.1).
   *
   * @param values texts that will do, the best first; empty: any. Values of another type are left
   *     out: none of the claims whose values matter here has one
   */
  public record Asked(boolean essential, List<String> values) {
    /** A name with {@code null}: voluntary, any value. */
    public static final Asked VOLUNTARY = new Asked(false, List.of());
  }

  /**
   * @throws OAuthException {@code invalid_request}
   */
  public static ClaimsRequest parse(String parameter) {
    byte[] utf8 = parameter.getBytes(StandardCharsets.UTF_8);
    if (utf8.length > MAX_BYTES) {
      throw malformed("is too long");
    }
    JsonObject json;
    try {
      json = StrictObject.read(utf8);
    } catch (IllegalArgumentException notOneObject) {
      throw malformed("is not a JSON object");
    }
    return new ClaimsRequest(member(json, "id_token"), member(json, "userinfo"));
  }

  /** What was asked of a claim in the id_token. */
  public Optional<Asked> ofIdToken(String claim) {
    return Optional.ofNullable(idToken.get(claim));
  }

  private static Map<String, Asked> member(JsonObject json, String name) {
    if (!json.containsKey(name)) {
      return Map.of();
    }
    if (!(json.getValue(name) instanceof JsonObject claims) || claims.size() > MAX_CLAIMS) {
      throw malformed("has a member that is no object, or too many claims");
    }
    Map<String, Asked> asked = new LinkedHashMap<>();
    for (String claim : claims.fieldNames()) {
      if (claim.length() > LONGEST) {
        throw malformed("has a name that is too long");
      }
      asked.put(claim, asked(claims.getValue(claim)));
    }
    return asked;
  }

  private static Asked asked(Object written) {
    if (written == null) {
      return Asked.VOLUNTARY;
    }
    if (!(written instanceof JsonObject members)) {
      throw malformed("asks for a claim by something that is no object");
    }
    if (!(members.getValue("essential", false) instanceof Boolean essential)) {
      throw malformed("says essential otherwise than by true or false");
    }
    return new Asked(essential, values(members));
  }

  private static List<String> values(JsonObject members) {
    if (members.containsKey("value") && members.containsKey("values")) {
      throw malformed("asks for one value and for several of the same claim");
    }
    if (members.containsKey("value")) {
      return texts(new JsonArray().add(members.getValue("value")));
    }
    if (!members.containsKey("values")) {
      return List.of();
    }
    if (!(members.getValue("values") instanceof JsonArray values) || values.size() > MAX_VALUES) {
      throw malformed("has values that are no list, or too many");
    }
    return texts(values);
  }

  private static List<String> texts(JsonArray values) {
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < values.size(); i++) {
      if (values.getValue(i) instanceof String text) {
        if (text.length() > LONGEST) {
          throw malformed("has a value that is too long");
        }
        texts.add(text);
      }
    }
    return List.copyOf(texts);
  }

  private static OAuthException malformed(String how) {
    return OAuthException.of(ErrorCode.INVALID_REQUEST, "The parameter claims " + how);
  }
}
