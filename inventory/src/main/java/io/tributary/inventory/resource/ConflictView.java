package io.tributary.inventory.resource;

import io.tributary.inventory.page.FormTarget;
import io.tributary.inventory.page.Page;
import java.util.List;

/**
 * Somebody else saved first: both versions side by side, and a choice.
 *
 * @param version of what is stored now: saving mine goes on from it
 * @param discard page of the stored object
 */
public record ConflictView(
    String title, List<Line> lines, FormTarget target, int version, String discard)
    implements Page {

  /**
   * A field in both versions.
   *
   * @param typed value to send again
   */
  public record Line(
      String name, String typed, String label, String mine, String stored, boolean differs) {}

  @Override
  public String template() {
    return "conflict.jte";
  }

  static ConflictView of(
      Resource resource, Draft mine, StoredObject stored, Options options, FormTarget target) {
    Draft theirs = Draft.of(resource, stored);
    List<Line> lines =
        resource.fields().stream()
            .map(
                field -> {
                  String typed = mine.typed().get(field.name());
                  String other = theirs.typed().get(field.name());
                  return new Line(
                      field.name(),
                      typed,
                      field.label(),
                      words(field, typed, options),
                      words(field, other, options),
                      !typed.equals(other));
                })
            .toList();
    return new ConflictView(
        stored.name() + " was changed meanwhile",
        lines,
        target,
        stored.version(),
        resource.path(stored.id()));
  }

  private static String words(Field field, String typed, Options options) {
    if (typed.isEmpty()) {
      return Cell.NOTHING;
    }
    return options.of(field, java.util.Set.of(typed)).stream()
        .filter(Option::selected)
        .findFirst()
        .map(Option::label)
        .orElse(typed);
  }
}
