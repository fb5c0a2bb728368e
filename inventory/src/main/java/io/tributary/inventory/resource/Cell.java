package io.tributary.inventory.resource;

import java.util.Optional;

/**
 * A value as shown.
 *
 * @param href where it leads, a path of ours
 * @param tone of a badge
 */
public record Cell(String text, Optional<String> href, Optional<String> tone) {
  static final String NOTHING = "—";

  static Cell of(Registry registry, Field field, StoredObject object) {
    Object value = object.columns().getValue(field.column());
    if (value == null) {
      return plain(NOTHING);
    }
    if (field.type().target().isPresent()) {
      Resource target = registry.target(field);
      return new Cell(
          object.related().getString(field.name(), value.toString()),
          Optional.of(target.path(object.columns().getLong(field.column()))),
          Optional.empty());
    }
    return new Cell(
        field.type().show(value),
        Optional.empty(),
        field.type().choices().stream()
            .filter(choice -> choice.value().equals(value))
            .findFirst()
            .map(choice -> choice.tone().word()));
  }

  static Cell plain(String text) {
    return new Cell(text, Optional.empty(), Optional.empty());
  }

  static Cell link(String text, String href) {
    return new Cell(text, Optional.of(href), Optional.empty());
  }
}
