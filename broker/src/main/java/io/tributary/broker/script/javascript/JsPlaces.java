package io.tributary.broker.script.javascript;

import java.util.List;
import org.mozilla.javascript.Token;
import org.mozilla.javascript.ast.AstNode;
import org.mozilla.javascript.ast.ConditionalExpression;
import org.mozilla.javascript.ast.ElementGet;
import org.mozilla.javascript.ast.FunctionCall;
import org.mozilla.javascript.ast.FunctionNode;
import org.mozilla.javascript.ast.InfixExpression;
import org.mozilla.javascript.ast.KeywordLiteral;
import org.mozilla.javascript.ast.NewExpression;
import org.mozilla.javascript.ast.ReturnStatement;
import org.mozilla.javascript.ast.UnaryExpression;
import org.mozilla.javascript.ast.UpdateExpression;

/**
 * Where an expression begins and ends. The engine's own places leave out the sign before an
 * operand, so that {@code -a + b} would begin at {@code a}, and are one too long for {@code true}.
 */
final class JsPlaces {
  private static final List<String> SIGNS = List.of("!", "~", "+", "-", "typeof", "void", "delete");

  private final JsTree tree;

  JsPlaces(JsTree tree) {
    this.tree = tree;
  }

  int start(AstNode node) {
    if (node instanceof UnaryExpression unary) {
      return sign(unary);
    }
    AstNode first = first(node);
    return first == null ? node.getAbsolutePosition() : start(first);
  }

  private static AstNode first(AstNode node) {
    if (node instanceof NewExpression) {
      return null;
    }
    if (node instanceof InfixExpression infix) {
      return infix.getLeft();
    }
    if (node instanceof ConditionalExpression choice) {
      return choice.getTestExpression();
    }
    if (node instanceof FunctionCall call) {
      return call.getTarget();
    }
    if (node instanceof ElementGet get) {
      return get.getTarget();
    }
    return node instanceof UpdateExpression update && update.isPostfix()
        ? update.getOperand()
        : null;
  }

  private int sign(UnaryExpression unary) {
    int before = start(unary.getOperand());
    while (before > 0 && Character.isWhitespace(tree.script().at(before - 1))) {
      before--;
    }
    for (String sign : SIGNS) {
      if (tree.script().text().startsWith(sign, before - sign.length())) {
        return before - sign.length();
      }
    }
    throw tree.refusal(unary, "write this expression in a statement of its own");
  }

  int end(AstNode node) {
    if (node instanceof KeywordLiteral word) {
      return word.getAbsolutePosition() + length(word);
    }
    AstNode last = last(node);
    return last == null ? JsTree.end(node) : end(last);
  }

  private static AstNode last(AstNode node) {
    if (node instanceof InfixExpression infix) {
      return infix.getRight();
    }
    if (node instanceof UnaryExpression unary) {
      return unary.getOperand();
    }
    if (node instanceof ConditionalExpression choice) {
      return choice.getFalseExpression();
    }
    if (node instanceof FunctionNode arrow
        && arrow.getFunctionType() == FunctionNode.ARROW_FUNCTION
        && arrow.getBody().getFirstChild() instanceof ReturnStatement only
        && arrow.getBody().getFirstChild().getNext() == null
        && only.getReturnValue() != null
        && only.getAbsolutePosition() == only.getReturnValue().getAbsolutePosition()) {
      return only.getReturnValue();
    }
    return null;
  }

  private static int length(KeywordLiteral word) {
    return switch (word.getType()) {
      case Token.FALSE, Token.SUPER -> "false".length();
      case Token.DEBUGGER -> "debugger".length();
      default -> "this".length();
    };
  }
}
