package io.tributary.broker.script.javascript;

import static io.tributary.broker.script.ResultLimits.wrong;

import io.tributary.broker.script.ResultLimits;
import io.tributary.broker.script.ScriptFailure;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.mozilla.javascript.NativeArray;
import org.mozilla.javascript.NativeObject;
import org.mozilla.javascript.Scriptable;
import org.mozilla.javascript.ScriptableObject;
import org.mozilla.javascript.Undefined;

/** Copies what a script returned into plain Java, and refuses what is no plain value. */
final class JsResult {
  private final ResultLimits limits;

  /**
   * @param most bytes that the result may have as JSON
   */
  JsResult(int most) {
    this.limits = new ResultLimits(most);
  }

  /**
   * The returned object's members.
   *
   * @throws ScriptFailure {@code RESULT_TYPE}, {@code RESULT_SIZE}
   */
  Map<String, Object> read(Object returned) {
    if (returned instanceof NativeObject object) {
      return object(object, "the result");
    }
    throw wrong("the result", kind(returned), "return an object");
  }

  private Object value(Object value, String place) {
    if (value == null) {
      limits.addNull();
      return null;
    }
    if (value instanceof Boolean) {
      limits.addBoolean();
      return value;
    }
    if (value instanceof CharSequence text) {
      return limits.text(text);
    }
    if (value instanceof Number number) {
      return number(number.doubleValue(), place);
    }
    if (value instanceof NativeArray array) {
      return list(array, place);
    }
    if (value instanceof NativeObject object) {
      return object(object, place);
    }
    throw wrong(place, kind(value), advice(value));
  }

  private Object number(double number, String place) {
    limits.addNumber();
    if (Double.isNaN(number) || Double.isInfinite(number)) {
      throw wrong(place + " is not a finite number");
    }
    if (number != Math.rint(number)) {
      return number;
    }
    if (!JsNumbers.isExact(number)) {
      throw wrong(
          place + " is a whole number beyond 2^53, which may be another one; return a text");
    }
    return (long) number;
  }

  private List<Object> list(NativeArray array, String place) {
    limits.enterList(array, array.getLength(), place);
    List<Object> list = new ArrayList<>();
    for (int index = 0; index < array.getLength(); index++) {
      Object element = ScriptableObject.getProperty(array, index);
      // Most are texts, which need no place.
      list.add(
          element instanceof CharSequence text
              ? limits.text(text)
              : value(element, place + "[" + index + "]"));
    }
    limits.leave(array);
    return Collections.unmodifiableList(list);
  }

  private Map<String, Object> object(NativeObject object, String place) {
    limits.enter(object, place);
    Map<String, Object> map = new LinkedHashMap<>();
    for (Object id : object.getIds()) {
      if (id instanceof String || id instanceof Integer) {
        String name = id.toString();
        String kept = limits.name(name);
        Object member =
            id instanceof Integer index
                ? ScriptableObject.getProperty(object, index)
                : ScriptableObject.getProperty(object, name);
        map.put(kept, value(member, limits.place(place, name)));
      }
    }
    limits.leave(object);
    return Collections.unmodifiableMap(map);
  }

  private static String kind(Object value) {
    if (value == null) {
      return "null";
    }
    if (Undefined.isUndefined(value) || value == Scriptable.NOT_FOUND) {
      return "undefined";
    }
    if (value instanceof Scriptable object) {
      return "a " + object.getClassName();
    }
    return value instanceof CharSequence ? "a text" : "a " + value.getClass().getSimpleName();
  }

  private static String advice(Object value) {
    if (Undefined.isUndefined(value) || value == Scriptable.NOT_FOUND) {
      return "write `?? null` where there is no value";
    }
    return switch (value instanceof Scriptable object ? object.getClassName() : "") {
      case "Set", "Map Iterator", "Set Iterator" -> "return Array.from(…)";
      case "Map" -> "return Object.fromEntries(…)";
      default -> "return texts, numbers, booleans, lists and objects";
    };
  }
}
