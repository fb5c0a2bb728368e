package io.tributary.broker.script.javascript;

import io.tributary.broker.script.CompiledScripts;
import io.tributary.broker.script.LimitError;
import io.tributary.broker.script.Limits;
import io.tributary.broker.script.ScriptFailure;
import io.tributary.broker.script.ScriptInput;
import io.tributary.broker.script.ScriptLog;
import io.tributary.broker.script.ScriptReads;
import io.tributary.broker.script.ScriptRoom;
import io.tributary.broker.script.ScriptSyntax;
import io.tributary.broker.script.ScriptText;
import io.tributary.broker.script.ScriptUsage;
import io.tributary.broker.script.ScriptUsed;
import io.tributary.broker.script.UnknownName;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.mozilla.javascript.Context;
import org.mozilla.javascript.Function;
import org.mozilla.javascript.JavaScriptException;
import org.mozilla.javascript.NativeArray;
import org.mozilla.javascript.RhinoException;
import org.mozilla.javascript.Script;
import org.mozilla.javascript.ScriptStackElement;
import org.mozilla.javascript.Scriptable;
import org.mozilla.javascript.ScriptableObject;
import org.mozilla.javascript.Undefined;

/**
 * JavaScript for one thread: built-in objects that no script can change, and for each evaluation a
 * context and a scope of its own.
 */
final class RhinoRoom implements ScriptRoom {
  /**
   * CPU time for the evaluation in which a script's classes load and its regular expressions are
   * read. Its outcome is thrown away, so that no script fails because the process is young.
   */
  private static final Duration FIRST_TIME = Duration.ofMillis(500);

  private static final String TOO_DEEP = "Exceeded maximum stack depth";

  private final ScriptUsage usage = new ScriptUsage();
  private final ScriptLog log = new ScriptLog();
  private final ScriptReads reads = new ScriptReads();
  private final RhinoContexts contexts = new RhinoContexts(usage, Limits.DEFAULT.depth());

  private final CompiledScripts<Script> compiled = new CompiledScripts<>();
  private final CompiledScripts<List<UnknownName>> unknown = new CompiledScripts<>();
  private ScriptableObject global;
  private Object[] guards;

  RhinoRoom() {
    furnish();
  }

  @Override
  public void warmUp(ScriptText script, ScriptInput input) {
    try {
      once(script, input, Limits.DEFAULT.withTime(FIRST_TIME));
    } catch (ScriptFailure ignored) {
      // Said again, and heard, by the evaluation that counts.
    }
  }

  @Override
  public Map<String, Object> evaluate(ScriptText script, ScriptInput input, Limits limits) {
    if (!compiled.has(script)) {
      warmUp(script, input);
    }
    return once(script, input, limits);
  }

  private Map<String, Object> once(ScriptText script, ScriptInput input, Limits limits) {
    usage.forget();
    log.start();
    reads.start();
    return contexts.inFresh(
        context -> {
          context.setMaximumInterpreterStackDepth(limits.depth());
          return guarded(
              script,
              () -> {
                Script ready = compile(context, script);
                usage.start(limits);
                return run(context, script, ready, input, limits);
              });
        });
  }

  @Override
  public ScriptUsed used() {
    return usage.used();
  }

  @Override
  public List<String> logged() {
    return log.lines();
  }

  @Override
  public Set<String> reads() {
    return reads.names();
  }

  @Override
  public List<UnknownName> unknownNames(ScriptText script) {
    if (global == null) {
      furnish();
    }
    try {
      JsTree tree = JsTree.of(JavaScriptSource.prepare(script));
      return JsNames.unknown(tree, JsMistake.names(global));
    } catch (ScriptSyntax | StackOverflowError unread) {
      // Advice only: whoever loads or runs the script is told.
      return List.of();
    }
  }

  int scripts() {
    return compiled.size();
  }

  private Map<String, Object> run(
      Context context, ScriptText script, Script ready, ScriptInput input, Limits limits) {
    Scriptable scope = context.newObject(global);
    scope.setPrototype(global);
    scope.setParentScope(null);
    Function outer = (Function) ready.exec(context, scope, scope);
    Scriptable nobody = Undefined.SCRIPTABLE_UNDEFINED;
    Function body = (Function) outer.call(context, scope, nobody, guards);
    Object[] arguments = new JsInput(global, reads).arguments(script, input);
    Object returned = body.call(context, scope, nobody, arguments);
    return new JsResult(limits.resultBytes()).read(returned);
  }

