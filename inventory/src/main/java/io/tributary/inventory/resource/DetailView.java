package io.tributary.inventory.resource;

import io.tributary.inventory.page.Page;
import io.vertx.core.json.JsonObject;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/** One object, what refers to it, and its last changes. */
public record DetailView(
    String title,
    String kind,
    String listPath,
    String listLabel,
    Optional<String> notice,
    Optional<String> edit,
    Optional<String> delete,
    List<Line> lines,
    List<Usage> usages,
    List<Change> changes)
    implements Page {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  /** A field and its value. */
  public record Line(String label, Cell value) {}

  /** How many objects of one kind refer to this one. */
  public record Usage(String label, long count, String href) {}

  /** One entry of the change log. */
  public record Change(
      String at, String username, String action, String requestId, List<Difference> differences) {}

  /** What a change did to one field. */
  public record Difference(String label, String before, String after) {}

  @Override
  public String template() {
    return "detail.jte";
  }

  static List<Line> lines(Resource resource, Registry registry, StoredObject object) {
    return resource.fields().stream()
        .map(field -> new Line(field.label(), Cell.of(registry, field, object)))
        .toList();
  }

  static Change change(Resource resource, ObjectChange change) {
    List<Difference> differences = new ArrayList<>();
    for (Field field : resource.fields()) {
      String before = shown(field, change.before());
      String after = shown(field, change.after());
      if (!Objects.equals(before, after)) {
        differences.add(new Difference(field.label(), before, after));
      }
    }
    String word =
        switch (change.action()) {
          case "create" -> "created";
          case "update" -> "changed";
          default -> "deleted";
        };
    return new Change(
        TIME.format(change.at()),
        change.username(),
        word,
        change.requestId(),
        word.equals("changed") ? differences : List.of());
  }

  private static String shown(Field field, JsonObject columns) {
    Object value = columns.getValue(field.column());
    if (value == null) {
      return Cell.NOTHING;
    }
    return field.type().target().isPresent() ? "#" + value : field.type().show(value);
  }
}
