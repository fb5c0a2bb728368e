package io.tributary.broker.script.starlark;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A built-in function or method: what it takes and what it does. */
final class Native {
  /** What it does with its arguments, one for each parameter, null where none was given. */
  interface Code {
    Object run(Run run, Object self, Object[] arguments);
  }

  /** What it does with any arguments. */
  interface OpenCode {
    Object run(Run run, Object self, Arguments arguments);
  }

  private final String name;
  private final String[] parameters;
  private final boolean[] optional;
  private final boolean[] byName;
  private final int positional;
  private final Code code;
  private final OpenCode open;

  private Native(String name, String signature, Code code, OpenCode open) {
    String[] words = signature.isEmpty() ? new String[0] : signature.split(" ");
    this.name = name;
    this.code = code;
    this.open = open;
    parameters = new String[words.length];
    optional = new boolean[words.length];
    byName = new boolean[words.length];
    int places = 0;
    for (int index = 0; index < words.length; index++) {
      String word = words[index];
      optional[index] = word.contains("?");
      byName[index] = word.contains("=") || word.contains("*");
      places += word.contains("*") ? 0 : 1;
      parameters[index] = word.replaceAll("[?=*]", "");
    }
    positional = places;
  }

  /**
   * @param signature names with spaces between; {@code ?} marks what may be left out, {@code =}
   *     what may be given by name, {@code *} what must be (after the others)
   */
  static Native of(String name, String signature, Code code) {
    return new Native(name, signature, code, null);
  }

  /** One that takes any arguments. */
  static Native open(String name, OpenCode code) {
    return new Native(name, "", null, code);
  }

  /** By name. */
  static Map<String, Native> table(Native... all) {
    Map<String, Native> table = new LinkedHashMap<>();
    for (Native each : all) {
      table.put(each.name, each);
    }
    return Map.copyOf(table);
  }

  String name() {
    return name;
  }

  Object call(Run run, Object self, Arguments arguments) {
    run.meter().step();
    if (open != null) {
      return open.run(run, self, arguments);
    }
    Object[] given = arguments.positional();
    // Where all came by position; what must be given by name has not come at all then.
    boolean complete = given.length == parameters.length && positional == parameters.length;
    if (!complete || arguments.names().length > 0) {
      given = bind(run, arguments);
    }
    return code.run(run, self, given);
  }

  private Object[] bind(Run run, Arguments arguments) {
    Object[] given = arguments.positional();
    if (given.length > positional) {
      throw StarError.type(
          name
              + ": got "
              + given.length
              + " arguments, want at most "
              + positional
              + " (accepts at most "
              + positional
              + " positional argument"
              + (positional == 1 ? "" : "s")
              + ")");
    }
    Object[] bound = new Object[parameters.length];
    System.arraycopy(given, 0, bound, 0, given.length);
    for (int index = 0; index < arguments.names().length; index++) {
      int place = place(run, arguments.names()[index]);
      if (bound[place] != null) {
        throw StarError.type(
            name + ": got multiple values for argument \"" + parameters[place] + "\"");
      }
      bound[place] = arguments.named()[index];
    }
    for (int index = 0; index < bound.length; index++) {
      if (bound[index] == null && !optional[index]) {
        throw StarError.type(
            name
                + ": missing argument for "
                + parameters[index]
                + " (missing 1 required argument)");
      }
    }
    return bound;
  }

  private int place(Run run, String given) {
    for (int index = 0; index < parameters.length; index++) {
      if (parameters[index].equals(given) && (byName[index] || run.python())) {
        return index;
      }
    }
    boolean none = true;
    List<String> known = new ArrayList<>();
    for (int index = 0; index < parameters.length; index++) {
      if (byName[index] || run.python()) {
        none = false;
        known.add(parameters[index]);
      }
    }
    String near =
        Spelling.nearest(given, known).map(one -> " (did you mean " + one + "?)").orElse("");
    throw StarError.type(
        name
            + (none ? ": unexpected keyword arguments: " : ": unexpected keyword argument ")
            + given
            + near);
  }
}
