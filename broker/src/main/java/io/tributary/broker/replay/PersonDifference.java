package io.tributary.broker.replay;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Whom a change hits, and how.
 *
 * @param username of the account
 * @param sub at the provider
 * @param gained groups, roles and privileged names, at any application
 * @param lost likewise
 */
public record PersonDifference(
    String username,
    String subject,
    String upstream,
    String sub,
    Outcome outcome,
    Set<String> gained,
    Set<String> lost,
    List<LoginDifference> logins) {

  /** Where the same differs at several applications, it is said once. */
  static List<LoginDifference> together(List<LoginDifference> logins) {
    List<LoginDifference> together = new ArrayList<>();
    for (LoginDifference login : logins) {
      int like = 0;
      while (like < together.size() && !together.get(like).isLike(login)) {
        like++;
      }
      if (like == together.size()) {
        together.add(login);
      } else {
        List<LoginDifference.At> at = new ArrayList<>(together.get(like).at());
        at.addAll(login.at());
        together.set(like, login.at(at));
      }
    }
    return together;
  }

  /** For other programs. */
  public JsonObject json() {
    JsonArray at = new JsonArray();
    logins.forEach(login -> at.add(login.json()));
    return new JsonObject()
        .put("username", username)
        .put("subject", subject)
        .put("upstream", upstream)
        .put("sub", sub)
        .put("outcome", outcome.wire())
        .put("gained", new JsonArray(List.copyOf(gained)))
        .put("lost", new JsonArray(List.copyOf(lost)))
        .put("logins", at);
  }
}
