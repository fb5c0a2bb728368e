package io.tributary.broker.script.starlark;

import io.tributary.broker.script.LimitError;
import io.tributary.broker.script.ScriptFailure;
import io.tributary.broker.script.ScriptInput;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Collection;
import java.util.Map;

/** Copies Java values into frozen values of the language. No Java object gets in. */
final class Inputs {
  private static final int DEEPEST = 64;

  private Inputs() {}

  static Object value(Run run, Object value) {
    return value(run, value, 0);
  }

  private static Object value(Run run, Object value, int depth) {
    run.meter().reserve(32);
    if (depth > DEEPEST) {
      throw new LimitError(
          ScriptFailure.Reason.DEPTH, "was given values nested deeper than " + DEEPEST);
    }
    if (value == null) {
      return None.NONE;
    }
    if (value instanceof Boolean || value instanceof String) {
      return value;
    }
    if (value instanceof Number number) {
      return number(number);
    }
    if (value instanceof Map<?, ?> map) {
      return dict(run, new StarDict(), map, depth);
    }
    if (value instanceof ScriptInput.Watched watched) {
      return watched(run, watched, depth);
    }
    if (value instanceof JsonObject object) {
      return dict(run, new StarDict(), object.getMap(), depth);
    }
    if (value instanceof JsonArray array) {
      return list(run, array.getList(), depth);
    }
    if (value instanceof Collection<?> list) {
      return list(run, list, depth);
    }
    if (value instanceof ScriptInput.Thing thing) {
      return new StarThing(thing.attributes(), null);
    }
    if (value instanceof ScriptInput.Rows rows) {
      return StarRows.of(rows);
    }
    if (value instanceof ScriptInput.Method method) {
      Native code =
          Native.open(method.name(), (run1, self, given) -> value(run1, method.value(), 0));
      return new Builtin(code, null);
    }
    if (value instanceof ScriptInput.Unfetched nobodys) {
      // Within a list: there is no reading of one element only.
      throw new StarDict.Missing(nobodys).read();
    }
    return value.toString();
  }

  private static Object number(Number number) {
    if (number instanceof Double || number instanceof Float) {
      return number.doubleValue();
    }
    if (number instanceof BigInteger big) {
      return Ints.of(big);
    }
    return number instanceof BigDecimal decimal
        ? (Object) decimal.doubleValue()
        : (Object) number.longValue();
  }

  private static StarList list(Run run, Collection<?> list, int depth) {
    run.meter().list(list.size());
    Object[] elements = new Object[list.size()];
    int at = 0;
    for (Object element : list) {
      elements[at++] = value(run, element, depth + 1);
    }
    StarList frozen = new StarList(elements);
    Freezable.deeply(frozen);
    return frozen;
  }

  private static Object watched(Run run, ScriptInput.Watched watched, int depth) {
    return watched.value() instanceof ScriptInput.Thing thing
        ? new StarThing(thing.attributes(), watched.path())
        : dict(run, new StarDict(watched.path()), (Map<?, ?>) watched.value(), depth);
  }

  private static StarDict dict(Run run, StarDict dict, Map<?, ?> map, int depth) {
    map.forEach(
        (name, member) ->
            dict.putInput(
                run,
                name.toString(),
                member instanceof ScriptInput.Unfetched nobodys
                    ? new StarDict.Missing(nobodys)
                    : value(run, member, depth + 1)));
    Freezable.deeply(dict);
    return dict;
  }
}
