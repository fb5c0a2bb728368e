package io.tributary.broker.trace;

import io.tributary.platform.protocol.ErrorCode;
import io.tributary.platform.protocol.OAuthException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What an application says it did with a login.
 *
 * <pre>
 * {"sid": the one of its id_token, "outcome": "accepted" | "denied",
 *  "account": text, "message": text, "groups": […], "groups_joined": […], "groups_left": […],
 *  "roles": […], "flags_set": […], "flags_cleared": […]}</pre>
 *
 * {@code sid} and {@code outcome} must be there. Lists hold at most {@value #MOST_ENTRIES} texts of
 * at most {@value #LONGEST_NAME} characters, the message has at most {@value #LONGEST_MESSAGE}. No
 * text holds characters that act instead of being seen.
 *
 * @param lists by the names above, those that were sent
 */
public record ApplicationReport(
    String sid,
    Outcome outcome,
    Optional<String> account,
    Map<String, List<String>> lists,
    Optional<String> message) {
  /** In the order in which they are shown. */
  static final List<String> LISTS =
      List.of("groups", "groups_joined", "groups_left", "roles", "flags_set", "flags_cleared");

  static final int MOST_ENTRIES = 100;
  static final int LONGEST_NAME = 200;
  static final int LONGEST_MESSAGE = 500;

  /** As {@code StableIds} makes them. */
  private static final Pattern SID = Pattern.compile("[A-Za-z0-9_-]{43}");

  private static final Set<Integer> UNSEEN =
      Set.of(
          (int) Character.CONTROL,
          (int) Character.FORMAT,
          (int) Character.LINE_SEPARATOR,
          (int) Character.PARAGRAPH_SEPARATOR,
          (int) Character.SURROGATE);

  /** What became of it there. */
  public enum Outcome {
    ACCEPTED,
    DENIED;

    public String wire() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  public ApplicationReport {
    lists = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(lists));
  }

  /**
   * @throws OAuthException {@code invalid_request}, in words that hold nothing of the report
   */
  public static ApplicationReport read(JsonObject report) {
    for (String name : report.fieldNames()) {
      if (!LISTS.contains(name) && !Set.of("sid", "outcome", "account", "message").contains(name)) {
        throw wrong("The report has a member that is not known here");
      }
    }
    Map<String, List<String>> lists = new LinkedHashMap<>();
    for (String name : LISTS) {
      if (report.containsKey(name)) {
        lists.put(name, texts(name, report.getValue(name)));
      }
    }
    String sid = text("sid", report.getValue("sid"), LONGEST_NAME);
    if (!SID.matcher(sid).matches()) {
      throw wrong("sid is not that of an id_token");
    }
    return new ApplicationReport(
        sid,
        outcome(report.getValue("outcome")),
        optional(report, "account", LONGEST_NAME),
        lists,
        optional(report, "message", LONGEST_MESSAGE));
  }

  private static Outcome outcome(Object value) {
    for (Outcome outcome : Outcome.values()) {
      if (outcome.wire().equals(value)) {
        return outcome;
      }
    }
    throw wrong("outcome must be accepted or denied");
  }

  private static Optional<String> optional(JsonObject report, String name, int longest) {
    return report.containsKey(name)
        ? Optional.of(text(name, report.getValue(name), longest))
        : Optional.empty();
  }

  private static List<String> texts(String name, Object value) {
    if (!(value instanceof JsonArray list)) {
      throw wrong(name + " must be a list of texts");
    }
    if (list.size() > MOST_ENTRIES) {
      throw wrong(name + " has more than " + MOST_ENTRIES + " entries");
    }
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < list.size(); i++) {
      texts.add(text(name, list.getValue(i), LONGEST_NAME));
    }
    return List.copyOf(texts);
  }

  /**
   * @param name one of our own words
   */
  private static String text(String name, Object value, int longest) {
    if (!(value instanceof String text) || text.isEmpty()) {
      throw wrong(name + " must be text");
    }
    if (text.length() > longest) {
      throw wrong(name + " is longer than " + longest + " characters");
    }
    if (text.codePoints().anyMatch(point -> UNSEEN.contains(Character.getType(point)))) {
      throw wrong(name + " holds characters that cannot be seen");
    }
    return text;
  }

  private static OAuthException wrong(String description) {
    return OAuthException.of(ErrorCode.INVALID_REQUEST, description);
  }
}
