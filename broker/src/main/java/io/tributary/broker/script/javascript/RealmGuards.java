package io.tributary.broker.script.javascript;

import io.tributary.broker.script.LetterCase;
import io.tributary.broker.script.Marks;
import io.tributary.broker.script.ScriptUsage;
import java.util.function.Function;
import org.mozilla.javascript.Callable;
import org.mozilla.javascript.Context;
import org.mozilla.javascript.LambdaFunction;
import org.mozilla.javascript.NativeArray;
import org.mozilla.javascript.ScriptRuntime;
import org.mozilla.javascript.Scriptable;
import org.mozilla.javascript.ScriptableObject;
import org.mozilla.javascript.SerializableCallable;
import org.mozilla.javascript.SymbolKey;
import org.mozilla.javascript.Undefined;
import org.mozilla.javascript.regexp.NativeRegExp;

/**
 * Stand-ins for built-in functions that could make something huge, or work without end, within one
 * call: each call counts as one step. Each reads its arguments once, since reading them may run
 * script code that answers differently the second time.
 */
final class RealmGuards {
  /** Most characters that one {@code replace} may make on the way. */
  private static final long LARGEST_REPLACEMENT = 1L << 20;

  static final int MOST_MARKS = 256;

  private final Context context;
  private final Scriptable scope;

  RealmGuards(Context context, Scriptable scope) {
    this.context = context;
    this.scope = scope;
  }

  /** The object {@code native} of {@code realm.js}. */
  Scriptable all() {
    Scriptable all = context.newObject(scope);
    add(all, "repeat", (cx, in, self, arguments) -> repeat(text(self), count(arguments, 0)));
    add(all, "padStart", (cx, in, self, arguments) -> padding(self, arguments) + text(self));
    add(all, "padEnd", (cx, in, self, arguments) -> text(self) + padding(self, arguments));
    add(all, "concat", (cx, in, self, arguments) -> concat(self, arguments));
    add(all, "join", (cx, in, self, arguments) -> join(self, separator(arguments)));
    add(all, "listText", (cx, in, self, arguments) -> join(self, ","));
    add(
        all,
        "stringify",
        (cx, in, self, arguments) ->
            new JsJson(cx, in, JsJson.indent(arguments)).text(argument(arguments)));
    add(all, "upper", (cx, in, self, arguments) -> bounded(LetterCase.upper(bounded(text(self)))));
    add(all, "lower", (cx, in, self, arguments) -> bounded(LetterCase.lower(bounded(text(self)))));
    wrapping(all, "growing", RealmGuards::growing);
    wrapping(all, "normalizing", RealmGuards::normalizing);
    wrapping(all, "searching", RealmGuards::searching);
    wrapping(all, "replacing", RealmGuards::replacing);
    wrapping(all, "listing", original -> listing(original, false));
    wrapping(all, "changing", original -> listing(original, true));
    wrapping(all, "applying", RealmGuards::applying);
    wrapping(all, "parsing", RealmGuards::parsing);
    return all;
  }

  /** Refuses a text that an expression has made; {@link JsGuards} puts calls of it into scripts. */
  LambdaFunction shortText() {
    return new LambdaFunction(
        scope,
        "",
        1,
        (cx, in, self, arguments) -> {
          if (arguments[0] instanceof CharSequence text) {
            ScriptUsage.textLength(text.length());
          }
          return arguments[0];
        });
  }

  /** The same for a list; anything else that can be walked is bounded by what it took to make. */
  LambdaFunction shortList(boolean walked) {
    return new LambdaFunction(
        scope,
        "",
        1,
        (cx, in, self, arguments) -> {
          if (arguments[0] instanceof NativeArray list) {
            ScriptUsage.listLength(list.getLength());
          } else if (walked && !isWalkable(arguments[0])) {
            throw JsRefusal.NOTHING_TO_SPREAD.error();
          }
          return arguments[0];
        });
  }

  /** {@code Function.prototype.apply} for lists of a bounded length. */
  LambdaFunction apply() {
    Callable original =
        (Callable)
            ScriptableObject.getProperty(ScriptableObject.getFunctionPrototype(scope), "apply");
    return new LambdaFunction(scope, "", 2, applying(original), false);
  }

  private static boolean isWalkable(Object value) {
    return value instanceof CharSequence
        || (value instanceof Scriptable object
            && ScriptableObject.getProperty(object, SymbolKey.ITERATOR) instanceof Callable);
  }

  private void add(Scriptable all, String name, SerializableCallable body) {
    LambdaFunction function = new LambdaFunction(scope, name, 1, body, false);
    ScriptableObject.putProperty(all, name, function);
  }

  private void wrapping(
      Scriptable all, String name, Function<Callable, SerializableCallable> wrapper) {
    add(
        all,
        name,
        (cx, in, self, arguments) -> {
          Callable original = (Callable) arguments[0];
          String label =
              ScriptRuntime.toString(
                  ScriptableObject.getProperty((Scriptable) arguments[0], "name"));
          return new LambdaFunction(scope, label, 1, wrapper.apply(original), false);
        });
  }

  private static SerializableCallable growing(Callable original) {
    return (cx, in, self, arguments) -> {
      Object made = original.call(cx, in, self, arguments);
      if (made instanceof CharSequence text) {
        ScriptUsage.textLength(text.length());
      }
      return made;
    };
  }

  /** The engine sorts the marks of a letter one by one. */
  private static SerializableCallable normalizing(Callable original) {
    return (cx, in, self, arguments) -> {
      String text = bounded(text(self));
      if (Marks.most(text) > MOST_MARKS) {
        throw JsRefusal.MANY_MARKS.error();
      }
      return bounded(
          (String) original.call(cx, in, ScriptRuntime.toObject(cx, in, text), arguments));
    };
  }

