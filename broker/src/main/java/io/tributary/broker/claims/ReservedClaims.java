package io.tributary.broker.claims;

import java.util.Optional;
import java.util.Set;

/** Claims that no mapping may set. */
final class ReservedClaims {
  /** RFC 7519 §4.1, OpenID Connect Core §2 and §5.3.2, RFC 9068 §2.2, RFC 8693 §4, RFC 7800. */
  private static final Set<String> PROTOCOL =
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
          "kind",
          "sub_id",
          "sub_jwk",
          "authorization_details",
          "_claim_names",
          "_claim_sources");

  private ReservedClaims() {}

  /** Whether the claim is one of those that {@link PrivilegedRoles} stand in. */
  static boolean isRights(String claim) {
    return claim.equals("groups") || claim.equals("roles");
  }

  /** Why the claim may not be declared. */
  static Optional<String> reason(String claim) {
    if (claim.equals("preferred_username")) {
      return Optional.of(
          "preferred_username belongs to the account, which keeps it unique; remove it");
    }
    return PROTOCOL.contains(claim)
        ? Optional.of(claim + " says what a token is and is never set by a mapping; remove it")
        : Optional.empty();
  }
}
