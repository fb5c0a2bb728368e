package io.tributary.broker.script;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a script is given, all of it read-only there.
 *
 * @param values for each of the script's parameters texts, numbers, booleans, lists and maps of
 *     such, or {@code null}
 */
public record ScriptInput(Map<String, Object> values) {
  /**
   * Stands for a value that nobody has: the script that reads it fails, and cannot catch that.
   *
   * @param name as the script writes it
   */
  public record Unfetched(String name) {}

  public ScriptInput {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  /** The value for one parameter. */
  public Object of(String parameter) {
    if (!values.containsKey(parameter)) {
      throw new IllegalArgumentException("Nothing was given for " + parameter);
    }
    return values.get(parameter);
  }
}
