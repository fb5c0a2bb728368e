package io.tributary.broker.claims;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.mozilla.javascript.CompilerEnvirons;
import org.mozilla.javascript.Context;
import org.mozilla.javascript.ErrorReporter;
import org.mozilla.javascript.EvaluatorException;
import org.mozilla.javascript.Node;
import org.mozilla.javascript.Parser;
import org.mozilla.javascript.Token;
import org.mozilla.javascript.ast.AstNode;
import org.mozilla.javascript.ast.AstRoot;
import org.mozilla.javascript.ast.BigIntLiteral;
import org.mozilla.javascript.ast.ExpressionStatement;
import org.mozilla.javascript.ast.FunctionCall;
import org.mozilla.javascript.ast.FunctionNode;
import org.mozilla.javascript.ast.InfixExpression;
import org.mozilla.javascript.ast.Name;
import org.mozilla.javascript.ast.NumberLiteral;
import org.mozilla.javascript.ast.ParenthesizedExpression;
import org.mozilla.javascript.ast.Spread;
import org.mozilla.javascript.ast.TaggedTemplateLiteral;
import org.mozilla.javascript.ast.TemplateLiteral;

/**
 * Puts a call of a guard around every expression that can make a text or a list longer. Joining
 * texts is an instruction like any other: thirty doublings cost nothing and make a gigabyte, which
 * the meter would see too late.
 */
final class JsGuards {
  /** The guard's name within a script; scripts that name it are refused. */
  static final String SHORT = "$tributary$text";

  /** Guards a list that is spread into another. */
  static final String LIST = "$tributary$list";

  private static final String OURS = "$tributary$";

  private final String source;
  private final Set<AstNode> covered = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Map<Integer, StringBuilder> insertions = new TreeMap<>();
  private final boolean expectGuards;

  private JsGuards(String source, boolean expectGuards) {
    this.source = source;
    this.expectGuards = expectGuards;
  }

  /**
   * The source with its guards.
   *
   * @param wrapped the mapping in its function
   * @throws ScriptSyntax with line and column
   */
  static String guard(String wrapped) {
    JsGuards first = new JsGuards(wrapped, false);
    first.walk();
    String guarded = first.inserted();
    // Places come from the parser's tree; a second reading proves that each guard is where it must.
    new JsGuards(guarded, true).walk();
    return guarded;
  }

  private void walk() {
    AstRoot root = parse();
    if (!isOneFunction(root)) {
      throw new ScriptSyntax("a } closes more than was opened", 1, 1);
    }
    root.visit(
        node -> {
          visit(node);
          return true;
        });
  }

  /** Whether the mapping stands within our two functions, and nothing of it after them. */
  private static boolean isOneFunction(AstRoot root) {
    if (root.getFirstChild() != root.getLastChild()
        || !(root.getFirstChild() instanceof ExpressionStatement statement)
        || !(statement.getExpression() instanceof ParenthesizedExpression brackets)
        || !(brackets.getExpression() instanceof FunctionNode outer)) {
      return false;
    }
    Node body = outer.getBody();
    return body.getFirstChild().getNext() == body.getLastChild();
  }

  private void visit(AstNode node) {
    if (node instanceof TaggedTemplateLiteral) {
      throw refusal(node, "tagged templates are not known here; call the function");
    }
    if (node instanceof BigIntLiteral) {
      throw refusal(node, "big integers are not known here; write a number");
    }
    if (node instanceof Name name && name.getIdentifier().startsWith(OURS) && named(node)) {
      throw refusal(node, "this name is taken");
    }
    if (expectGuards && isGuard(node)) {
      return;
    }
    if (grows(node) && !isCovered(node)) {
      if (expectGuards) {
        throw refusal(node, "write this expression in a statement of its own");
      }
      insert(node);
    }
  }

  /** By the script's author: not in our own first line, and not in a guard. */
  private boolean named(AstNode name) {
    return !expectGuards && name.getLineno() > 0;
  }

  private static boolean isGuard(AstNode node) {
    return node instanceof FunctionCall call
        && call.getTarget() instanceof Name name
        && name.getIdentifier().startsWith(OURS);
  }

  private boolean isCovered(AstNode node) {
    AstNode parent = node.getParent();
    while (parent instanceof ParenthesizedExpression) {
      parent = parent.getParent();
    }
    boolean guarded = covered.contains(parent) || (expectGuards && isGuard(parent));
    if (guarded) {
      covered.add(node);
    }
    return guarded;
  }

  private static boolean grows(AstNode node) {
    if (node.getParent() instanceof Spread) {
      return true;
    }
    if (node instanceof TemplateLiteral template) {
      return !template.getSubstitutions().isEmpty();
    }
    if (node instanceof InfixExpression sum
        && (sum.getType() == Token.ADD || sum.getType() == Token.ASSIGN_ADD)) {
      // A number adds a few characters: what counts up to a limit of steps stays small.
      return !(sum.getLeft() instanceof NumberLiteral)
          && !(sum.getRight() instanceof NumberLiteral);
    }
    return false;
  }

  private void insert(AstNode node) {
    covered.add(node);
    int start = node.getAbsolutePosition();
    put(start, (node.getParent() instanceof Spread ? LIST : SHORT) + "(", false);
    put(start + node.getLength(), ")", true);
  }

  /** At one place, what closes comes before what opens. */
  private void put(int place, String text, boolean first) {
    StringBuilder there = insertions.computeIfAbsent(place, none -> new StringBuilder());
    if (first) {
      there.insert(0, text);
    } else {
      there.append(text);
    }
  }

  private String inserted() {
    StringBuilder all = new StringBuilder();
    int done = 0;
    for (Map.Entry<Integer, StringBuilder> insertion : insertions.entrySet()) {
      all.append(source, done, insertion.getKey()).append(insertion.getValue());
      done = insertion.getKey();
    }
    return all.append(source, done, source.length()).toString();
  }

  private AstRoot parse() {
    CompilerEnvirons environment = new CompilerEnvirons();
    environment.setLanguageVersion(Context.VERSION_ES6);
    environment.setXmlAvailable(false);
    environment.setErrorReporter(new FirstError());
    // The parser asks the thread's context for the words of its messages.
    return new RhinoContexts(new Meter(), Limits.DEFAULT.depth())
        .inFresh(context -> new Parser(environment).parse(source, "mapping", 0));
  }

  private ScriptSyntax refusal(AstNode node, String message) {
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
