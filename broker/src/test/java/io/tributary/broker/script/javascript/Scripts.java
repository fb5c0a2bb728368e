package io.tributary.broker.script.javascript;

import io.tributary.broker.script.Limits;
import io.tributary.broker.script.ScriptInput;
import io.tributary.broker.script.ScriptRoom;
import io.tributary.broker.script.ScriptText;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Runs single scripts, with an input like that of a mapping. */
final class Scripts {
  /** Generous in time: what is tested here is not how fast this machine is. */
  static final Limits LIMITS = Limits.DEFAULT.withTime(Duration.ofSeconds(5));

  private static final List<String> GROUPS = List.of("netbox_admin", "Everyone");

  private Scripts() {}

  static ScriptText text(String body) {
    return new ScriptText("test", List.of("claims", "request", "client", "scopes"), body);
  }

  static ScriptInput input(Map<String, Object> claims) {
    return new ScriptInput(
        Map.of(
            "claims",
            claims,
            "request",
            Map.of("user", Map.of("groups", GROUPS), "upstream", "okta"),
            "client",
            Map.of("id", "inventory"),
            "scopes",
            List.of("openid", "roles")));
  }

  static Map<String, Object> run(ScriptRoom room, String body) {
    return run(room, body, LIMITS);
  }

  static Map<String, Object> run(ScriptRoom room, String body, Limits limits) {
    return room.evaluate(text(body), input(Map.of("groups", GROUPS, "name", "Alice A")), limits);
  }
}
