package io.tributary.broker.script.javascript;

import io.tributary.broker.script.LimitError;
import io.tributary.broker.script.ScriptFailure;
import io.tributary.broker.script.ScriptUsage;
import org.mozilla.javascript.Callable;
import org.mozilla.javascript.Context;
import org.mozilla.javascript.NativeArray;
import org.mozilla.javascript.ScriptRuntime;
import org.mozilla.javascript.Scriptable;
import org.mozilla.javascript.ScriptableObject;
import org.mozilla.javascript.Undefined;

/**
 * {@code JSON.stringify} with bounds. The engine's own neither counts its steps nor stops at a
 * value that holds itself many times over.
 */
final class JsJson {
  private static final int DEEPEST = 100;
  private static final int WIDEST = 10;

  private final Context context;
  private final Scriptable scope;
  private final String indent;
  private final StringBuilder out = new StringBuilder();

  /**
   * @param indent of each level, empty for all on one line
   */
  JsJson(Context context, Scriptable scope, String indent) {
    this.context = context;
    this.scope = scope;
    this.indent = indent;
  }

  /** What the arguments of {@code stringify} ask for (ECMA-262 §25.5.2). */
  static String indent(Object[] arguments) {
    if (arguments.length > 1 && arguments[1] != null && !Undefined.isUndefined(arguments[1])) {
      throw JsRefusal.REPLACER.error();
    }
    Object asked = arguments.length > 2 ? arguments[2] : null;
    if (asked instanceof Number number) {
      return " ".repeat(Math.max(0, Math.min(WIDEST, (int) number.doubleValue())));
    }
    return asked instanceof CharSequence text
        ? text.subSequence(0, Math.min(WIDEST, text.length())).toString()
        : "";
  }

  /** The text of a value; undefined for what JSON does not know. */
  Object text(Object value) {
    return write(value, 0) ? out.toString() : Undefined.instance;
  }

  /** Refuses a text whose brackets are nested so deeply that reading it overflows the stack. */
  static void checkDepth(String json) {
    int depth = 0;
    boolean inText = false;
    for (int index = 0; index < json.length(); index++) {
      char character = json.charAt(index);
      if (inText) {
        if (character == '\\') {
          index++;
        } else if (character == '"') {
          inText = false;
        }
      } else if (character == '"') {
        inText = true;
      } else if (character == '[' || character == '{') {
        depth++;
        deep(depth);
      } else if (character == ']' || character == '}') {
        depth--;
      }
    }
  }

  private static void deep(int depth) {
    if (depth > DEEPEST) {
      throw new LimitError(ScriptFailure.Reason.DEPTH, "used JSON nested deeper than " + DEEPEST);
    }
  }

  private boolean write(Object given, int depth) {
    deep(depth);
    ScriptUsage.textLength(out.length());
    Object value = plain(given);
    if (Undefined.isUndefined(value)
        || value == Scriptable.NOT_FOUND
        || value instanceof Callable) {
      return false;
    }
    if (value == null) {
      out.append("null");
    } else if (value instanceof CharSequence text) {
      quote(text);
    } else if (value instanceof Number number) {
      double finite = number.doubleValue();
      out.append(
          Double.isNaN(finite) || Double.isInfinite(finite)
              ? "null"
              : ScriptRuntime.toString(number));
    } else if (value instanceof Boolean) {
      out.append(value);
    } else if (value instanceof NativeArray array) {
      list(array, depth);
    } else if (value instanceof Scriptable object) {
      object(object, depth);
    } else {
      return false;
    }
    return true;
  }

  /** ECMA-262 §25.5.2.2: an object may say itself what stands for it. */
  private Object plain(Object value) {
    if (value instanceof Scriptable object
        && ScriptableObject.getProperty(object, "toJSON") instanceof Callable own) {
      return own.call(context, scope, object, new Object[0]);
    }
    return value;
  }

  private void list(NativeArray array, int depth) {
    ScriptUsage.listLength(array.getLength());
    out.append('[');
    for (int index = 0; index < array.getLength(); index++) {
      if (index > 0) {
        out.append(',');
      }
      line(depth + 1);
      if (!write(ScriptableObject.getProperty(array, index), depth + 1)) {
        out.append("null");
      }
    }
    if (array.getLength() > 0) {
      line(depth);
    }
    out.append(']');
  }

  private void object(Scriptable object, int depth) {
    out.append('{');
    int start = out.length();
    for (Object id : object.getIds()) {
      int before = out.length();
      if (before > start) {
        out.append(',');
      }
      line(depth + 1);
      quote(id.toString());
      out.append(indent.isEmpty() ? ":" : ": ");
      Object member =
          id instanceof Integer index
              ? ScriptableObject.getProperty(object, index)
              : ScriptableObject.getProperty(object, id.toString());
      if (!write(member, depth + 1)) {
        out.setLength(before);
      }
    }
    if (out.length() > start) {
      line(depth);
    }
    out.append('}');
  }

  private void line(int depth) {
    if (!indent.isEmpty()) {
      ScriptUsage.textLength(out.length() + (long) depth * indent.length());
      out.append('\n').append(indent.repeat(depth));
    }
  }

  private void quote(CharSequence text) {
    ScriptUsage.textLength((long) out.length() + text.length());
    out.append('"');
    for (char character : text.toString().toCharArray()) {
      switch (character) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        case '\b' -> out.append("\\b");
        case '\f' -> out.append("\\f");
        default -> {
          if (character < ' ') {
            out.append(String.format("\\u%04x", (int) character));
          } else {
            out.append(character);
          }
        }
      }
    }
    out.append('"');
  }
}
