package io.tributary.broker.claims;

import io.tributary.broker.identity.ClaimSet;
import io.tributary.broker.identity.Identity;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** People of our own whom lint runs a mapping over, so that every branch is taken. */
final class ProbePeople {
  /** What nobody calls a group. */
  static final String UNNAMED = "a-group-that-no-rule-names";

  private static final String EMAIL = "email";
  private static final String NAME = "name";
  private static final String USERNAME = "preferred_username";

  private static final Map<String, String> FULL =
      Map.of(EMAIL, "person@test.example", NAME, "Test Person", USERNAME, "person");

  private ProbePeople() {}

  static Identity stranger() {
    return person(List.of(UNNAMED), Map.of());
  }

  static Identity nobody() {
    return person(List.of(), Map.of());
  }

  /**
   * Somebody of whom everything is known, one for each thing that may not be known, and one for
   * each group.
   *
   * @param named groups that the mapping names
   */
  static List<Identity> more(List<String> named) {
    List<String> all = new ArrayList<>(named);
    all.add(UNNAMED);
    List<Identity> people = new ArrayList<>(List.of(person(all, FULL), person(List.of(), FULL)));
    for (String without : List.of(EMAIL, NAME, USERNAME)) {
      Map<String, String> said = new LinkedHashMap<>(FULL);
      said.remove(without);
      people.add(person(all, said));
    }
    named.forEach(group -> people.add(person(List.of(group), FULL)));
    return people;
  }

  private static Identity person(List<String> groups, Map<String, String> said) {
    Map<String, Object> claims = new LinkedHashMap<>(said);
    if (!groups.isEmpty()) {
      claims.put("groups", groups);
    }
    return new Identity(
        "test",
        "https://test.example",
        "test-subject",
        Optional.ofNullable(said.get(USERNAME)),
        Optional.ofNullable(said.get(EMAIL)),
        false,
        Optional.ofNullable(said.get(NAME)),
        groups,
        ClaimSet.ofValues(claims));
  }
}
