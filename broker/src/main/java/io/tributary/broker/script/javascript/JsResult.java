package io.tributary.broker.script.javascript;

import io.tributary.broker.script.ScriptFailure;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.mozilla.javascript.NativeArray;
import org.mozilla.javascript.NativeObject;
import org.mozilla.javascript.Scriptable;
import org.mozilla.javascript.ScriptableObject;
import org.mozilla.javascript.Undefined;

/** Copies what a script returned into plain Java, and refuses what is no plain value. */
final class JsResult {
  private static final int DEEPEST = 32;
  private static final double LARGEST_EXACT = 9_007_199_254_740_991d;

  private final int most;
  private final Set<Object> path = Collections.newSetFromMap(new IdentityHashMap<>());
  private long size;

  /**
   * @param most bytes that the result may have as JSON
   */
  JsResult(int most) {
    this.most = most;
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
    throw wrong("the result is " + kind(returned) + "; return an object");
  }

  private Object value(Object value, String place) {
    if (value == null) {
      grow(4);
      return null;
    }
    if (value instanceof Boolean) {
      grow(5);
      return value;
    }
    if (value instanceof CharSequence text) {
      return text(text);
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
    throw wrong(place + " is " + kind(value) + "; " + advice(value));
  }

  private String text(CharSequence text) {
    // The length comes first: joined texts are only put together when asked for.
    grow(text.length() + 2L);
    String whole = text.toString();
    grow((long) whole.getBytes(StandardCharsets.UTF_8).length - whole.length());
    return whole;
  }

  private Object number(double number, String place) {
    grow(8);
    if (Double.isNaN(number) || Double.isInfinite(number)) {
      throw wrong(place + " is not a finite number");
    }
    if (number == Math.rint(number) && Math.abs(number) <= LARGEST_EXACT) {
      return (long) number;
    }
    return number;
  }

  private List<Object> list(NativeArray array, String place) {
    grow(array.getLength() + 2);
    enter(array, place);
    List<Object> list = new ArrayList<>();
    for (int index = 0; index < array.getLength(); index++) {
      list.add(value(ScriptableObject.getProperty(array, index), place + "[" + index + "]"));
    }
    path.remove(array);
    return Collections.unmodifiableList(list);
  }

  private Map<String, Object> object(NativeObject object, String place) {
    enter(object, place);
    Map<String, Object> map = new LinkedHashMap<>();
    for (Object id : object.getIds()) {
      if (id instanceof String || id instanceof Integer) {
        String name = id.toString();
        grow(name.length() + 4L);
        Object member =
            id instanceof Integer index
                ? ScriptableObject.getProperty(object, index)
                : ScriptableObject.getProperty(object, name);
        map.put(name, value(member, path.size() == 1 ? name : place + "." + name));
      }
    }
    path.remove(object);
    return Collections.unmodifiableMap(map);
  }

  private void enter(Object node, String place) {
    if (!path.add(node)) {
      throw wrong(place + " contains itself");
    }
    if (path.size() > DEEPEST) {
      throw wrong(place + " is nested deeper than " + DEEPEST);
    }
  }

  private void grow(long bytes) {
    size += bytes;
    if (size > most) {
      throw new ScriptFailure(
          ScriptFailure.Reason.RESULT_SIZE, "the result has more than " + most + " bytes", 0);
    }
  }

  private static ScriptFailure wrong(String message) {
    return new ScriptFailure(ScriptFailure.Reason.RESULT_TYPE, message, 0);
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
