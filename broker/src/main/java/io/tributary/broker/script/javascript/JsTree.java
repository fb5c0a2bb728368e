package io.tributary.broker.script.javascript;

import io.tributary.broker.script.Limits;
import io.tributary.broker.script.ScriptSyntax;
import io.tributary.broker.script.ScriptUsage;
import java.util.function.Predicate;
import org.mozilla.javascript.CompilerEnvirons;
import org.mozilla.javascript.Context;
import org.mozilla.javascript.ErrorReporter;
import org.mozilla.javascript.EvaluatorException;
import org.mozilla.javascript.Parser;
import org.mozilla.javascript.RhinoException;
import org.mozilla.javascript.ast.AstNode;
import org.mozilla.javascript.ast.AstRoot;
import org.mozilla.javascript.ast.FunctionNode;
import org.mozilla.javascript.ast.NodeVisitor;

/** A script as the engine's parser sees it. */
record JsTree(JsText script, AstRoot root) {
  static final String REST_OF_OBJECT =
      "the rest of an object cannot be named here; name what you need, or filter Object.entries(…)";

  /** What the parser says, and what we say instead. */
  private static final String[][] SENTENCES = {
    {"object rest properties", REST_OF_OBJECT},
    {"invalid property id", "invalid property id; an object has names, methods, get and set"},
  };

  /**
   * Parses.
   *
   * @throws ScriptSyntax with the first error
   */
  static JsTree of(JsText script) {
    CompilerEnvirons environment = new CompilerEnvirons();
    environment.setLanguageVersion(Context.VERSION_ES6);
    environment.setXmlAvailable(false);
    environment.setErrorReporter(new FirstError(script));
    // The parser asks the thread's context for the words of its messages.
    return new RhinoContexts(new ScriptUsage(), Limits.DEFAULT.depth())
        .inFresh(context -> new JsTree(script, parse(script, new Parser(environment))));
  }

  private static AstRoot parse(JsText script, Parser parser) {
    try {
      return parser.parse(script.text(), "script", 0);
    } catch (RhinoException wrong) {
      // Nested too deeply.
      throw syntax(script, wrong.details(), wrong.lineNumber(), wrong.columnNumber());
    }
  }

  /** Shows every node to a visitor, those above first; default values of parameters too. */
  void walk(NodeVisitor visitor) {
    walk(root, visitor);
  }

  static void walk(AstNode within, NodeVisitor visitor) {
    within.visit(node -> visitor.visit(node) && defaults(node, visitor));
  }

  static boolean found(AstNode within, Predicate<AstNode> wanted) {
    boolean[] found = {false};
    walk(
        within,
        node -> {
          found[0] |= wanted.test(node);
          return !found[0];
        });
    return found[0];
  }

  /** The engine's own walk leaves them out. */
  private static boolean defaults(AstNode node, NodeVisitor visitor) {
    if (node instanceof FunctionNode function && function.getDefaultParams() != null) {
      for (Object each : function.getDefaultParams()) {
        if (each instanceof AstNode value) {
          value.visit(inner -> visitor.visit(inner) && defaults(inner, visitor));
        }
      }
    }
    return true;
  }

  /** Where a node begins in the author's text. */
  int origin(AstNode node) {
    return script.origin(node.getAbsolutePosition());
  }

  static int end(AstNode node) {
    return node.getAbsolutePosition() + node.getLength();
  }

  ScriptSyntax refusal(AstNode node, String message) {
    return script.refusal(node.getAbsolutePosition(), message);
  }

  /** An error of the engine at the author's line and column. */
  static ScriptSyntax syntax(JsText script, String message, int line, int column) {
    for (String[] sentence : SENTENCES) {
      if (message.startsWith(sentence[0])) {
        return script.refusal(line, column, sentence[1]);
      }
    }
    return script.refusal(line, column, message);
  }

  private record FirstError(JsText script) implements ErrorReporter {
    @Override
    public void warning(String message, String file, int line, String text, int column) {
      // The engine warns of style only.
    }

    @Override
    public void error(String message, String file, int line, String text, int column) {
      throw syntax(script, message, line, column);
    }

    @Override
    public EvaluatorException runtimeError(
        String message, String file, int line, String text, int column) {
      throw syntax(script, message, line, column);
    }
  }
}
