package io.tributary.broker.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class ClaimTest {
  static List<Arguments> values() {
    return Arrays.asList(
        Arguments.of(null, "empty"),
        Arguments.of("", "empty"),
        Arguments.of(List.of(), "empty"),
        Arguments.of(Map.of(), "empty"),
        Arguments.of(" ", "present"),
        Arguments.of("x", "present"),
        Arguments.of(false, "present"),
        Arguments.of(0, "present"),
        Arguments.of(List.of(""), "present"),
        Arguments.of(Arrays.asList((Object) null), "present"),
        Arguments.of(Map.of("a", ""), "present"));
  }

  @ParameterizedTest
  @MethodSource("values")
  void emptyIsNotAbsentAndFalseIsNotEmpty(Object value, String state) {
    assertEquals(state, state(Claim.of(value)));
    assertEquals(state.equals("present"), Claim.of(value).value().isPresent());
  }

  @Test
  void statesWithoutValueStayApart() {
    assertEquals("absent", state(new Claim.Absent()));
    assertEquals("unfetched", state(new Claim.Unfetched()));
    assertEquals(Optional.empty(), new Claim.Unfetched().value());
    assertFalse(new Claim.Absent().equals(new Claim.Unfetched()));
    assertFalse(new Claim.Absent().equals(new Claim.Empty()));
  }

  @Test
  void textsTakeNothingThatIsNoText() {
    assertEquals(List.of("a"), Claim.texts("a"));
    assertEquals(List.of("a", "b"), Claim.texts(Arrays.asList("a", 1, null, List.of("c"), "b")));
    assertEquals(List.of(), Claim.texts(null));
    assertEquals(List.of(), Claim.texts(Map.of("a", "b")));
    assertEquals(List.of(), Claim.texts(7));
  }

  @Test
  void aNameThatIsNotThereIsAbsent() {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("groups", List.of());
    values.put("name", null);
    ClaimSet claims = ClaimSet.ofValues(values);
    assertEquals("empty", state(claims.get("groups")));
    assertEquals("empty", state(claims.get("name")));
    assertEquals("absent", state(claims.get("Groups")));
    assertEquals("absent", state(claims.get("email")));
  }

  @Test
  void aClaimSetDoesNotChange() {
    Map<String, Object> values = new LinkedHashMap<>(Map.of("a", "1"));
    ClaimSet claims = ClaimSet.ofValues(values);
    values.put("a", "2");
    ClaimSet changed = claims.with("a", new Claim.Unfetched());
    assertEquals(Optional.of("1"), claims.get("a").value());
    assertEquals("unfetched", state(changed.get("a")));
    assertThrows(
        UnsupportedOperationException.class, () -> claims.all().put("b", new Claim.Empty()));
  }

  @Test
  void aTraceKeepsItsOrderAndGivesOutCopies() {
    Trace trace = new Trace().add("a", "groups", "first").add("b", "groups", "second");
    List<Trace.Line> lines = trace.lines();
    trace.add("c", "groups", "third");
    assertEquals(List.of("a", "b"), lines.stream().map(Trace.Line::step).toList());
    assertEquals(3, trace.lines().size());
    assertTrue(trace.lines().get(2).note().equals("third"));
  }

  private static String state(Claim claim) {
    return claim.fold(value -> "present", () -> "empty", () -> "absent", () -> "unfetched");
  }
}
