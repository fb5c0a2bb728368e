package io.tributary.broker.script.javascript;

import io.tributary.broker.script.LimitError;
import io.tributary.broker.script.ScriptFailure;
import io.tributary.broker.script.ScriptInput;
import io.tributary.broker.script.ScriptNotes;
import io.tributary.broker.script.ScriptReads;
import io.tributary.broker.script.ScriptText;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.mozilla.javascript.LambdaFunction;
import org.mozilla.javascript.NativeArray;
import org.mozilla.javascript.NativeObject;
import org.mozilla.javascript.Scriptable;
import org.mozilla.javascript.ScriptableObject;

/** Copies Java values into read-only values of the engine. No Java object gets in. */
final class JsInput {
  private static final int DEEPEST = 64;
  private static final Pattern INDEX = Pattern.compile("0|[1-9][0-9]{0,8}");

  private final Scriptable scope;
  private final ScriptReads reads;

  /** Looked up once: each look walks through scopes. */
  private final Scriptable objects;

  private final Scriptable arrays;

  /**
   * @param scope the one that every evaluation shares: it knows the prototypes of what is made
   */
  JsInput(Scriptable scope, ScriptReads reads) {
    this.objects = ScriptableObject.getObjectPrototype(scope);
    this.arrays = ScriptableObject.getArrayPrototype(scope);
    this.scope = scope;
    this.reads = reads;
  }

  /** The arguments of the script's function. */
  Object[] arguments(ScriptText script, ScriptInput input) {
    List<String> names = script.parameters();
    Object[] arguments = new Object[names.size()];
    for (int at = 0; at < arguments.length; at++) {
      arguments[at] = value(input.of(names.get(at)), 0);
    }
    return arguments;
  }

  private Object value(Object value, int depth) {
    if (depth > DEEPEST) {
      throw new LimitError(
          ScriptFailure.Reason.DEPTH, "was given values nested deeper than " + DEEPEST);
    }
    // Most are texts: they come first.
    if (value instanceof String || value == null || value instanceof Boolean) {
      return value;
    }
    if (value instanceof Number number) {
      return JsNumbers.given(number);
    }
    if (value instanceof Map<?, ?> map) {
      return object(map, depth);
    }
    if (value instanceof ScriptInput.Watched watched) {
      return watched(watched, depth);
    }
    if (value instanceof JsonObject object) {
      return object(object.getMap(), depth);
    }
    if (value instanceof JsonArray array) {
      return list(array.getList(), depth);
    }
    if (value instanceof Collection<?> list) {
      return list(list, depth);
    }
    if (value instanceof ScriptInput.Thing thing) {
      return object(thing.attributes(), depth);
    }
    if (value instanceof ScriptInput.Rows table) {
      return list(table.rows(), depth);
    }
    if (value instanceof ScriptNotes notes) {
      return JsNotes.function(scope, notes);
    }
    if (value instanceof ScriptInput.Unfetched nobodys) {
      // Within a list: there is no reading of one element only.
      throw unfetched(nobodys);
    }
    return value.toString();
  }

  private static LimitError unfetched(ScriptInput.Unfetched value) {
    return new LimitError(
        ScriptFailure.Reason.UNFETCHED, "read " + value.name() + ", which could not be fetched");
  }

  private Scriptable list(Collection<?> list, int depth) {
    Object[] elements = new Object[list.size()];
    int at = 0;
    for (Object element : list) {
      elements[at++] = value(element, depth + 1);
    }
    NativeArray array = new NativeArray(elements);
    array.setPrototype(arrays);
    array.setParentScope(scope);
    array.sealObject();
    return array;
  }

  private Scriptable object(Map<?, ?> map, int depth) {
    return filled(new NativeObject(), map, depth);
  }

  private Scriptable watched(ScriptInput.Watched watched, int depth) {
    Map<?, ?> members =
        watched.value() instanceof ScriptInput.Thing thing
            ? thing.attributes()
            : (Map<?, ?>) watched.value();
    JsWatched object = new JsWatched(watched.path(), reads);
    return filled(object, members, depth);
  }

  private Scriptable filled(NativeObject object, Map<?, ?> map, int depth) {
    object.setPrototype(objects);
    object.setParentScope(scope);
    map.forEach(
        (name, member) -> {
          if (member instanceof ScriptInput.Unfetched nobodys) {
            refuse(object, name.toString(), nobodys);
          } else {
            put(object, name.toString(), value(member, depth + 1));
          }
        });
    object.sealObject();
    return object;
  }

  private void refuse(ScriptableObject object, String name, ScriptInput.Unfetched value) {
    boolean index = isIndex(name);
    LambdaFunction refusal =
        new LambdaFunction(
            scope,
            name,
            0,
            (cx, callScope, self, arguments) -> {
              throw unfetched(value);
            });
    object.setGetterOrSetter(
        index ? null : name, index ? Integer.parseInt(name) : 0, refusal, false);
  }

  private static boolean isIndex(String name) {
    return !name.isEmpty() && name.charAt(0) <= '9' && INDEX.matcher(name).matches();
  }

  /** Names of digits are indexes to the engine, and are not found under their text. */
  private static void put(ScriptableObject object, String name, Object value) {
    if (isIndex(name)) {
      object.put(Integer.parseInt(name), object, value);
    } else {
      object.put(name, object, value);
    }
  }
}
