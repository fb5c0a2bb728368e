package io.tributary.broker.trace;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What an application reported, as a fact: {@code {"kind":"application","client":…,"at":…,
 * "outcome":…,"account":…,"message":…,"groups":[…],…}}. Nobody but the application vouches for it.
 */
final class ApplicationFact {
  private static final int MOST_SHOWN = 20;

  /** What somebody has who was told of it, and not what was taken from them. */
  private static final List<String> HAVING =
      List.of("groups", "groups_joined", "roles", "flags_set");

  private static final List<String> TAKEN = List.of("groups_left", "flags_cleared");

  /**
   * What an application has its own names for: {@code superuser} may come of {@code superusers}.
   */
  private static final List<String> OWN_NAMES = List.of("roles", "flags_set", "flags_cleared");

  private ApplicationFact() {}

  static JsonObject of(ApplicationReport report, String client, Instant at, ReportVeil veil) {
    JsonObject fact =
        new JsonObject()
            .put("kind", "application")
            .put("client", client)
            .put("at", at.toString())
            .put("outcome", report.outcome().wire());
    report.account().ifPresent(account -> fact.put("account", veil.text(account)));
    report.message().ifPresent(message -> fact.put("message", veil.text(message)));
    report
        .lists()
        .forEach(
            (name, texts) ->
                fact.put(name, new JsonArray(texts.stream().map(veil::text).toList())));
    return fact;
  }

  /** The sentence with which it ends the chain of a value; none where it does not concern it. */
  static Optional<String> link(JsonObject fact, String value, boolean given) {
    String client = fact.getString("client");
    if ("denied".equals(fact.getString("outcome"))) {
      return Optional.of(
          client
              + " reported that it refused the login"
              + Optional.ofNullable(fact.getString("message"))
                  .map(message -> ": " + message)
                  .orElse(""));
    }
    List<String> places = new ArrayList<>();
    HAVING.forEach(list -> place(fact, list, value, places));
    TAKEN.forEach(list -> place(fact, list, value, places));
    if (!places.isEmpty()) {
      OWN_NAMES.forEach(list -> all(fact, list, places));
      return Optional.of(client + " reported " + String.join(", ", places) + account(fact));
    }
    boolean toldOfAny = HAVING.stream().anyMatch(fact::containsKey);
    return given && toldOfAny
        ? Optional.of(client + " did not report that it made anything of it" + account(fact))
        : Optional.empty();
  }

  private static void place(JsonObject fact, String list, String value, List<String> places) {
    JsonArray texts = fact.getJsonArray(list, new JsonArray());
    if (Held.in(texts, value)) {
      places.add(shown(list, texts));
    }
  }

  private static void all(JsonObject fact, String list, List<String> places) {
    JsonArray texts = fact.getJsonArray(list, new JsonArray());
    String whole = shown(list, texts);
    if (!texts.isEmpty() && !places.contains(whole)) {
      places.add(whole);
    }
  }

  private static String shown(String list, JsonArray texts) {
    List<String> shown = texts.stream().map(String::valueOf).limit(MOST_SHOWN).toList();
    int more = texts.size() - shown.size();
    return list + "=" + shown + (more > 0 ? " and " + more + " more" : "");
  }

  private static String account(JsonObject fact) {
    return Optional.ofNullable(fact.getString("account"))
        .map(account -> " (account " + account + ")")
        .orElse("");
  }
}
