package io.tributary.platform.protocol;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * How the parameters of an authorization response reach the client (OAuth 2.0 Multiple Response
 * Type Encoding Practices §2.1, OAuth 2.0 Form Post Response Mode).
 */
public enum ResponseMode {
  QUERY,
  FRAGMENT,
  FORM_POST;

  /** The mode when none is asked for: the fragment as soon as a token is in the response. */
  public static ResponseMode standard(Set<ResponseType> types) {
    return types.equals(ResponseType.CODE_FLOW) ? QUERY : FRAGMENT;
  }

  public static Optional<ResponseMode> of(String wire) {
    for (ResponseMode mode : values()) {
      if (mode.wire().equals(wire)) {
        return Optional.of(mode);
      }
    }
    return Optional.empty();
  }

  /** The value of {@code response_mode}. */
  public String wire() {
    return name().toLowerCase(Locale.ROOT);
  }
}
