package io.tributary.broker.mapping;

import java.util.ArrayList;
import java.util.List;

/**
 * One rule of a mapping without a script.
 *
 * @param claim that it makes
 * @param from the provider's claim that it reads, unless an earlier rule has made {@code claim}
 * @param verb what it does
 * @param upstreams only for logins through one of these; none: through any
 * @param clients only for one of these applications; none: for any
 * @param line of the settings, from 1
 */
public record Rule(
    String claim,
    String from,
    RuleVerb verb,
    List<String> upstreams,
    List<String> clients,
    int line) {
  public Rule {
    upstreams = List.copyOf(upstreams);
    clients = List.copyOf(clients);
  }

  boolean isForAll() {
    return upstreams.isEmpty() && clients.isEmpty();
  }

  /**
   * One line of the script.
   *
   * @param place of the rule among all, from 1: two may stand on one line
   */
  String javascript(int place) {
    List<String> conditions = new ArrayList<>();
    if (!upstreams.isEmpty()) {
      conditions.add(JavaScriptLiteral.of(upstreams) + ".includes(request.upstream)");
    }
    if (!clients.isEmpty()) {
      conditions.add(JavaScriptLiteral.of(clients) + ".includes(client.id)");
    }
    String act = "{ " + noting(place) + " }";
    return conditions.isEmpty() ? act : "if (" + String.join(" && ", conditions) + ") " + act;
  }

  /** What it does, and what that changed. */
  private String noting(int place) {
    String name = JavaScriptLiteral.of(claim);
    String made = "out.get(" + name + ")";
    return String.format(
        "const before = %s; %s noted(%d, %s, before, %s);",
        verb.isMaker() ? made : current(),
        verb.javascript(name, verb.isMaker() ? current() : "before"),
        place,
        name,
        made);
  }

  /** What the rule works on. */
  private String current() {
    String name = JavaScriptLiteral.of(claim);
    return "out.has(" + name + ") ? out.get(" + name + ") : " + source();
  }

  /** The vocabulary knows some claims better than the provider's own words do. */
  private String source() {
    String root = RuleScript.OF_THE_VOCABULARY.contains(from) ? "request.user" : "claims";
    return root + "[" + JavaScriptLiteral.of(from) + "]";
  }
}
