package io.tributary.broker.login;

import io.tributary.broker.account.Account;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.Optional;

/** The claims that belong to the account and not to a login: they win over whatever was mapped. */
final class AccountClaims {
  private AccountClaims() {}

  /**
   * @param mapped by the scope mappings
   * @return with {@code preferred_username} as reserved here, and {@code email_verified} true only
   *     for an address that the account holds as verified
   */
  static JsonObject over(Map<String, Object> mapped, Account account) {
    JsonObject claims = new JsonObject();
    mapped.forEach(claims::put);
    claims.put("preferred_username", account.username());
    Object email = mapped.get("email");
    boolean verified =
        account.emailVerified() && account.email().equals(Optional.ofNullable(email));
    claims.put("email_verified", verified);
    return claims;
  }
}
