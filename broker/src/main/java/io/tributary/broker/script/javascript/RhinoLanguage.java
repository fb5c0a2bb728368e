package io.tributary.broker.script.javascript;

import io.tributary.broker.script.Limits;
import io.tributary.broker.script.ScriptLanguage;
import io.tributary.broker.script.ScriptRoom;
import io.tributary.broker.script.ScriptSyntax;
import io.tributary.broker.script.ScriptText;
import io.tributary.broker.script.ScriptUsage;
import org.mozilla.javascript.Context;
import org.mozilla.javascript.RhinoException;
import org.mozilla.javascript.Script;

/** JavaScript (ECMAScript 2015 and much of what came later) on Rhino, without any way out. */
public final class RhinoLanguage implements ScriptLanguage {
  @Override
  public String extension() {
    return "js";
  }

  @Override
  public void check(ScriptText script) {
    new RhinoContexts(new ScriptUsage(), Limits.DEFAULT.depth())
        .inFresh(context -> compile(context, script));
  }

  @Override
  public ScriptRoom open() {
    return new RhinoRoom();
  }

  /**
   * What the engine runs.
   *
   * @throws ScriptSyntax when it cannot be run
   */
  static Script compile(Context context, ScriptText script) {
    JsText ready = JavaScriptSource.prepare(script);
    try {
      return context.compileString(ready.text(), script.name(), 0, null);
    } catch (RhinoException wrong) {
      // What the parser lets pass: a broken regular expression, a break out of nowhere.
      throw JsTree.syntax(ready, wrong.details(), wrong.lineNumber(), wrong.columnNumber());
    } catch (StackOverflowError deep) {
      throw new ScriptSyntax("expressions are nested too deeply", 1, 1);
    }
  }
}
