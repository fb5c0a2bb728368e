package io.tributary.platform.relyingparty;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A verified login: everything in it was proven by the strict verifier.
 *
 * @param issuer discovered spelling
 * @param subject {@code sub} of the id_token, equal to that of userinfo
 * @param claims id_token and userinfo merged: protocol claims (iss, sub, aud, exp, iat, nonce,
 *     auth_time, acr, amr, azp, sid) from the id_token, any other from userinfo where it has it,
 *     else from the id_token
 * @param grantedScopes of the token response; those asked for when it named none (RFC 6749 §5.1)
 * @param amr how the person proved who they are, in the provider's words (RFC 8176); bounded
 * @param idToken as received, for the hint at logout
 */
public record Authentication(
    String issuer,
    String subject,
    Map<String, Object> claims,
    Set<String> grantedScopes,
    Optional<String> sid,
    Optional<Instant> authTime,
    Optional<String> acr,
    List<String> amr,
    String idToken,
    Optional<String> refreshToken) {

  @Override
  public String toString() {
    return "Authentication[" + issuer + "]";
  }
}
