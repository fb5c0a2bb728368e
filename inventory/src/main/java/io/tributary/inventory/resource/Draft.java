package io.tributary.inventory.resource;

import io.tributary.inventory.page.Fields;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A form as sent: what was typed, what it means, and what is wrong with it.
 *
 * @param typed by field name, to show again
 * @param columns values by column; null for what was left empty
 */
public record Draft(Map<String, String> typed, JsonObject columns, List<Problem> problems) {

  public static Draft read(Resource resource, Fields form) {
    Map<String, String> typed = new LinkedHashMap<>();
    JsonObject columns = new JsonObject();
    List<Problem> problems = new ArrayList<>();
    for (Field field : resource.fields()) {
      String text = form.one(field.name()).orElse("");
      typed.put(field.name(), text);
      columns.putNull(field.column());
      if (text.isEmpty()) {
        if (field.required()) {
          problems.add(new Problem(field.name(), "This field is required."));
        }
        continue;
      }
      try {
        columns.put(field.column(), field.type().parse(text));
      } catch (InvalidValue invalid) {
        problems.add(new Problem(field.name(), invalid.getMessage()));
      }
    }
    if (problems.isEmpty()) {
      resource.rules().forEach(rule -> rule.check(columns).ifPresent(problems::add));
    }
    return new Draft(typed, columns, List.copyOf(problems));
  }

  /** An empty form. */
  public static Draft initial(Resource resource) {
    Map<String, String> typed = new LinkedHashMap<>();
    resource.fields().forEach(field -> typed.put(field.name(), field.initial()));
    return new Draft(typed, new JsonObject(), List.of());
  }

  /** The form of a stored object. */
  public static Draft of(Resource resource, StoredObject stored) {
    Map<String, String> typed = new LinkedHashMap<>();
    for (Field field : resource.fields()) {
      Object value = stored.columns().getValue(field.column());
      typed.put(
          field.name(),
          value == null ? "" : field.isFilter() ? value.toString() : field.type().show(value));
    }
    return new Draft(typed, stored.columns(), List.of());
  }

  public Draft with(Problem problem) {
    return new Draft(typed, columns, List.of(problem));
  }
}
