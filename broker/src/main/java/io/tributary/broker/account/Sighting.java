package io.tributary.broker.account;

import io.tributary.broker.identity.Claim;
import io.tributary.broker.identity.Identity;
import java.util.Optional;

/**
 * What one login tells about an account, cleaned.
 *
 * @param email well formed, or nothing
 * @param emailStated the upstream spoke of an address, were it to say that there is none
 * @param emailVerified said by the upstream, and the upstream is authoritative for the domain
 * @param wanted the user name it would like
 */
record Sighting(
    String upstream,
    String issuer,
    String sub,
    Optional<String> name,
    Optional<EmailAddress> email,
    boolean emailStated,
    boolean emailVerified,
    UserName wanted) {
  private static final int MAX_NAME = 255;

  static Sighting of(Identity identity, UpstreamTrust trust) {
    if (identity.upstream().equals(Identity.LOCAL)
        || !identity.upstream().equals(trust.upstream())) {
      throw new IllegalArgumentException("Not a login of the upstream " + trust.upstream());
    }
    Optional<EmailAddress> email = identity.email().flatMap(EmailAddress::parse);
    boolean said =
        email.isPresent() || identity.email().isPresent() || isEmpty(identity.raw().get("email"));
    return new Sighting(
        identity.upstream(),
        identity.issuer(),
        identity.sub(),
        displayName(identity.name()),
        email,
        said,
        identity.emailVerified() && email.filter(trust::covers).isPresent(),
        wanted(identity));
  }

  static Optional<String> displayName(Optional<String> name) {
    return name.map(UserName::visible)
        .filter(text -> !text.isEmpty())
        .map(text -> text.length() > MAX_NAME ? text.substring(0, MAX_NAME) : text);
  }

  private static boolean isEmpty(Claim claim) {
    return claim.fold(value -> false, () -> true, () -> false, () -> false);
  }

  private static UserName wanted(Identity identity) {
    return identity
        .preferredUsername()
        .flatMap(UserName::of)
        .or(() -> identity.email().map(Sighting::localPart).flatMap(UserName::of))
        .or(() -> UserName.of("user"))
        .orElseThrow();
  }

  private static String localPart(String email) {
    int at = email.lastIndexOf('@');
    return at < 0 ? email : email.substring(0, at);
  }
}
