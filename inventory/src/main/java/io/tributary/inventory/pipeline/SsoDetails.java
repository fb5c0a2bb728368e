package io.tributary.inventory.pipeline;

import io.tributary.inventory.user.Username;
import java.util.Map;
import java.util.Optional;

/**
 * Step 1: what a verified login says of a person, within our limits.
 *
 * @param issuer discovered spelling; with {@code subject} the only key of a person
 * @param username {@code preferred_username} made into a valid name: a wish, never a key
 * @param email empty when there is none that could be an address
 * @param emailVerified only when the provider says {@code true}
 */
public record SsoDetails(
    String issuer,
    String subject,
    String username,
    Optional<String> email,
    boolean emailVerified,
    String firstName,
    String lastName,
    GroupsClaim groups) {
  private static final int MAX_NAME = 150;
  private static final int MAX_EMAIL = 254;

  public static SsoDetails of(String issuer, String subject, Map<String, Object> claims) {
    Optional<String> email =
        text(claims, "email").filter(value -> value.matches("[^\\s@]{1,64}@[^\\s@]{1,253}"));
    String wish =
        text(claims, "preferred_username")
            .or(() -> email.map(value -> value.substring(0, value.indexOf('@'))))
            .orElse(subject);
    PersonName name = PersonName.of(claims);
    return new SsoDetails(
        issuer,
        subject,
        Username.clean(wish),
        email.filter(value -> value.length() <= MAX_EMAIL),
        Boolean.TRUE.equals(claims.get("email_verified")),
        name.first(),
        name.last(),
        GroupsClaim.of(claims));
  }

  /** As NetBox's login library does it: a full name counts only where its parts are not given. */
  private record PersonName(String first, String last) {
    static PersonName of(Map<String, Object> claims) {
      String given = text(claims, "given_name").orElse("");
      String family = text(claims, "family_name").orElse("");
      if (given.isEmpty() && family.isEmpty()) {
        String[] parts = text(claims, "name").orElse("").split(" +", 2);
        given = parts[0];
        family = parts.length == 2 ? parts[1] : "";
      }
      return new PersonName(shortened(given), shortened(family));
    }
  }

  private static String shortened(String value) {
    return value.codePointCount(0, value.length()) <= MAX_NAME
        ? value
        : value.substring(0, value.offsetByCodePoints(0, MAX_NAME));
  }

  /** Text without control characters; blank text is none. */
  private static Optional<String> text(Map<String, Object> claims, String claim) {
    return claims.get(claim) instanceof CharSequence value
        ? Optional.of(
                value
                    .codePoints()
                    .filter(c -> !Character.isISOControl(c))
                    .filter(c -> Character.getType(c) != Character.SURROGATE)
                    .collect(
                        StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                    .toString()
                    .strip())
            .filter(text -> !text.isEmpty())
        : Optional.empty();
  }

  /** Names nobody: it may stand in a log. */
  @Override
  public String toString() {
    return "SsoDetails[" + issuer + "]";
  }
}
