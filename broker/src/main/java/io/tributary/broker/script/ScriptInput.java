package io.tributary.broker.script;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a script is given, all of it read-only there.
 *
 * @param values for each of the script's parameters texts, numbers, booleans, lists and maps of
 *     such, {@link Thing}, {@link Rows}, {@link Watched}, {@link Method}, {@link ScriptNotes}, or
 *     {@code null}
 */
public record ScriptInput(Map<String, Object> values) {
  /**
   * Stands for a value that nobody has: the script that reads it fails, and cannot catch that.
   *
   * @param name as the script writes it
   */
  public record Unfetched(String name) {}

  /**
   * An object whose values are read by {@code object.name} in every language.
   *
   * @param attributes as {@link ScriptInput#values}
   */
  public record Thing(Map<String, Object> attributes) {
    public Thing {
      attributes = Collections.unmodifiableMap(new LinkedHashMap<>(attributes));
    }
  }

  /**
   * A table that scripts can only read: a query set of Django in Python, a list of objects in
   * JavaScript.
   *
   * @param rows each with the same names; values as {@link ScriptInput#values}
   */
  public record Rows(List<Map<String, Object>> rows) {
    public Rows {
      rows = List.copyOf(rows);
    }
  }

  /**
   * An object of which it is told afterwards what the script read: {@link ScriptRoom#reads()}.
   *
   * @param path how it is called there; one object may be given in several places
   * @param value a map or a {@link Thing}
   */
  public record Watched(String path, Object value) {}

  /**
   * A method of a {@link Thing} that gives the same value whatever it is called with; in Python.
   *
   * @param value as {@link ScriptInput#values}
   */
  public record Method(String name, Object value) {}

  public ScriptInput {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  /** The same with one more. */
  public ScriptInput with(String parameter, Object value) {
    Map<String, Object> more = new LinkedHashMap<>(values);
    more.put(parameter, value);
    return new ScriptInput(more);
  }

  /** The value for one parameter. */
  public Object of(String parameter) {
    if (!values.containsKey(parameter)) {
      throw new IllegalArgumentException("Nothing was given for " + parameter);
    }
    return values.get(parameter);
  }
}
