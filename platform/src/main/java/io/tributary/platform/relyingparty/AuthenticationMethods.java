package io.tributary.platform.relyingparty;

import java.util.Collection;
import java.util.List;

/**
 * {@code amr} of an id_token: names of the methods by which the person was authenticated (OpenID
 * Connect Core §2, RFC 8176). Words of the provider that go on to our own clients, so few and
 * short; what is none of those is left out and is no reason to refuse a login.
 */
final class AuthenticationMethods {
  private static final int MOST = 16;

  /** Some providers say addresses, such as {@code http://schemas.microsoft.com/…}. */
  private static final int LONGEST = 128;

  private AuthenticationMethods() {}

  /**
   * @param claim as it stands in the id_token: a list of texts, or, against the specification, one
   *     text
   */
  static List<String> read(Object claim) {
    Collection<?> said =
        claim instanceof Collection<?> list ? list : claim == null ? List.of() : List.of(claim);
    return said.stream()
        .filter(String.class::isInstance)
        .map(String.class::cast)
        .filter(AuthenticationMethods::isWord)
        .distinct()
        .limit(MOST)
        .toList();
  }

  /** Visible ASCII, as all that is registered or known. */
  private static boolean isWord(String method) {
    return !method.isEmpty()
        && method.length() <= LONGEST
        && method.chars().allMatch(c -> c > ' ' && c < 127);
  }
}