  /** What is looked for is a text or an expression; expressions count their own steps. */
  private static SerializableCallable searching(Callable original) {
    return (cx, in, self, arguments) -> {
      String text = text(self);
      Object[] given = arguments.clone();
      if (given.length > 0 && !(given[0] instanceof NativeRegExp)) {
        if (!Undefined.isUndefined(given[0])) {
          given[0] = ScriptRuntime.toString(given[0]);
          ScriptUsage.search(text.length(), ((String) given[0]).length());
        }
      }
      return original.call(cx, in, ScriptRuntime.toObject(cx, in, text), given);
    };
  }

  private static String bounded(String text) {
    ScriptUsage.textLength(text.length());
    return text;
  }

  private static SerializableCallable listing(Callable original, boolean changes) {
    return (cx, in, self, arguments) -> {
      if (changes && array(self).isSealed()) {
        // The engine's own functions change even sealed lists.
        throw JsRefusal.READ_ONLY.error();
      }
      ScriptUsage.listLength(array(self).getLength());
      for (Object argument : arguments) {
        if (argument instanceof NativeArray list) {
          ScriptUsage.listLength(list.getLength());
        }
      }
      return original.call(cx, in, self, arguments);
    };
  }

  private static SerializableCallable applying(Callable original) {
    return (cx, in, self, arguments) -> {
      if (arguments.length > 1 && arguments[1] != null && !Undefined.isUndefined(arguments[1])) {
        Object list = arguments[1];
        if (!(list instanceof NativeArray array)) {
          throw JsRefusal.NOTHING_TO_APPLY.error();
        }
        ScriptUsage.listLength(array.getLength());
      }
      return original.call(cx, in, self, arguments);
    };
  }

  private static SerializableCallable parsing(Callable original) {
    return (cx, in, self, arguments) -> {
      String text = ScriptRuntime.toString(argument(arguments));
      JsJson.checkDepth(text);
      Object reviver = arguments.length > 1 ? arguments[1] : Undefined.instance;
      return original.call(cx, in, self, new Object[] {text, reviver});
    };
  }

  private static SerializableCallable replacing(Callable original) {
    return (cx, in, self, arguments) -> {
      String text = text(self);
      Object pattern = argument(arguments);
      Object replacement = arguments.length > 1 ? arguments[1] : Undefined.instance;
      if (!(pattern instanceof NativeRegExp)) {
        String part = ScriptRuntime.toString(pattern);
        ScriptUsage.search(text.length(), part.length());
        pattern = part;
      }
      if (!(replacement instanceof Callable)) {
        String put = ScriptRuntime.toString(replacement);
        long references = put.chars().filter(character -> character == '$').count();
        long each = put.length() + references * text.length();
        if ((text.length() + 1L) * each > LARGEST_REPLACEMENT) {
          ScriptUsage.textLength(text.length() + (text.length() + 1L) * each);
        }
        replacement = put;
      }
      Object made =
          original.call(
              cx, in, ScriptRuntime.toObject(cx, in, text), new Object[] {pattern, replacement});
      ScriptUsage.textLength(((CharSequence) made).length());
      return made;
    };
  }

  private static String repeat(String text, double count) {
    if (count < 0 || Double.isInfinite(count)) {
      throw JsRefusal.NO_TIMES.error();
    }
    ScriptUsage.textLength((long) (count * text.length()));
    return text.repeat((int) count);
  }

  private static String padding(Scriptable self, Object[] arguments) {
    double missing = count(arguments, 0) - text(self).length();
    String fill =
        arguments.length > 1 && !Undefined.isUndefined(arguments[1])
            ? ScriptRuntime.toString(arguments[1])
            : " ";
    if (missing <= 0 || fill.isEmpty()) {
      return "";
    }
    ScriptUsage.textLength((long) missing);
    return fill.repeat((int) missing / fill.length() + 1).substring(0, (int) missing);
  }

  private static String concat(Scriptable self, Object[] arguments) {
    StringBuilder all = new StringBuilder(text(self));
    for (Object argument : arguments) {
      String more = ScriptRuntime.toString(argument);
      ScriptUsage.textLength((long) all.length() + more.length());
      all.append(more);
    }
    return all.toString();
  }

  private static String join(Scriptable self, String separator) {
    NativeArray list = array(self);
    ScriptUsage.listLength(list.getLength());
    StringBuilder all = new StringBuilder();
    for (int index = 0; index < list.getLength(); index++) {
      if (index > 0) {
        all.append(separator);
      }
      Object element = ScriptableObject.getProperty(list, index);
      if (element != null && element != Scriptable.NOT_FOUND && !Undefined.isUndefined(element)) {
        String text = ScriptRuntime.toString(element);
        ScriptUsage.textLength((long) all.length() + text.length());
        all.append(text);
      }
      ScriptUsage.textLength(all.length());
    }
    return all.toString();
  }

  private static String separator(Object[] arguments) {
    Object given = argument(arguments);
    return Undefined.isUndefined(given) ? "," : ScriptRuntime.toString(given);
  }

  private static Object argument(Object[] arguments) {
    return arguments.length == 0 ? Undefined.instance : arguments[0];
  }

  private static double count(Object[] arguments, int index) {
    return arguments.length > index ? ScriptRuntime.toInteger(arguments[index]) : 0;
  }

  private static String text(Scriptable self) {
    if (self == null || Undefined.isUndefined(self)) {
      throw JsRefusal.NO_TEXT.error();
    }
    return ScriptRuntime.toString(self);
  }

  /** Anything else may claim any length, and another one the next time. */
  private static NativeArray array(Scriptable self) {
    if (self instanceof NativeArray array) {
      return array;
    }
    throw JsRefusal.NO_LIST.error();
  }
}
