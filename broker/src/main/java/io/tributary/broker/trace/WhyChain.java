package io.tributary.broker.trace;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The facts of one login that led to a value, or to its not being there, as sentences in order. */
final class WhyChain {
  private static final int MOST_SHOWN = 20;
  private static final List<String> RIGHTS = List.of("groups", "roles");

  private final String value;
  private final boolean has;
  private final List<JsonObject> facts;

  /** Claims of which a login without the value has to tell. */
  private final Set<String> concerned = new LinkedHashSet<>();

  WhyChain(String value, boolean has, List<JsonObject> facts) {
    this.value = value;
    this.has = has;
    this.facts = facts;
  }

  List<String> links() {
    List<String> links = new ArrayList<>();
    Optional<JsonObject> upstream = fact("upstream");
    Optional<JsonObject> mapped = fact("mapped");
    mapped.ifPresent(this::concern);
    upstream.ifPresent(said -> upstream(said, links));
    mapped.ifPresent(made -> mapped(made, from(upstream), links));
    fact("given").ifPresent(given -> given(given, links));
    if (mapped.isEmpty()) {
      links.add("the login that made these claims is not recorded any more");
    }
    return links;
  }

  /** What is asked for is the name of a claim, or may stand in one of those that name rights. */
  private void concern(JsonObject made) {
    boolean claim =
        objects(made, "mappings")
            .anyMatch(each -> each.getJsonObject("outputs", new JsonObject()).containsKey(value));
    concerned.addAll(claim ? List.of(value) : RIGHTS);
    rights(made, "dropped").forEach(concerned::add);
    objects(made, "changes")
        .filter(change -> Held.in(change.getValue("before"), value) || after(change))
        .forEach(change -> concerned.add(change.getString("claim")));
  }

  private Optional<JsonObject> fact(String kind) {
    return facts.stream().filter(fact -> kind.equals(fact.getString("kind"))).findFirst();
  }

  private static String from(Optional<JsonObject> upstream) {
    return upstream.map(said -> said.getString("name")).orElse("the provider");
  }

  private void upstream(JsonObject said, List<String> links) {
    JsonObject claims = said.getJsonObject("claims");
    List<String> holding = Held.claims(claims, value);
    List<String> shown = holding.isEmpty() ? List.of("groups") : holding;
    for (String claim : shown) {
      String state = said.getJsonObject("states", new JsonObject()).getString(claim, "absent");
      Object content = claims.getValue(claim);
      links.add(
          said.getString("name")
              + " said "
              + claim
              + (content == null ? ": " + state : "=" + shown(content)));
    }
    if (!has && holding.isEmpty()) {
      links.add(said.getString("name") + " did not say " + value + " anywhere");
    }
    objects(said, "notes")
        .filter(note -> has || holding.contains(claim(note)) || concerned.contains(claim(note)))
        .map(note -> note.getString("step") + ": " + note.getString("note"))
        .forEach(links::add);
  }

  private static String claim(JsonObject note) {
    return note.getString("claim", "");
  }

  private void mapped(JsonObject made, String upstream, List<String> links) {
    objects(made, "mappings").forEach(mapping -> mapping(mapping, links));
    objects(made, "changes")
        .filter(change -> Held.in(change.getValue("before"), value) != after(change))
        .forEach(
            change ->
                links.add(
                    change.getString("by")
                        + (after(change) ? " put it into " : " took it out of ")
                        + change.getString("claim")
                        + " ("
                        + change.getString("how")
                        + ")"));
    rights(made, "dropped")
        .forEach(
            claim ->
                links.add(
                    "may_grant of " + upstream + " does not allow it: dropped from " + claim));
    rights(made, "allowed")
        .limit(1)
        .forEach(claim -> links.add("may_grant of " + upstream + " allows " + value));
  }

  private boolean after(JsonObject change) {
    return Held.in(change.getValue("after"), value);
  }

  private void mapping(JsonObject mapping, List<String> links) {
    String name =
        "mapping " + mapping.getString("name") + " version " + mapping.getString("version");
    if (mapping.containsKey("reason")) {
      links.add(
          name
              + " failed ("
              + mapping.getString("reason")
              + (mapping.getInteger("line", 0) > 0 ? ", line " + mapping.getInteger("line") : "")
              + "): "
              + mapping.getString("policy")
              + kept(mapping));
      return;
    }
    JsonObject outputs = mapping.getJsonObject("outputs");
    List<String> holding = Held.claims(outputs, value);
    List<String> told =
        (holding.isEmpty() && !has
                ? outputs.fieldNames().stream().filter(concerned::contains).toList()
                : holding)
            .stream().map(claim -> claim + "=" + shown(outputs.getValue(claim))).toList();
    if (!told.isEmpty()) {
      links.add(name + reads(mapping) + " made " + String.join(", ", told));
    }
    objects(mapping, "rules").forEach(rule -> rule(mapping.getString("name"), rule, links));
  }

  private static String kept(JsonObject mapping) {
    String since = mapping.getString("kept_since");
    return since == null ? "" : ", with what it made at the login of " + since;
  }

  /** The place that an author goes to. */
  private void rule(String mapping, JsonObject rule, List<String> links) {
    boolean gave = Held.in(rule.getValue("gave"), value);
    if (gave || Held.in(rule.getValue("took"), value)) {
      links.add(
          "rule "
              + rule.getInteger("rule")
              + " ("
              + rule.getString("does")
              + ", "
              + mapping
              + ".yaml line "
              + rule.getInteger("line")
              + (gave ? ") gave " : ") took ")
              + value
              + (gave ? " to " : " from ")
              + rule.getString("claim"));
    }
  }

  private static String reads(JsonObject mapping) {
    List<String> names =
        mapping.getJsonArray("reads", new JsonArray()).stream().map(String::valueOf).toList();
    return names.isEmpty() ? "" : " read " + String.join(", ", names) + " and";
  }

  /** Also of a name that only looks like it. */
  private Stream<String> rights(JsonObject made, String list) {
    return objects(made, list)
        .filter(right -> right.getString("name").strip().equalsIgnoreCase(value.strip()))
        .map(right -> right.getString("claim"))
        .distinct();
  }

  private void given(JsonObject given, List<String> links) {
    List<String> told = Held.told(given, value);
    List<String> claims = Held.claims(given.getJsonObject("claims"), value);
    if (!told.isEmpty()) {
      links.add("in " + String.join(" and ", told) + ", claim " + String.join(", ", claims));
    } else if (!claims.isEmpty()) {
      links.add(
          "it stands in "
              + String.join(", ", claims)
              + ", which neither the scopes nor the settings of this application ask for");
    }
  }

  private static Stream<JsonObject> objects(JsonObject fact, String list) {
    return fact.getJsonArray(list, new JsonArray()).stream().map(JsonObject.class::cast);
  }

  private static String shown(Object content) {
    if (content instanceof JsonArray list && list.size() > MOST_SHOWN) {
      return new JsonArray(list.getList().subList(0, MOST_SHOWN)).encode()
          + " and "
          + (list.size() - MOST_SHOWN)
          + " more";
    }
    return content instanceof JsonArray list ? list.encode() : String.valueOf(content);
  }
}
