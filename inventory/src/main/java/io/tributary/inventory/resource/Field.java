package io.tributary.inventory.resource;

import java.math.BigDecimal;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A field of a resource.
 *
 * @param name in forms, filters and the API
 * @param initial what a new form shows
 */
public record Field(
    String name, String label, FieldType type, boolean required, String help, String initial) {
  private static final Pattern NAME = Pattern.compile("[a-z][a-z_]{0,40}");

  public Field {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException("Not a field name: " + name);
    }
  }

  public static Field text(String name, String label, int maxLength) {
    return of(name, label, new FieldType.Text(maxLength));
  }

  public static Field longText(String name, String label) {
    return of(name, label, new FieldType.LongText(10_000));
  }

  public static Field slug(String name, String label) {
    return of(name, label, new FieldType.Slug(100));
  }

  public static Field whole(String name, String label, long least, long most) {
    return of(name, label, new FieldType.Whole(least, most));
  }

  public static Field halves(String name, String label, String least, String most) {
    return of(name, label, new FieldType.Halves(new BigDecimal(least), new BigDecimal(most)));
  }

  public static Field choice(String name, String label, List<Choice> choices) {
    return of(name, label, new FieldType.OneOf(List.copyOf(choices)));
  }

  /** Stored in the column {@code <name>_id}. */
  public static Field reference(String name, String label, String model) {
    return of(name, label, new FieldType.Reference(model));
  }

  public Field require() {
    return new Field(name, label, type, true, help, initial);
  }

  public Field explained(String words) {
    return new Field(name, label, type, required, words, initial);
  }

  public Field startingAs(String value) {
    return new Field(name, label, type, required, help, value);
  }

  public String column() {
    return type.target().isPresent() ? name + "_id" : name;
  }

  /** Whether a list can be narrowed by it: what has a bounded set of values. */
  public boolean isFilter() {
    return type.widget().equals("select");
  }

  private static Field of(String name, String label, FieldType type) {
    return new Field(name, label, type, false, "", "");
  }
}
