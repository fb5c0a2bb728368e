package io.tributary.broker.script.starlark;

import static io.tributary.broker.script.ResultLimits.wrong;

import io.tributary.broker.script.ResultLimits;
import io.tributary.broker.script.ScriptFailure;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Copies what a script returned into plain Java, and refuses what is no plain value. */
final class Result {
  private final Run run;
  private final ResultLimits limits;

  /**
   * @param most bytes that the result may have as JSON
   */
  Result(Run run, int most) {
    this.run = run;
    this.limits = new ResultLimits(most);
  }

  /**
   * The returned dict's entries.
   *
   * @throws ScriptFailure {@code RESULT_TYPE}, {@code RESULT_SIZE}
   */
  Map<String, Object> read(Object returned) {
    if (returned instanceof StarDict dict) {
      return dict(dict, "the result");
    }
    throw wrong("the result", kind(returned), "return a dict");
  }

  private Object value(Object value, String place) {
    run.meter().step();
    if (value == None.NONE) {
      limits.addNull();
      return null;
    }
    if (value instanceof Boolean) {
      limits.addBoolean();
      return value;
    }
    if (value instanceof String text) {
      return limits.text(text);
    }
    if (value instanceof Long || value instanceof Double || value instanceof BigInteger) {
      return number(value, place);
    }
    if (value instanceof StarDict dict) {
      return dict(dict, place);
    }
    if (value instanceof StarList || value instanceof StarTuple || value instanceof StarRows) {
      return list(value, place);
    }
    throw wrong(place, kind(value), advice(value));
  }

  private Object number(Object number, String place) {
    limits.addNumber();
    if (number instanceof BigInteger) {
      throw wrong(place + " is a number of more than 64 bits");
    }
    if (number instanceof Double real && (Double.isNaN(real) || Double.isInfinite(real))) {
      throw wrong(place + " is not a finite number");
    }
    return number;
  }

  private List<Object> list(Object value, String place) {
    limits.enterList(value, Type.of(value).length(value), place);
    List<Object> list = new ArrayList<>();
    for (Object element : Iterables.elements(run, value)) {
      list.add(value(element, place + "[" + list.size() + "]"));
    }
    limits.leave(value);
    return Collections.unmodifiableList(list);
  }

  private Map<String, Object> dict(StarDict dict, String place) {
    limits.enter(dict, place);
    Object[] keys = dict.keys(run);
    Object[] values = dict.values(run);
    Map<String, Object> map = new LinkedHashMap<>();
    for (int at = 0; at < keys.length; at++) {
      if (!(keys[at] instanceof String name)) {
        throw wrong(place + " has a key that is " + kind(keys[at]) + "; write str(key)");
      }
      map.put(limits.name(name), value(values[at], limits.place(place, name)));
    }
    limits.leave(dict);
    return Collections.unmodifiableMap(map);
  }

  private static String kind(Object value) {
    String name = Type.name(value);
    return value == None.NONE ? "None" : (name.equals("object") ? "an " : "a ") + name;
  }

  private static String advice(Object value) {
    return switch (Type.name(value)) {
      case "set" -> "return sorted(…) or list(…)";
      case "range", "generator", "iterator" -> "return list(…)";
      case "object" -> "return one of its fields";
      case "bytes" -> "return str(…) or .decode()";
      default -> "return texts, numbers, booleans, lists and dicts";
    };
  }
}
