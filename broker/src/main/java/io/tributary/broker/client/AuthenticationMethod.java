package io.tributary.broker.client;

import java.util.Locale;
import java.util.Optional;

/** How a client proves who it is (OpenID Connect Core §9). */
public enum AuthenticationMethod {
  CLIENT_SECRET_BASIC,
  CLIENT_SECRET_POST,
  /** A JWT under a MAC with the secret. */
  CLIENT_SECRET_JWT,
  /** A JWT signed with a key that the client registered. */
  PRIVATE_KEY_JWT,
  /** A public client names itself only. */
  NONE;

  /** The value of {@code token_endpoint_auth_method}. */
  public String wire() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Optional<AuthenticationMethod> of(String wire) {
    for (AuthenticationMethod method : values()) {
      if (method.wire().equals(wire)) {
        return Optional.of(method);
      }
    }
    return Optional.empty();
  }
}
