package io.tributary.broker.claims;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PrivilegedRolesTest {
  private final PrivilegedRoles roles = PipelineRig.demoRoles();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      ignoreLeadingAndTrailingWhitespace = false,
      textBlock =
          """
          okta|superusers|true
          okta|staff|true
          okta|Everyone|true
          authentik|staff|true
          authentik|superusers|false
          authentik|staffs|true
          authentik|super users|true
          unknown|staff|false
          Okta|superusers|false
          LOCAL|superusers|false
          local|superusers|true
          local|Superusers|true
          okta|Superusers|false
          okta|SUPERUSERS|false
          okta| superusers|false
          okta|superusers |false
          okta|\u00a0superusers|false
          okta|superusers\u2003|false
          okta|\uff53\uff55\uff50\uff45\uff52\uff55\uff53\uff45\uff52\uff53|false
          okta|super\u200busers|false
          okta|super\u00adusers|false
          okta|\ufeffsuperusers|false
          okta|\u202esuperusers|false
          okta|superusers\u0000|false
          okta|superusers\u0301|true
          okta|super\u034fusers|false
          okta|superusers\ufe0f|false
          okta|superusers\u3164|false
          okta|superusers\uffa0|false
          okta|super\u115fusers|false
          okta|superusers\u2800|false
          okta|super\u180busers|false
          okta|superusers\u17b5|false
          okta|superusers\ue000|false
          okta|superusers\u0378|false
          okta|\u017fuperusers|false
          okta|\u017ftaff|false
          okta|sta\ufb00|false
          authentik|\uff33taff|false
          """)
  void allows(String upstream, String name, boolean allowed) {
    assertEquals(allowed, roles.allows(upstream, name));
  }

  /** A group's name is its provider's to choose: one of 200 KB took 12 s and 100 GB to compare. */
  @ParameterizedTest
  @ValueSource(strings = {"\u00df", "\u0130", "\u0316\u0301", "\ufdfa", "superusers\u00e9"})
  void noNameIsMoreWorkThanItsLength(String part) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    String name = part.repeat(100_000);
    long before = threads.getCurrentThreadAllocatedBytes();
    assertTrue(roles.allows("unknown", name));
    long used = threads.getCurrentThreadAllocatedBytes() - before;
    assertTrue(used < 64L * name.length(), () -> used + " bytes");
  }

  @Test
  void paddingDoesNotHideAName() {
    for (String pad : List.of("\u200b", "\u00a0", " ", "\u2003", "\u3164")) {
      String much = pad.repeat(10_000);
      assertFalse(roles.allows("unknown", much + "Superusers" + much), pad);
      assertFalse(roles.allows("unknown", much + "\u017fuperusers"), pad);
    }
  }

  @Test
  void refusesSettingsThatContradict() {
    Set<String> names = Set.of("superusers");
    assertThrows(
        IllegalArgumentException.class,
        () -> new PrivilegedRoles(names, Map.of("okta", Set.of("staff"))));
    assertThrows(
        IllegalArgumentException.class,
        () -> new PrivilegedRoles(names, Map.of("okta", Set.of("Superusers"))));
    assertThrows(
        IllegalArgumentException.class,
        () -> new PrivilegedRoles(names, Map.of("local", Set.of("superusers"))));
  }
}
