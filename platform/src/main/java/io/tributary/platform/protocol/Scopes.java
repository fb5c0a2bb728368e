package io.tributary.platform.protocol;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A set of scope values in the order they were first named (RFC 6749 §3.3).
 *
 * <p>Duplicates are folded: NetBox's library repeats {@code openid profile email}.
 */
public final class Scopes {
  public static final String OPENID = "openid";
  public static final String PROFILE = "profile";
  public static final String EMAIL = "email";
  public static final String ADDRESS = "address";
  public static final String PHONE = "phone";
  public static final String GROUPS = "groups";
  public static final String ROLES = "roles";

  /** OpenID Connect Core §11: asks for a refresh token that outlives the session. */
  public static final String OFFLINE_ACCESS = "offline_access";

  /** RFC 6749 §3.3, scope-token. */
  private static final Pattern VALUE = Pattern.compile("[\\x21\\x23-\\x5B\\x5D-\\x7E]+");

  private final Set<String> values;

  private Scopes(Collection<String> values) {
    this.values = java.util.Collections.unmodifiableSet(new LinkedHashSet<>(values));
  }

  public static Scopes of(Collection<String> values) {
    return new Scopes(values);
  }

  /**
   * Reads the {@code scope} parameter.
   *
   * @throws OAuthException {@code invalid_scope} for a character outside RFC 6749 §3.3
   */
  public static Scopes parse(String parameter) {
    List<String> found = new ArrayList<>();
    for (String value : parameter.split(" ", -1)) {
      if (value.isEmpty()) {
        continue;
      }
      if (!VALUE.matcher(value).matches()) {
        throw OAuthException.of(
            ErrorCode.INVALID_SCOPE, "The scope parameter has a character that is not allowed");
      }
      found.add(value);
    }
    return new Scopes(found);
  }

  public boolean contains(String value) {
    return values.contains(value);
  }

  public Scopes intersect(Collection<String> allowed) {
    return new Scopes(values.stream().filter(allowed::contains).toList());
  }

  public boolean isEmpty() {
    return values.isEmpty();
  }

  public List<String> values() {
    return List.copyOf(values);
  }

  /** The wire form, values separated by one blank. */
  @Override
  public String toString() {
    return String.join(" ", values);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Scopes that && values.equals(that.values);
  }

  @Override
  public int hashCode() {
    return values.hashCode();
  }
}
