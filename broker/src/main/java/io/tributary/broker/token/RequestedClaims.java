package io.tributary.broker.token;

import java.util.Set;

/**
 * Names of claims that a request asked for beside its scopes (OpenID Connect Core §5.5).
 *
 * @param idToken to stand in the id_token
 * @param userinfo to stand in userinfo
 */
public record RequestedClaims(Set<String> idToken, Set<String> userinfo) {
  public static final RequestedClaims NONE = new RequestedClaims(Set.of(), Set.of());
}
