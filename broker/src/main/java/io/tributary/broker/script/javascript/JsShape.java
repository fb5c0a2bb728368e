package io.tributary.broker.script.javascript;

import org.mozilla.javascript.ast.AstNode;
import org.mozilla.javascript.ast.FunctionCall;
import org.mozilla.javascript.ast.Name;
import org.mozilla.javascript.ast.NumberLiteral;
import org.mozilla.javascript.ast.ParenthesizedExpression;
import org.mozilla.javascript.ast.StringLiteral;

/**
 * What a script says, without brackets and without the guards: the same before and after guards are
 * put in, or one of them stands where it changes the meaning.
 */
final class JsShape {
  private JsShape() {}

  static String of(JsTree tree) {
    StringBuilder shape = new StringBuilder();
    tree.walk(
        node -> {
          if (!isOurs(node)) {
            shape.append(depth(node)).append(':').append(node.getType());
            if (node instanceof Name name) {
              shape.append(name.getIdentifier());
            } else if (node instanceof StringLiteral text) {
              shape.append(text.getValue());
            } else if (node instanceof NumberLiteral number) {
              shape.append(number.getNumber());
            }
            shape.append(' ');
          }
          return true;
        });
    return shape.toString();
  }

  private static boolean isOurs(AstNode node) {
    return node instanceof ParenthesizedExpression
        || JsGuards.isGuard(node)
        || (node.getParent() instanceof FunctionCall call
            && call.getTarget() == node
            && JsGuards.isGuard(call));
  }

  private static int depth(AstNode node) {
    int depth = 0;
    for (AstNode around = node.getParent(); around != null; around = around.getParent()) {
      depth += isOurs(around) ? 0 : 1;
    }
    return depth;
  }
}
