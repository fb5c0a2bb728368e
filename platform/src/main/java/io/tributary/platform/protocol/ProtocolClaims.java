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
  private static final Set<String> NAMES =
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
          "s_hash",
          "sid",
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
    return NAMES.contains(claim);
  }
}
