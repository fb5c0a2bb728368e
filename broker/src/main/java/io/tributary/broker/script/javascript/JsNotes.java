package io.tributary.broker.script.javascript;

import io.tributary.broker.script.ScriptNotes;
import java.util.ArrayList;
import java.util.List;
import org.mozilla.javascript.LambdaFunction;
import org.mozilla.javascript.NativeArray;
import org.mozilla.javascript.ScriptRuntime;
import org.mozilla.javascript.Scriptable;
import org.mozilla.javascript.ScriptableObject;
import org.mozilla.javascript.Undefined;

/** {@code noted(place, claim, before, after)}, for scripts of our own making. */
final class JsNotes {
  private JsNotes() {}

  /** For one evaluation. */
  static LambdaFunction function(Scriptable scope, ScriptNotes notes) {
    notes.start();
    LambdaFunction function =
        new LambdaFunction(
            scope,
            ScriptNotes.PARAMETER,
            4,
            (context, in, self, given) -> {
              notes.add(
                  new ScriptNotes.Note(
                      ScriptRuntime.toInt32(given[0]),
                      given[1].toString(),
                      plain(given[2]),
                      plain(given[3])));
              return Undefined.instance;
            },
            false);
    function.sealObject();
    return function;
  }

  /** Objects are told of by nothing: no rule makes one out of its parts. */
  private static Object plain(Object value) {
    if (value instanceof NativeArray array) {
      List<Object> list = new ArrayList<>((int) array.getLength());
      for (int index = 0; index < array.getLength(); index++) {
        list.add(plain(ScriptableObject.getProperty(array, index)));
      }
      return list;
    }
    return value instanceof CharSequence
        ? value.toString()
        : value instanceof Number || value instanceof Boolean ? value : null;
  }
}
