package io.tributary.broker.claims;

import io.tributary.broker.identity.Claim;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.mozilla.javascript.Context;
import org.mozilla.javascript.LambdaFunction;
import org.mozilla.javascript.Scriptable;
import org.mozilla.javascript.ScriptableObject;

/** Copies Java values into read-only values of the engine. No Java object gets in. */
final class JsInput {
  private static final int DEEPEST = 64;
  private static final Pattern INDEX = Pattern.compile("0|[1-9][0-9]{0,8}");

  /** Empty claims that a script may walk through without asking. */
  private static final Set<String> LISTS = Set.of("groups", "roles");

  private final Context context;
  private final Scriptable scope;

  JsInput(Context context, Scriptable scope) {
    this.context = context;
    this.scope = scope;
  }

  /** The arguments of a mapping: claims, request, client, scopes. */
  Object[] arguments(ScriptInput input) {
    Scriptable request =
        object(Map.of("user", input.user(), "upstream", input.identity().upstream()), 0);
    return new Object[] {
      claims(input.identity().raw().all()),
      request,
      object(Map.of("id", input.client().id()), 0),
      value(input.scopes().values(), 0)
    };
  }

  private Scriptable claims(Map<String, Claim> claims) {
    ScriptableObject object = (ScriptableObject) context.newObject(scope);
    claims.forEach(
        (name, claim) ->
            claim.fold(
                content -> put(object, name, value(content, 1)),
                () -> put(object, name, LISTS.contains(name) ? value(Set.of(), 1) : null),
                () -> object,
                () -> refuse(object, name)));
    object.sealObject();
    return object;
  }

  private ScriptableObject refuse(ScriptableObject object, String name) {
    String message = "read claims." + name + ", which the provider could not be asked for";
    object.setGetterOrSetter(
        name,
        0,
        new LambdaFunction(
            scope,
            name,
            0,
            (cx, callScope, self, arguments) -> {
              throw new LimitError(ScriptFailure.Reason.UNFETCHED, message);
            }),
        false);
    return object;
  }

  private Object value(Object value, int depth) {
    if (depth > DEEPEST) {
      throw new LimitError(
          ScriptFailure.Reason.DEPTH, "was given claims nested deeper than " + DEEPEST);
    }
    if (value == null || value instanceof Boolean) {
      return value;
    }
    if (value instanceof Number number) {
      return number.doubleValue();
    }
    if (value instanceof Map<?, ?> map) {
      return object(map, depth);
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
    return value.toString();
  }

  private Scriptable list(Collection<?> list, int depth) {
    Object[] elements = list.stream().map(element -> value(element, depth + 1)).toArray();
    ScriptableObject array = (ScriptableObject) context.newArray(scope, elements);
    array.sealObject();
    return array;
  }

  private Scriptable object(Map<?, ?> map, int depth) {
    ScriptableObject object = (ScriptableObject) context.newObject(scope);
    map.forEach((name, member) -> put(object, name.toString(), value(member, depth + 1)));
    object.sealObject();
    return object;
  }

  /** Names of digits are indexes to the engine, and are not found under their text. */
  private static ScriptableObject put(ScriptableObject object, String name, Object value) {
    if (INDEX.matcher(name).matches()) {
      object.put(Integer.parseInt(name), object, value);
    } else {
      object.put(name, object, value);
    }
    return object;
  }
}
