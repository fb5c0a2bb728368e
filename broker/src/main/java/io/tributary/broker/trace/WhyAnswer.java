package io.tributary.broker.trace;

import io.tributary.platform.ops.HarmlessText;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The answer to a {@link WhyQuestion}: one for each application that the person logged in to.
 *
 * @param at none when nothing is recorded
 */
public record WhyAnswer(WhyQuestion question, List<AtClient> at) {
  public WhyAnswer {
    at = List.copyOf(at);
  }

  /**
   * How it stands at one application.
   *
   * @param has whether the last login gave it
   * @param since the earliest login from which on every one gave it; the last that did, when it is
   *     not given any more
   * @param open whether the record does not reach back to a login without it
   * @param login id of the trace that explains it
   * @param chain what led to it, in order
   */
  public record AtClient(
      String client,
      boolean has,
      Optional<Instant> since,
      boolean open,
      Instant lastLogin,
      String login,
      List<String> chain) {
    public AtClient {
      chain = List.copyOf(chain);
    }
  }

  /** For people: a sentence, and what led to it. */
  public List<String> lines() {
    if (at.isEmpty()) {
      return List.of(
          "Nothing is recorded: "
              + question.person()
              + " has not logged in"
              + question.client().map(client -> " to " + client).orElse("")
              + " since traces are kept.");
    }
    Map<List<String>, List<AtClient>> alike = new LinkedHashMap<>();
    for (AtClient one : at) {
      // Who has it has it at each application for itself, each with its own since.
      List<String> key = one.has() ? List.of(one.client(), "has") : one.chain();
      alike.computeIfAbsent(key, first -> new ArrayList<>()).add(one);
    }
    return alike.values().stream()
        .flatMap(some -> lines(some).stream())
        .map(HarmlessText::of)
        .toList();
  }

  /** Of applications at which the same led to it: that is said once. */
  private List<String> lines(List<AtClient> some) {
    List<String> lines = new ArrayList<>();
    boolean several = some.size() > 1;
    for (AtClient one : some) {
      lines.add(head(one) + (several ? " (login " + one.login() + ")" : ":"));
    }
    some.get(0).chain().forEach(link -> lines.add("  → " + link));
    if (!several) {
      lines.add("  (login " + some.get(0).login() + ")");
    }
    return lines;
  }

  private String head(AtClient one) {
    StringBuilder head = new StringBuilder(question.person());
    head.append(one.has() ? " has " : " has no ").append(question.value());
    head.append(" in ").append(one.client());
    if (one.has()) {
      one.since()
          .ifPresent(
              since -> head.append(" since ").append(one.open() ? "at least " : "").append(since));
    } else {
      head.append(" as of the login at ").append(one.lastLogin());
      one.since()
          .ifPresentOrElse(
              last -> head.append("; last had it at ").append(last),
              () -> head.append("; no recorded login gave it"));
    }
    return head.toString();
  }

  /**
   * {@code
   * {"person":…,"subject":…,"value":…,"answers":[{"client":…,"has":…,"since":…,"chain":[…]}]}}.
   */
  public JsonObject toJson() {
    JsonArray answers = new JsonArray();
    for (AtClient one : at) {
      answers.add(
          new JsonObject()
              .put("client", one.client())
              .put("has", one.has())
              .put(
                  one.has() ? "since" : "last_had", one.since().map(Instant::toString).orElse(null))
              .put("record_begins_later", one.open())
              .put("last_login", one.lastLogin().toString())
              .put("login", one.login())
              .put("chain", new JsonArray(one.chain())));
    }
    return new JsonObject()
        .put("person", question.person())
        .put("subject", question.subject())
        .put("value", question.value())
        .put("answers", answers);
  }
}
