package io.tributary.broker.claims;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tributary.broker.identity.Trace;
import java.nio.CharBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RightsFilterTest {
  private final RightsFilter filter = new RightsFilter(PipelineRig.demoRoles());

  private Map<String, Object> filtered(String claim, Object value, Trace trace) {
    Map<String, Object> claims = new LinkedHashMap<>();
    claims.put(claim, value);
    filter.apply(claims, "authentik", trace);
    return claims;
  }

  @Test
  void everySignAtWhichANameIsCutIsSeen() {
    for (int sign = 0; sign <= Character.MAX_CODE_POINT; sign++) {
      String name = "a" + Character.toString(sign) + "b";
      assertEquals(
          RightsFilter.SEPARATOR.matcher(name).find(),
          RightsFilter.isSeparated(name),
          Integer.toHexString(sign));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "superusers",
        "Superusers",
        "a,superusers",
        "superusers;a",
        "a|superusers|b",
        "a\u0000superusers",
        "a\u0085superusers",
        "a\u2028superusers",
        "a, SUPERUSERS ,b"
      })
  void aNameOfPowerIsDroppedAmongHarmlessOnes(String name) {
    List<String> groups = List.of("team-1", name, "team-2");
    assertEquals(
        List.of("team-1", "team-2"), filtered("groups", groups, new Trace()).get("groups"));
    assertEquals(List.of("team-1", "team-2"), filtered("other", groups, new Trace()).get("other"));
    Map<String, Object> within = Map.of("roles", groups);
    assertEquals(
        Map.of("roles", List.of("team-1", "team-2")),
        filtered("realm_access", within, new Trace()).get("realm_access"));
  }

  @Test
  void whatIsNoTextStaysInAListAndNothingIsLeftOut() {
    List<Object> mixed = new ArrayList<>(Arrays.asList("a,b", 7L, true, null, List.of("staffs")));
    mixed.add(CharBuffer.wrap("superusers"));
    assertEquals(
        List.of("a,b", 7L, true, List.of("staffs")),
        filtered("other", mixed, new Trace()).get("other"));
  }

  @Test
  void whatMayBeGrantedIsTracedOncePerClaim() {
    Trace trace = new Trace();
    filtered("groups", List.of("staff", "team-1", "staff,team-2"), trace);
    assertEquals(List.of(new Trace.Line(RightsFilter.ALLOWED, "groups", "staff")), trace.lines());
  }

  @Test
  void aTraceOfNobodyKeepsNothingAndChangesNothing() {
    Trace nobodys = Trace.ofNobody();
    List<String> groups = List.of("superusers", "staff", "x");
    assertEquals(filtered("groups", groups, new Trace()), filtered("groups", groups, nobodys));
    assertEquals(List.of(), nobodys.lines());
  }
}
