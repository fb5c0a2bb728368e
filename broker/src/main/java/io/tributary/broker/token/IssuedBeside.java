package io.tributary.broker.token;

import java.util.Optional;

/**
 * What stands in one response with an id_token, which is bound to it by hashes.
 *
 * @param accessToken for {@code at_hash} (OpenID Connect Core §3.1.3.6, §3.2.2.10, §3.3.2.11)
 * @param code for {@code c_hash} (§3.3.2.11)
 */
public record IssuedBeside(Optional<String> accessToken, Optional<String> code) {
  static IssuedBeside accessToken(String accessToken) {
    return new IssuedBeside(Optional.of(accessToken), Optional.empty());
  }

  /**
   * Whether there is no access token and no code to get one with: userinfo is out of reach, so that
   * the id_token has the claims of the scopes (§5.4).
   */
  boolean isNothing() {
    return accessToken.isEmpty() && code.isEmpty();
  }

  /** Says nothing of them: a response must not reach a log by accident. */
  @Override
  public String toString() {
    return "IssuedBeside";
  }
}
