package io.tributary.broker.laboratory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ClaimChangesTest {
  private static final ClaimChanges CHANGES = new ClaimChanges(Set.of("superusers", "staff"));

  private static String between(Map<String, Object> live, Map<String, Object> draft) {
    return String.join("; ", CHANGES.between(live, draft));
  }

  @Test
  void whatIsEqualIsNoChange() {
    assertEquals("", between(Map.of(), Map.of()));
    assertEquals(
        "",
        between(
            Map.of("roles", List.of("a"), "n", 1L, "o", Map.of("x", List.of())),
            Map.of("o", Map.of("x", List.of()), "n", 1L, "roles", List.of("a"))));
  }

  @Test
  void listsAreCountedAndPrivilegedNamesAreNamed() {
    assertEquals(
        "groups +2 -1 gains staff loses superusers",
        between(
            Map.of("groups", List.of("superusers", "net")),
            Map.of("groups", List.of("net", "staff", "secret-project"))));
    assertEquals("roles +1 -0", between(Map.of("roles", List.of()), Map.of("roles", List.of("x"))));
    assertEquals(
        "roles changes its order",
        between(Map.of("roles", List.of("a", "b")), Map.of("roles", List.of("b", "a"))));
  }

  @Test
  void otherClaimsAreNamedWithoutTheirValues() {
    assertEquals("email changes", between(Map.of("email", "a@x"), Map.of("email", "b@x")));
    assertEquals("badge appears", between(Map.of(), Map.of("badge", "7")));
    assertEquals("badge goes", between(Map.of("badge", "7"), Map.of()));
    assertEquals("badge changes", between(Map.of("badge", "7"), Map.of("badge", List.of("7"))));
  }

  @Test
  void noValueOfAPersonIsEverInIt() {
    Map<String, Object> live = new HashMap<>();
    Map<String, Object> draft = new HashMap<>();
    for (String claim : List.of("email", "groups", "roles", "address", "staff_list")) {
      live.put(claim, List.of("value-one", "staff"));
      draft.put(claim, Map.of("value-two", "value-three"));
    }
    draft.put("groups", List.of("value-four"));
    draft.put("staff_list", List.of("value-five"));
    String said = between(live, draft);
    assertFalse(said.contains("value-"), said);
    // A privileged name in a claim that is no right may be what a person said of themself.
    assertTrue(said.contains("staff_list +1 -2;") || said.endsWith("staff_list +1 -2"), said);
  }

  @Test
  void itHasABound() {
    Map<String, Object> many = new HashMap<>();
    for (int i = 0; i < 1000; i++) {
      many.put("claim" + i, i);
    }
    assertEquals(20, CHANGES.between(Map.of(), many).size());
  }
}