  /** Whatever comes out of the engine becomes a failure that says why. */
  private Map<String, Object> guarded(ScriptText script, Supplier<Map<String, Object>> evaluation) {
    try {
      return evaluation.get();
    } catch (LimitError reached) {
      throw new ScriptFailure(reached.reason(), reached.getMessage(), 0);
    } catch (StackOverflowError deep) {
      throw hurt(ScriptFailure.Reason.DEPTH, "called too deeply");
    } catch (OutOfMemoryError huge) {
      throw hurt(ScriptFailure.Reason.MEMORY, "asked for more memory than there is");
    } catch (RhinoException thrown) {
      throw failure(script, thrown);
    } catch (ScriptSyntax wrong) {
      throw new ScriptFailure(ScriptFailure.Reason.THROWN, wrong.getMessage(), wrong.line());
    } catch (ScriptFailure failure) {
      throw failure;
    } catch (RuntimeException fault) {
      throw hurt(ScriptFailure.Reason.THROWN, "stopped the engine: " + fault.getClass().getName());
    } finally {
      usage.stop();
    }
  }

  /** An error amid the engine's own code may have left it half-done: the room is furnished anew. */
  private ScriptFailure hurt(ScriptFailure.Reason reason, String message) {
    usage.stop();
    compiled.clear();
    global = null;
    return new ScriptFailure(reason, message, 0);
  }

  private ScriptFailure failure(ScriptText script, RhinoException thrown) {
    usage.stop();
    String message = thrown.details() == null ? "" : thrown.details();
    // The interpreter reports its own depth limit as an exception that scripts can catch.
    if (message.endsWith(TOO_DEEP)) {
      return new ScriptFailure(ScriptFailure.Reason.DEPTH, TOO_DEEP, line(script, thrown));
    }
    JsMistake mistake = new JsMistake(script, global, this::namesOf);
    if (!(thrown instanceof JavaScriptException)) {
      return mistake.told(thrown, line(script, thrown));
    }
    return isOwn(script, thrown)
        ? JsMistake.failure(message, line(script, thrown)).onPurpose()
        : mistake.toldByOurs(message, line(script, thrown));
  }

  /** Whether the script threw it, and nothing of ours that it called. */
  private static boolean isOwn(ScriptText script, RhinoException thrown) {
    ScriptStackElement[] stack = thrown.getScriptStack();
    return stack.length == 0 || script.name().equals(stack[0].fileName);
  }

  /** Read once: who logs in again and again shall not make us read it each time. */
  private List<UnknownName> namesOf(ScriptText script) {
    return unknown.get(script, this::unknownNames);
  }

  /** The author's line, also where something of ours threw that the script has called. */
  private static int line(ScriptText script, RhinoException thrown) {
    return Stream.of(thrown.getScriptStack())
        .filter(frame -> script.name().equals(frame.fileName))
        .findFirst()
        .map(frame -> frame.lineNumber)
        .orElse(0);
  }

  private Script compile(Context context, ScriptText script) {
    if (global == null) {
      furnish();
    }
    return compiled.get(script, text -> RhinoLanguage.compile(context, text));
  }

  private void furnish() {
    contexts.inFresh(
        context -> {
          ScriptableObject made = context.initSafeStandardObjects(null, false);
          Scriptable nobody = Undefined.SCRIPTABLE_UNDEFINED;
          Function library = resource(context, made, "library.js");
          library.call(context, made, nobody, new Object[] {made, new JsLog(log).function(made)});
          RealmGuards natives = new RealmGuards(context, made);
          Function language = resource(context, made, "language.js");
          NativeArray words =
              (NativeArray)
                  language.call(
                      context, made, nobody, new Object[] {natives.apply(), JsClasses.CONSTRUCT});
          Function harden = resource(context, made, "realm.js");
          NativeArray shared =
              (NativeArray) harden.call(context, made, nobody, new Object[] {natives.all(), made});
          for (Object object : shared) {
            ((ScriptableObject) object).sealObject();
          }
          guards = ours(natives, words);
          global = made;
          return null;
        });
  }

  /** What scripts call without knowing, in the order of {@link JavaScriptSource#OURS}. */
  private static Object[] ours(RealmGuards natives, NativeArray words) {
    List<Object> all =
        new ArrayList<>(
            List.of(natives.shortText(), natives.shortList(true), natives.shortList(false)));
    for (Object word : words) {
      all.add(word);
    }
    all.forEach(each -> ((ScriptableObject) each).sealObject());
    return all.toArray();
  }

  private static Function resource(Context context, Scriptable scope, String name) {
    try (InputStream in = RhinoRoom.class.getResourceAsStream(name)) {
      String source = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return (Function) context.evaluateString(scope, source, name, 1, null);
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }
}
