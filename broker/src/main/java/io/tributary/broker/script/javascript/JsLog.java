package io.tributary.broker.script.javascript;

import io.tributary.broker.script.ScriptLog;
import io.tributary.broker.script.ScriptUsage;
import java.util.StringJoiner;
import org.mozilla.javascript.Callable;
import org.mozilla.javascript.Context;
import org.mozilla.javascript.LambdaFunction;
import org.mozilla.javascript.Scriptable;
import org.mozilla.javascript.Undefined;

/** {@code log(…)}: texts as they are, everything else as JSON, blanks between. */
final class JsLog {
  private final ScriptLog log;

  JsLog(ScriptLog log) {
    this.log = log;
  }

  LambdaFunction function(Scriptable scope) {
    return new LambdaFunction(
        scope,
        "log",
        1,
        (context, in, self, arguments) -> {
          StringJoiner line = new StringJoiner(" ");
          for (Object argument : arguments) {
            line.add(text(context, in, argument));
            ScriptUsage.textLength(line.length());
          }
          log.add(line.toString());
          return Undefined.instance;
        },
        false);
  }

  private static String text(Context context, Scriptable scope, Object argument) {
    if (argument instanceof CharSequence text) {
      ScriptUsage.textLength(text.length());
      return text.toString();
    }
    if (argument instanceof Callable) {
      return "(a function)";
    }
    Object json = new JsJson(context, scope, "").text(argument);
    return json instanceof String text ? text : "undefined";
  }
}
