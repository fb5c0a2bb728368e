package io.tributary.broker.script.starlark;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tributary.broker.script.ScriptRoom;
import org.junit.jupiter.api.Test;

/** The language of authentik's expressions. */
final class ExpressionTest {
  private final ScriptRoom room = new StarlarkLanguage().open();

  @Test
  void theSeedsRolesRunUnchanged() {
    String roles =
        """
        return {
          "groups": ["superusers" if group.name == "netbox_admin" else "staff" if group.name == "netbox_staff" else group.name for group in request.user.ak_groups.all()],
        }
        """;
    assertEquals("{groups=[superusers, staff, Everyone]}", Expressions.run(room, roles).toString());
  }
}
