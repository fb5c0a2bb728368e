package io.tributary.platform.protocol;

/**
 * Values of {@code grant_type} (RFC 6749), which are also those of the client's metadata {@code
 * grant_types} (RFC 7591 §2).
 */
public final class GrantTypes {
  /** RFC 6749 §4.1. */
  public static final String AUTHORIZATION_CODE = "authorization_code";

  /** RFC 6749 §4.2: in metadata only, since no token request has it. */
  public static final String IMPLICIT = "implicit";

  /** RFC 6749 §6. */
  public static final String REFRESH_TOKEN = "refresh_token";

  /** RFC 6749 §4.4. */
  public static final String CLIENT_CREDENTIALS = "client_credentials";

  private GrantTypes() {}
}
