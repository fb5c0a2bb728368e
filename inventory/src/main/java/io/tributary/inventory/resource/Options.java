package io.tributary.inventory.resource;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the selects of a form or of the filters offer for references: id to name, by field name.
 * There are at most {@link #MOST}; beyond it the field asks for an id.
 */
public record Options(Map<String, Map<Long, String>> references) {
  public static final int MOST = 500;

  public List<Option> of(Field field, Set<String> selected) {
    if (field.type().target().isEmpty()) {
      return field.type().choices().stream()
          .map(
              choice ->
                  new Option(choice.value(), choice.label(), selected.contains(choice.value())))
          .toList();
    }
    return references.getOrDefault(field.name(), Map.of()).entrySet().stream()
        .map(
            option -> {
              String id = option.getKey().toString();
              return new Option(id, option.getValue(), selected.contains(id));
            })
        .toList();
  }

  /** Too many to choose from. */
  public boolean tooMany(Field field) {
    return references.getOrDefault(field.name(), Map.of()).size() > MOST;
  }
}
