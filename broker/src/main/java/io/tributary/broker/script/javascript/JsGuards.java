package io.tributary.broker.script.javascript;

import io.tributary.broker.script.ScriptSyntax;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import org.mozilla.javascript.Node;
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
import org.mozilla.javascript.ast.SpreadObjectProperty;
import org.mozilla.javascript.ast.TaggedTemplateLiteral;
import org.mozilla.javascript.ast.TemplateLiteral;

/**
 * Puts a call of a guard around every expression that can make a text or a list longer. Joining
 * texts is an instruction like any other: thirty doublings cost nothing and make a gigabyte, which
 * the count of what was used would see too late.
 */
final class JsGuards {
  /** Guards a text. */
  static final String SHORT = "$tributary$text";

  /** Guards a list that is spread into another. */
  static final String LIST = "$tributary$list";

  /** Guards an object that is spread into another. */
  static final String OBJECT = "$tributary$object";

  /** What our names begin with; scripts that use such a name are refused. */
  static final String OURS = "$tributary$";

  private static final Set<String> GUARDS = Set.of(SHORT, LIST, OBJECT);

  private final JsTree tree;
  private final JsEdits edits;
  private final Set<AstNode> covered = Collections.newSetFromMap(new IdentityHashMap<>());
  private final boolean expectGuards;

  private JsGuards(JsText source, boolean expectGuards) {
    this.tree = JsTree.of(source);
    this.edits = new JsEdits();
    this.expectGuards = expectGuards;
  }

  /**
   * The source with its guards.
   *
   * @param wrapped the script in its function
   * @throws ScriptSyntax with line and column
   */
  static JsText guard(JsText wrapped) {
    JsGuards first = new JsGuards(wrapped, false);
    first.walk();
    JsText guarded = wrapped.edited(first.edits);
    // Places come from the parser's tree; a second reading proves that each guard is where it must.
    JsGuards second = new JsGuards(guarded, true);
    second.walk();
    if (!JsShape.of(first.tree).equals(JsShape.of(second.tree))) {
      throw new ScriptSyntax("write long expressions in statements of their own", 1, 1);
    }
    return guarded;
  }

  private void walk() {
    AstRoot root = tree.root();
    if (!isOneFunction(root)) {
      throw new ScriptSyntax("a } closes more than was opened", 1, 1);
    }
    tree.walk(
        node -> {
          visit(node);
          return true;
        });
  }

  /** Whether the script stands within our two functions, and nothing of it after them. */
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
    if (node instanceof TaggedTemplateLiteral tagged) {
      throw tree.refusal(
          tagged.getTarget(), "tagged templates are not known here; call the function");
    }
    if (node instanceof BigIntLiteral) {
      throw tree.refusal(node, "big integers are not known here; write a number");
    }
    if (expectGuards && isGuard(node)) {
      return;
    }
    if (grows(node) && !isCovered(node)) {
      if (expectGuards) {
        throw tree.refusal(node, "write this expression in a statement of its own");
      }
      insert(node);
    }
  }

  static boolean isGuard(AstNode node) {
    return node instanceof FunctionCall call
        && call.getTarget() instanceof Name name
        && GUARDS.contains(name.getIdentifier());
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

  private static String guard(AstNode node) {
    if (!(node.getParent() instanceof Spread spread)) {
      return SHORT;
    }
    return spread.getParent() instanceof SpreadObjectProperty ? OBJECT : LIST;
  }

  private void insert(AstNode node) {
    covered.add(node);
    JsPlaces places = new JsPlaces(tree);
    edits.open(places.start(node), guard(node) + "(");
    edits.close(places.end(node), ")");
  }
}
