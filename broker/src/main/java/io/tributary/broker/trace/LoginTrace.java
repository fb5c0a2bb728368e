package io.tributary.broker.trace;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The trace of one login, as somebody reads it.
 *
 * @param id of the login
 * @param parts one for each request that added to it, in their order
 */
public record LoginTrace(String id, List<Part> parts) {
  public LoginTrace {
    parts = List.copyOf(parts);
  }

  /**
   * What one request added.
   *
   * @param subject of the account, where it was known
   * @param error code, or {@code none}
   * @param content {@code {"facts": […], "cut": {claim: what}}}; empty when it can be read no more:
   *     the account was forgotten, or somebody changed the row
   */
  public record Part(
      String login,
      Instant at,
      Optional<String> subject,
      String upstream,
      String client,
      TracePart.Outcome outcome,
      String error,
      Optional<JsonObject> content) {

    /** In the order in which they were found out. */
    public List<JsonObject> facts() {
      return content
          .map(json -> json.getJsonArray("facts").stream().map(JsonObject.class::cast).toList())
          .orElse(List.of());
    }

    /** The first fact of a kind. */
    public Optional<JsonObject> fact(String kind) {
      return facts().stream().filter(fact -> kind.equals(fact.getString("kind"))).findFirst();
    }

    public JsonObject cut() {
      return content
          .map(json -> json.getJsonObject("cut", new JsonObject()))
          .orElseGet(JsonObject::new);
    }

    JsonObject toJson() {
      JsonObject json =
          new JsonObject()
              .put("at", at.toString())
              .put("subject", subject.orElse(null))
              .put("upstream", upstream)
              .put("client", client)
              .put("outcome", outcome.wire())
              .put("error", error)
              .put("readable", content.isPresent())
              .put("facts", new JsonArray(facts()));
      return cut().isEmpty() ? json : json.put("cut", cut());
    }
  }

  /** {@code {"login": id, "parts": [{"at":…,"outcome":…,"facts":[…]}]}}. */
  public JsonObject toJson() {
    JsonArray all = new JsonArray();
    parts.forEach(part -> all.add(part.toJson()));
    return new JsonObject().put("login", id).put("parts", all);
  }
}
