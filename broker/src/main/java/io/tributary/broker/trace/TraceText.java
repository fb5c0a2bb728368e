package io.tributary.broker.trace;

import io.tributary.platform.ops.HarmlessText;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A trace for people to read: one section for each thing that was found out or decided. */
public final class TraceText {
  private TraceText() {}

  /** One thing that a login found out or decided. */
  public record Section(String title, List<String> lines) {
    public Section {
      lines = List.copyOf(lines);
    }
  }

  /** For a terminal: control characters of foreign values are shown, never done. */
  public static List<String> lines(LoginTrace trace) {
    List<String> all = new ArrayList<>();
    all.add("login " + trace.id());
    for (LoginTrace.Part part : trace.parts()) {
      all.add("");
      all.add(head(part));
      for (Section section : sections(part)) {
        all.add("  " + section.title());
        section.lines().forEach(line -> all.add("    " + line));
      }
    }
    return all.stream().map(HarmlessText::of).toList();
  }

  /** {@code 2026-01-31T12:00:00Z inventory through okta: issued}. */
  public static String head(LoginTrace.Part part) {
    return part.at()
        + " "
        + part.client()
        + " through "
        + part.upstream()
        + ": "
        + part.outcome().wire()
        + (part.error().equals("none") ? "" : " (" + part.error() + ")")
        + part.subject().map(subject -> ", account " + subject).orElse("");
  }

  public static List<Section> sections(LoginTrace.Part part) {
    if (part.content().isEmpty()) {
      return List.of(
          new Section(
              "cannot be read", List.of("the account was forgotten, or the record was changed")));
    }
    List<Section> sections = new ArrayList<>();
    part.facts().forEach(fact -> sections.addAll(sections(fact)));
    if (!part.cut().isEmpty()) {
      sections.add(new Section("left out for its size", members(part.cut())));
    }
    return sections;
  }

  private static List<Section> sections(JsonObject fact) {
    JsonObject rest = fact.copy();
    String kind = (String) rest.remove("kind");
    return switch (kind) {
      case "mapped" -> mapped(fact);
      case "upstream" -> upstream(fact);
      default -> List.of(new Section(title(kind), members(rest)));
    };
  }

  private static String title(String kind) {
    return switch (kind) {
      case "request" -> "the application asked";
      case "decision" -> "decision";
      case "link" -> "account";
      case "given" -> "the application was told";
      case "refused" -> "refused";
      case "reused" -> "claims as an earlier login of this session made them";
      case "application" -> "the application reported";
      default -> kind.replace('_', ' ');
    };
  }

  private static List<Section> upstream(JsonObject fact) {
    List<String> lines = new ArrayList<>();
    lines.add("issuer: " + fact.getString("issuer"));
    lines.add("sub: " + fact.getString("sub"));
    lines.addAll(members(fact.getJsonObject("claims")));
    lines.addAll(members(fact.getJsonObject("states")));
    lines.addAll(notes(fact));
    return List.of(new Section("claims of " + fact.getString("name"), lines));
  }

  private static List<Section> mapped(JsonObject fact) {
    List<Section> sections = new ArrayList<>();
    objects(fact, "mappings").forEach(mapping -> sections.add(mapping(mapping)));
    List<String> merged = new ArrayList<>();
    for (JsonObject change : objects(fact, "changes")) {
      merged.add(
          change.getString("claim")
              + " by "
              + change.getString("by")
              + " ("
              + change.getString("how")
              + "): "
              + shown(change.getValue("before"))
              + " → "
              + shown(change.getValue("after")));
    }
    merged.addAll(notes(fact));
    add(sections, "what became of the claims", merged);
    add(sections, "rights that the provider may not grant: dropped", rights(fact, "dropped"));
    add(sections, "rights that the provider may grant", rights(fact, "allowed"));
    Optional.ofNullable(fact.getString("failed"))
        .ifPresent(
            name ->
                sections.add(
                    new Section(
                        "failed: " + name,
                        List.of(fact.getString("reason") + ": " + fact.getString("message")))));
    return sections;
  }

  private static void add(List<Section> sections, String title, List<String> lines) {
    if (!lines.isEmpty()) {
      sections.add(new Section(title, lines));
    }
  }

  private static Section mapping(JsonObject mapping) {
    JsonObject rest = mapping.copy();
    rest.remove("name");
    rest.remove("version");
    List<String> lines = new ArrayList<>(members((JsonObject) rest.remove("outputs")));
    rest.put("microseconds", ((Number) rest.remove("nanos")).longValue() / 1000);
    lines.addAll(members(rest));
    return new Section(
        "mapping " + mapping.getString("name") + " version " + mapping.getString("version"), lines);
  }

  private static List<String> rights(JsonObject fact, String list) {
    return objects(fact, list).stream()
        .map(right -> right.getString("name") + " in " + right.getString("claim"))
        .toList();
  }

  private static List<String> notes(JsonObject fact) {
    return objects(fact, "notes").stream()
        .map(
            note ->
                note.getString("step")
                    + ", "
                    + note.getString("claim")
                    + ": "
                    + note.getString("note"))
        .toList();
  }

  private static List<JsonObject> objects(JsonObject fact, String list) {
    return fact.getJsonArray(list, new JsonArray()).stream().map(JsonObject.class::cast).toList();
  }

  private static List<String> members(JsonObject object) {
    return object.fieldNames().stream()
        .filter(name -> object.getValue(name) != null)
        .map(name -> name + ": " + shown(object.getValue(name)))
        .toList();
  }

  private static String shown(Object value) {
    if (value instanceof JsonObject map) {
      return map.encode();
    }
    if (value instanceof JsonArray list) {
      return list.encode();
    }
    return value == null ? "nothing" : String.valueOf(value);
  }
}
