package io.tributary.broker.script.starlark;

import io.tributary.broker.script.Limits;
import io.tributary.broker.script.ScriptInput;
import io.tributary.broker.script.ScriptRoom;
import io.tributary.broker.script.ScriptText;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Runs single scripts, with an input like that of a mapping. */
final class Expressions {
  /** Generous in time: what is tested here is not how fast this machine is. */
  static final Limits LIMITS = Limits.DEFAULT.withTime(Duration.ofSeconds(5));

  private static final List<String> GROUPS = List.of("netbox_admin", "netbox_staff", "Everyone");

  private Expressions() {}

  static ScriptText text(String body) {
    return new ScriptText("test", List.of("claims", "request", "client", "scopes", "user"), body);
  }

  static ScriptInput.Rows rows(Stream<String> groups) {
    return new ScriptInput.Rows(
        groups.map(name -> Map.<String, Object>of("name", name, "is_superuser", false)).toList());
  }

  static ScriptInput input(Map<String, Object> claims) {
    ScriptInput.Thing user =
        new ScriptInput.Thing(
            Map.of(
                "username",
                "alice",
                "email",
                "alice@example.com",
                "ak_groups",
                rows(GROUPS.stream()),
                "attributes",
                Map.of("department", "net", "tags", List.of("a", "b"))));
    return new ScriptInput(
        Map.of(
            "claims",
            claims,
            "request",
            new ScriptInput.Thing(Map.of("user", user, "upstream", "okta")),
            "client",
            new ScriptInput.Thing(Map.of("id", "inventory")),
            "scopes",
            List.of("openid", "roles"),
            "user",
            user));
  }

  static Map<String, Object> run(ScriptRoom room, String body) {
    return run(room, body, LIMITS);
  }

  static Map<String, Object> run(ScriptRoom room, String body, Limits limits) {
    return room.evaluate(text(body), input(Map.of("groups", GROUPS, "name", "Alice A")), limits);
  }
}
