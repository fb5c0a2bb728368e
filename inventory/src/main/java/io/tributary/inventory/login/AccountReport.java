package io.tributary.inventory.login;

import io.tributary.inventory.pipeline.AccountRefused;
import io.tributary.inventory.pipeline.GroupsClaim.UnreadableClaim;
import io.tributary.inventory.pipeline.SsoOutcome;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * What became of a login here, as the provider is told it: {@code {"sid":…,"outcome":"accepted" or
 * "denied","account":…,"roles":[…],"flags_set":[…],"flags_cleared":[…],"groups_joined":[…],
 * "groups_left":[…],"groups":[…],"message":…}}, within the limits that the broker documents.
 */
final class AccountReport {
  private static final int LONGEST_NAME = 200;
  private static final int LONGEST_MESSAGE = 500;
  private static final int MOST_ENTRIES = 100;

  /** Of all names together, in characters: the rest would not fit into a form. */
  private static final int ROOM = 4_000;

  private static final Map<Class<?>, String> REASONS =
      Map.of(
          AccountRefused.class, "the account is switched off here",
          UnreadableClaim.class, "the claim groups is not a list of names");

  private final JsonObject json;
  private int left = ROOM;
  private int leftOut;

  private AccountReport(String sid, String outcome) {
    this.json = new JsonObject().put("sid", sid).put("outcome", outcome);
  }

  static String accepted(String sid, SsoOutcome outcome) {
    AccountReport report = new AccountReport(sid, "accepted");
    report.json.put("account", seen(outcome.user().username(), LONGEST_NAME));
    List<String> roles = new ArrayList<>();
    if (outcome.user().superuser()) {
      roles.add("superuser");
    }
    if (outcome.user().staff()) {
      roles.add("staff");
    }
    report.names("roles", roles);
    report.names("flags_set", outcome.flagsSet());
    report.names("flags_cleared", outcome.flagsCleared());
    report.names("groups_joined", outcome.joined());
    report.names("groups_left", outcome.left());
    report.names("groups", outcome.groups());
    report.message(outcome);
    return report.json.encode();
  }

  static String denied(String sid, Throwable cause) {
    AccountReport report = new AccountReport(sid, "denied");
    report.json.put("message", REASONS.getOrDefault(cause.getClass(), "the login failed here"));
    return report.json.encode();
  }

  private void names(String list, Collection<String> names) {
    JsonArray kept = new JsonArray();
    for (String name : names) {
      String shown = seen(name, LONGEST_NAME);
      if (kept.size() == MOST_ENTRIES || shown.length() > left) {
        leftOut++;
      } else {
        left -= shown.length();
        kept.add(shown);
      }
    }
    json.put(list, kept);
  }

  private void message(SsoOutcome outcome) {
    List<String> parts = new ArrayList<>();
    if (outcome.created()) {
      parts.add("new account");
    }
    if (outcome.linked()) {
      parts.add("linked by e-mail address");
    }
    parts.addAll(outcome.warnings());
    if (leftOut > 0) {
      parts.add(leftOut + " names are left out here");
    }
    if (!parts.isEmpty()) {
      json.put("message", seen(String.join(", ", parts), LONGEST_MESSAGE));
    }
  }

  /** The broker refuses what cannot be seen: control and format characters, halves of a pair. */
  private static String seen(String text, int longest) {
    StringBuilder shown = new StringBuilder();
    text.codePoints()
        .map(
            point ->
                switch (Character.getType(point)) {
                  case Character.CONTROL,
                      Character.FORMAT,
                      Character.LINE_SEPARATOR,
                      Character.PARAGRAPH_SEPARATOR,
                      Character.SURROGATE ->
                      '?';
                  default -> point;
                })
        .takeWhile(point -> shown.length() + Character.charCount(point) <= longest)
        .forEach(shown::appendCodePoint);
    return shown.isEmpty() ? "?" : shown.toString();
  }
}
