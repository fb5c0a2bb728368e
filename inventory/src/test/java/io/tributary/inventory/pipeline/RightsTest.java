package io.tributary.inventory.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.inventory.pipeline.GroupsClaim.Given;
import io.tributary.inventory.pipeline.GroupsClaim.UnreadableClaim;
import io.tributary.inventory.user.User;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class RightsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # current          | token                | add              | remove            | su    | staff
          ''                 | ''                   | ''               | ''                | false | false
          ''                 | superusers,Everyone  | Everyone,superusers | ''             | true  | false
          superusers,Everyone| Everyone             | ''               | superusers        | false | false
          superusers         | ''                   | ''               | superusers        | false | false
          staff              | staff,superusers     | superusers       | ''                | true  | true
          staff              | Staff                | Staff            | staff             | false | false
          superusers         | superuser            | superuser        | superusers        | false | false
          netops             | netops               | ''               | ''                | false | false
          """)
  void groupsBecomeThoseOfTheToken(
      String current, String token, String add, String remove, boolean superuser, boolean staff) {
    Rights rights = Rights.decide(user(true, true, false), set(current), new Given(set(token), 0));
    assertEquals(set(add), rights.add());
    assertEquals(set(remove), rights.remove());
    assertEquals(superuser, rights.superuser());
    assertEquals(staff, rights.staff());
    assertEquals("", rights.warning());
  }

  @Test
  void aMissingClaimKeepsWhatStandsAndWarns() {
    User user = user(true, true, false);
    Rights rights = Rights.decide(user, Set.of("superusers"), new GroupsClaim.Missing());
    assertFalse(rights.changes(user));
    assertTrue(rights.superuser());
    assertEquals("groups_missing", rights.warning());
  }

  @Test
  void anAccountWithALocalPasswordIsNeverChanged() {
    User admin = user(true, false, true);
    for (Set<String> groups : List.of(Set.<String>of(), Set.of("staff"))) {
      Rights rights = Rights.decide(admin, Set.of("x"), new Given(groups, 0));
      assertFalse(rights.changes(admin));
      assertEquals("local_account", rights.warning());
    }
  }

  static List<Object> unreadable() {
    List<Object> hundreds = new ArrayList<>(Collections.nCopies(1001, "g"));
    return List.of(
        7,
        true,
        Map.of("superusers", true),
        List.of("staff", 7),
        List.of(List.of("staff")),
        Arrays.asList("staff", null),
        hundreds);
  }

  @ParameterizedTest
  @MethodSource("unreadable")
  void aClaimThatIsNoListOfNamesFailsTheLogin(Object value) {
    assertThrows(UnreadableClaim.class, () -> GroupsClaim.of(Map.of("groups", value)));
  }

  @Test
  void nullAndEmptyAreNoGroupsAndAbsentIsMissing() {
    Map<String, Object> withNull = new HashMap<>();
    withNull.put("groups", null);
    assertEquals(new Given(Set.of(), 0), GroupsClaim.of(withNull));
    assertEquals(new Given(Set.of(), 0), GroupsClaim.of(Map.of("groups", List.of())));
    assertEquals(new Given(Set.of(), 0), GroupsClaim.of(Map.of("groups", "")));
    assertEquals(new Given(Set.of("staff"), 0), GroupsClaim.of(Map.of("groups", "staff")));
    assertEquals(new GroupsClaim.Missing(), GroupsClaim.of(Map.of()));
  }

  @Test
  void namesThatCannotBeStoredAreDroppedAndCounted() {
    GroupsClaim claim =
        GroupsClaim.of(
            Map.of(
                "groups", List.of("ok", "a\u0000b", " ", "g".repeat(151), "tab\there", "\ud800")));
    assertEquals(new Given(Set.of("ok"), 5), claim);
    assertEquals(
        "group_names_dropped", Rights.decide(user(false, false, false), Set.of(), claim).warning());
  }

  private static User user(boolean superuser, boolean staff, boolean password) {
    return new User(
        7, "a", "", "", "", true, superuser, staff, password, Instant.EPOCH, Optional.empty());
  }

  private static Set<String> set(String list) {
    return list.isBlank() ? Set.of() : Set.of(list.strip().split(","));
  }
}
