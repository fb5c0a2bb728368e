package io.tributary.broker.claims;

import io.tributary.broker.identity.Claim;
import io.tributary.broker.identity.Identity;
import io.tributary.broker.identity.StandardClaims;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The claims as they stand before any mapping; {@code sub} and names belong to the account. */
final class Vocabulary {
  private Vocabulary() {}

  static Map<String, Object> of(Identity identity) {
    Map<String, Object> claims = new LinkedHashMap<>(StandardClaims.carried(identity.raw()));
    identity.name().ifPresent(name -> claims.put("name", name));
    identity
        .email()
        .ifPresent(
            email -> {
              claims.put("email", email);
              claims.put("email_verified", identity.emailVerified());
            });
    claims.put("groups", Claim.texts(identity.groups()));
    claims.put("roles", List.of());
    return claims;
  }

  /** What could not be fetched is never passed on as empty, whoever let it through to here. */
  static boolean isWhole(Identity identity) {
    return identity.raw().get("groups").fold(value -> true, () -> true, () -> true, () -> false);
  }
}
