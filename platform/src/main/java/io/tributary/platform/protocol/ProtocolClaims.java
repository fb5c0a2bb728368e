package io.tributary.platform.protocol;

import java.util.Set;

/**
 * Claims that say what a token is, not who a person is: only the issuer's own code sets them, never
 * a script and never a provider's userinfo.
 *
 * <p>Sources: RFC 7519 §4.1, OpenID Connect Core §2, §3.3.2.11 and §5.6.2, RFC 9068 §2.2, RFC 7662
 * §2.2, RFC 7800 §3.1, RFC 8417 §2.2, RFC 8693 §4, RFC 9396 §9.1, RFC 9493 §3, SIOPv2 §11.
 */
public final class ProtocolClaims {
  /** Of an id_token (OpenID Connect Core §2, §3.3.2.11; RFC 7519 §4.1). */
  private static final Set<String> OF_ID_TOKEN =
      Set.of(
          "iss",
          "sub",
          "aud",
          "exp",
          "iat",
          "nbf",
          "jti",
          "nonce",
          "auth_time",
          "acr",
          "amr",
          "azp",
          "at_hash",
          "c_hash",
          "sid");

  /** Of other tokens, and of answers about them. */
  private static final Set<String> OTHERS =
      Set.of(
          "s_hash",
          "client_id",
          "scope",
          "cnf",
          "act",
          "may_act",
          "events",
          "active",
          "token_type",
          "username",
          "typ",
          JwtKind.HEADER,
          "grant_id",
          "sub_id",
          "sub_jwk",
          "authorization_details",
          "_claim_names",
          "_claim_sources");

  private ProtocolClaims() {}

  public static boolean contains(String claim) {
    return OF_ID_TOKEN.contains(claim) || OTHERS.contains(claim);
  }

  /**
   * Those of an id_token: a provider's userinfo beside it does not change them. The others may be
   * there, {@code _claim_names} for one, and say what they say.
   */
  public static boolean isOfIdToken(String claim) {
    return OF_ID_TOKEN.contains(claim);
  }
}
