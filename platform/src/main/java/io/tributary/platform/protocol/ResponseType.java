package io.tributary.platform.protocol;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/**
 * One value of {@code response_type} (RFC 6749 §3.1.1, OAuth 2.0 Multiple Response Type Encoding
 * Practices §3); a request names one or several, in any order.
 */
public enum ResponseType {
  CODE,
  ID_TOKEN,
  TOKEN;

  /** The authorization code flow. */
  public static final Set<ResponseType> CODE_FLOW = Collections.unmodifiableSet(EnumSet.of(CODE));

  /**
   * Reads the parameter.
   *
   * @throws OAuthException {@code unsupported_response_type} for an unknown or repeated value
   */
  public static Set<ResponseType> parse(String parameter) {
    Set<ResponseType> found = EnumSet.noneOf(ResponseType.class);
    for (String value : parameter.split(" ", -1)) {
      if (!found.add(one(value))) {
        throw unsupported();
      }
    }
    return Collections.unmodifiableSet(found);
  }

  private static ResponseType one(String value) {
    for (ResponseType known : values()) {
      if (known.wire().equals(value)) {
        return known;
      }
    }
    throw unsupported();
  }

  /** The value as it stands in a request. */
  public String wire() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Several as one parameter, in the order of the specifications ({@code code id_token token}). */
  public static String wire(Set<ResponseType> types) {
    return String.join(" ", EnumSet.copyOf(types).stream().map(ResponseType::wire).toList());
  }

  private static OAuthException unsupported() {
    return OAuthException.of(
        ErrorCode.UNSUPPORTED_RESPONSE_TYPE, "This response type is not supported here");
  }
}
