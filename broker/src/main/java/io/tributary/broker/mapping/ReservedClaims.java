package io.tributary.broker.mapping;

import io.tributary.platform.protocol.ProtocolClaims;
import java.util.Optional;

/** Claims that no mapping may set. */
final class ReservedClaims {
  private ReservedClaims() {}

  /** Whether the claim is one of those in which privileged names stand. */
  static boolean isRights(String claim) {
    return claim.equals("groups") || claim.equals("roles");
  }

  /** Why the claim may not be declared. */
  static Optional<String> reason(String claim) {
    if (claim.equals("preferred_username")) {
      return Optional.of(
          "preferred_username belongs to the account, which keeps it unique; remove it");
    }
    return ProtocolClaims.contains(claim)
        ? Optional.of(claim + " says what a token is and is never set by a mapping; remove it")
        : Optional.empty();
  }
}
