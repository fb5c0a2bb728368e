package io.tributary.broker.script.javascript;

import io.tributary.broker.script.Limits;
import io.tributary.broker.script.ScriptSyntax;
import io.tributary.broker.script.ScriptUsage;
import org.mozilla.javascript.CompilerEnvirons;
import org.mozilla.javascript.Context;
import org.mozilla.javascript.ErrorReporter;
import org.mozilla.javascript.EvaluatorException;
import org.mozilla.javascript.Parser;
import org.mozilla.javascript.ast.AstNode;
import org.mozilla.javascript.ast.AstRoot;

/** A source as the engine's parser sees it. */
record JsTree(String source, AstRoot root) {
  /**
   * Parses.
   *
   * @throws ScriptSyntax with the first error
   */
  static JsTree of(String source) {
    CompilerEnvirons environment = new CompilerEnvirons();
    environment.setLanguageVersion(Context.VERSION_ES6);
    environment.setXmlAvailable(false);
    environment.setErrorReporter(new FirstError());
    // The parser asks the thread's context for the words of its messages.
    return new RhinoContexts(new ScriptUsage(), Limits.DEFAULT.depth())
        .inFresh(context -> new JsTree(source, new Parser(environment).parse(source, "script", 0)));
  }

  ScriptSyntax refusal(AstNode node, String message) {
    int start = node.getAbsolutePosition();
    return new ScriptSyntax(message, node.getLineno(), start - source.lastIndexOf('\n', start));
  }

  private static final class FirstError implements ErrorReporter {
    @Override
    public void warning(String message, String file, int line, String text, int column) {
      // The engine warns of style only.
    }

    @Override
    public void error(String message, String file, int line, String text, int column) {
      throw new ScriptSyntax(message, Math.max(line, 1), Math.max(column, 1));
    }

    @Override
    public EvaluatorException runtimeError(
        String message, String file, int line, String text, int column) {
      throw new ScriptSyntax(message, Math.max(line, 1), Math.max(column, 1));
    }
  }
}
