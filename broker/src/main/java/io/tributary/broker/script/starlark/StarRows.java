package io.tributary.broker.script.starlark;

import io.tributary.broker.script.ScriptInput;
import java.util.List;
import java.util.Map;

/** A table of the input, or a part of it: a query set of Django that can only be read. */
final class StarRows implements Value {
  /** How a row is shown. */
  enum Shape {
    OBJECT,
    VALUE,
    TUPLE,
    DICT
  }

  private final StarThing[] rows;
  private final Shape shape;
  private final List<String> fields;

  /**
   * @param shape what each row is shown as
   * @param fields the names that it is reduced to, where it is
   */
  StarRows(StarThing[] rows, Shape shape, List<String> fields) {
    this.rows = rows;
    this.shape = shape;
    this.fields = fields;
  }

  static StarRows of(ScriptInput.Rows rows) {
    return new StarRows(
        rows.rows().stream().map(row -> new StarThing(row, null)).toArray(StarThing[]::new),
        Shape.OBJECT,
        List.of());
  }

  /** Read only. */
  StarThing[] rows() {
    return rows;
  }

  StarRows with(StarThing[] others) {
    return new StarRows(others, shape, fields);
  }

  @Override
  public Type type() {
    return RowsType.ROWS;
  }

  /** One row as it is shown. */
  Object shown(Run run, int index) {
    StarThing row = rows[index];
    return switch (shape) {
      case OBJECT -> row;
      case VALUE -> field(run, row, fields.get(0));
      case TUPLE -> StarTuple.of(fields.stream().map(name -> field(run, row, name)).toArray());
      case DICT -> {
        StarDict dict = new StarDict();
        fields.forEach(name -> dict.put(run, name, field(run, row, name)));
        yield dict;
      }
    };
  }

  /**
   * A row's value; {@code a__b} is the field b of the field a.
   *
   * @throws StarError when there is none, as Django has it
   */
  static Object field(Run run, StarThing row, String name) {
    Object value = row.get(run, name);
    int inner = name.indexOf("__");
    if (value == null && inner > 0) {
      Object outer = row.get(run, name.substring(0, inner));
      if (outer instanceof StarThing thing) {
        return field(run, thing, name.substring(inner + 2));
      }
      if (outer instanceof StarDict dict) {
        Object found = dict.get(run, name.substring(inner + 2));
        return found == null ? None.NONE : found;
      }
    }
    if (value == null) {
      throw StarError.attribute(
          "there is no field "
              + name
              + "; there are "
              + String.join(", ", row.attributes().keySet()));
    }
    return value;
  }

  static boolean hasField(StarThing row, String name) {
    Map<String, Object> attributes = row.attributes();
    return attributes.containsKey(name);
  }
}
