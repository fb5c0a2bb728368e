package io.tributary.broker.claims;

import io.tributary.broker.identity.ClaimSet;
import io.tributary.broker.identity.Identity;
import io.tributary.broker.script.Limits;
import io.tributary.broker.script.ScriptInput;
import io.tributary.broker.script.ScriptRoom;
import io.tributary.broker.script.ScriptText;
import io.tributary.platform.protocol.Scopes;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Runs single scripts. */
final class Scripts {
  private Scripts() {}

  static Identity identity(String upstream, List<String> groups, Map<String, Object> raw) {
    return new Identity(
        upstream,
        "https://" + upstream + ".example",
        "sub-1",
        Optional.of("alice"),
        Optional.of("alice@example.com"),
        true,
        Optional.of("Alice A"),
        groups,
        ClaimSet.ofValues(raw));
  }

  static ScriptInput input(Identity identity) {
    return MappingInput.of(
        identity, new ClientView("inventory", List.of()), Scopes.parse("openid roles"));
  }

  static ScriptText text(String name, String body) {
    return new ScriptText(name, MappingInput.PARAMETERS, body);
  }

  static Object run(ScriptRoom room, String body) {
    return run(room, body, Limits.DEFAULT);
  }

  static Object run(ScriptRoom room, String body, Limits limits) {
    Identity identity =
        identity(
            "okta",
            List.of("netbox_admin", "Everyone"),
            Map.of("groups", List.of("netbox_admin", "Everyone"), "name", "Alice A"));
    return room.evaluate(text("test", body), input(identity), limits);
  }
}
