package io.tributary.broker.script.starlark;

import java.util.Collection;
import java.util.TreeSet;

/** Fields and methods of values, by name. */
final class Attributes {
  private Attributes() {}

  /** Null when there is none. */
  static Object find(Run run, Object value, String name) {
    Type type = Type.of(value);
    Native method = type.method(run, name);
    return method == null ? type.field(run, value, name) : new Builtin(method, value);
  }

  static StarError missing(Run run, Object value, String name) {
    String suggestion =
        Spelling.nearest(name, names(run, value))
            .map(near -> " (did you mean ." + near + "?)")
            .orElse("");
    return StarError.attribute(
        Type.name(value)
            + " has no ."
            + name
            + " field or method"
            + suggestion
            + advice(run, value, name));
  }

  private static String advice(Run run, Object value, String name) {
    if (value instanceof StarThing) {
      return "; it has " + String.join(", ", names(run, value));
    }
    if (run.python()) {
      return value instanceof StarDict ? "; write .get(\"" + name + "\")" : "";
    }
    return ": '" + Type.name(value) + "' value has no field or method '" + name + "'";
  }

  /** Sorted. */
  static Collection<String> names(Run run, Object value) {
    Type type = Type.of(value);
    TreeSet<String> names = new TreeSet<>(type.methods().keySet());
    if (run.python()) {
      names.addAll(type.pythonMethods().keySet());
    }
    type.fields(value).forEach(names::add);
    return names;
  }
}
