package io.tributary.platform.protocol;

/**
 * What a JWT of ours is for. Each carries its kind in the JOSE header parameter {@value #HEADER},
 * and each of our verifiers demands the one it expects, so that no token passes for another (RFC
 * 8725 §3.11). {@link #typ()} is the standard {@code typ} beside it; it alone does not tell them
 * apart, since clients may ask for access tokens typed {@code JWT}.
 */
public enum JwtKind {
  ID_TOKEN("id_token", "JWT"),
  /** RFC 9068 §2.1. */
  ACCESS_TOKEN("access_token", "at+jwt"),
  /** OpenID Connect Back-Channel Logout §2.4. */
  LOGOUT_TOKEN("logout_token", "logout+jwt"),
  /** Signed userinfo (OpenID Connect Core §5.3.2). */
  USERINFO("userinfo", "JWT"),
  /** An answer of introspection (RFC 9701 §5). */
  INTROSPECTION("token_introspection", "token-introspection+jwt");

  public static final String HEADER = "kind";

  private final String wire;
  private final String typ;

  JwtKind(String wire, String typ) {
    this.wire = wire;
    this.typ = typ;
  }

  public String wire() {
    return wire;
  }

  public String typ() {
    return typ;
  }
}
