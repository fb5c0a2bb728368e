package io.tributary.broker.claims;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
