package io.tributary.broker.mapping;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One test beside a mapping: a person, and what the mapping must return for them.
 *
 * @param line where it begins in {@code NAME.test.yaml}, from 1
 * @param expected either the claims or the failure
 */
public record MappingTest(String name, int line, Given given, Expected expected) {

  /**
   * A login.
   *
   * @param claims what the provider said, under its own names
   * @param unfetched names of claims that could not be fetched
   * @param user the person in our vocabulary, where it is not what {@code claims} say: {@code sub},
   *     {@code preferred_username}, {@code email}, {@code email_verified}, {@code name}, {@code
   *     groups}
   * @param scopes that were asked for
   */
  public record Given(
      Map<String, Object> claims,
      Set<String> unfetched,
      Map<String, Object> user,
      String upstream,
      String client,
      List<String> scopes) {
    public Given {
      claims = Collections.unmodifiableMap(new LinkedHashMap<>(claims));
      user = Collections.unmodifiableMap(new LinkedHashMap<>(user));
    }
  }

  /**
   * What must come of it: exactly one of the two.
   *
   * @param claims that are returned, exactly; {@code null} for one that the mapping takes away
   * @param fail the reason, such as {@code thrown}; after a colon a part of the message
   */
  public record Expected(Optional<Map<String, Object>> claims, Optional<String> fail) {}
}
