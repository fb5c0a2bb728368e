package io.tributary.broker.script.javascript;

import java.util.HashSet;
import java.util.Set;
import org.mozilla.javascript.Token;
import org.mozilla.javascript.ast.ArrayLiteral;
import org.mozilla.javascript.ast.AstNode;
import org.mozilla.javascript.ast.EmptyStatement;
import org.mozilla.javascript.ast.ForInLoop;
import org.mozilla.javascript.ast.ForLoop;
import org.mozilla.javascript.ast.FunctionNode;
import org.mozilla.javascript.ast.Name;
import org.mozilla.javascript.ast.ObjectLiteral;
import org.mozilla.javascript.ast.VariableDeclaration;
import org.mozilla.javascript.ast.VariableInitializer;

/**
 * Gives each round of a loop variables of its own (ECMA-262 §14.7.4.4, §14.7.5). In the engine
 * functions that are made in a loop all see its last element or count.
 */
final class JsLoops {
  private static final String WALK = JsGuards.OURS + "walk";

  private final JsTree tree;
  private final JsEdits edits;
  private final JsDefaults defaults;
  private int walks;

  JsLoops(JsTree tree, JsEdits edits, JsDefaults defaults) {
    this.defaults = defaults;
    this.tree = tree;
    this.edits = edits;
  }

  void loop(AstNode node) {
    if (node instanceof ForInLoop loop && declaration(loop.getIterator()) != null) {
      AstNode target = declaration(loop.getIterator()).getVariables().get(0).getTarget();
      if (makesFunctions(loop.getBody())
          || JsDefaults.has(target)
          || target instanceof ArrayLiteral) {
        ownElement(loop.getBody(), target);
      }
    } else if (node instanceof ForLoop loop && declaration(loop.getInitializer()) != null) {
      ownCount(loop, declaration(loop.getInitializer()));
    }
  }

  private static VariableDeclaration declaration(AstNode head) {
    return head instanceof VariableDeclaration declaration && declaration.getType() != Token.VAR
        ? declaration
        : null;
  }

  /** {@code for (let x of l) …} becomes {@code for (let w of l) { let x = w; … }}. */
  private void ownElement(AstNode body, AstNode target) {
    String walk = WALK + walks++;
    int start = target.getAbsolutePosition();
    String pattern = tree.script().text().substring(start, JsTree.end(target));
    edits.replace(start, JsTree.end(target), walk + "\n".repeat(lines(pattern)));
    inBody(body, defaults.declaration(target, pattern.replace('\n', ' '), walk));
  }

  /**
   * {@code for (let i = 0; i < n; i++) …} becomes {@code for (let w = 0; w < n; w++) { let i = w; …
   * }} where functions see the count and the body leaves it alone.
   */
  private void ownCount(ForLoop loop, VariableDeclaration head) {
    Set<String> counters = new HashSet<>();
    for (VariableInitializer variable : head.getVariables()) {
      JsBindings.names(variable.getTarget()).forEach(name -> counters.add(name.getIdentifier()));
    }
    for (AstNode part : new AstNode[] {head, loop.getCondition(), loop.getIncrement()}) {
      refuseFunctions(part, counters);
    }
    counters.removeIf(counter -> !seenByFunctions(loop.getBody(), counter));
    for (String counter : counters) {
      refuseChange(loop.getBody(), counter);
      String walk = WALK + walks++;
      for (AstNode part : new AstNode[] {head, loop.getCondition(), loop.getIncrement()}) {
        rename(part, counter, walk);
      }
      inBody(loop.getBody(), "let " + counter + " = " + walk + ";");
    }
  }

  private void refuseFunctions(AstNode part, Set<String> counters) {
    part.visit(
        node -> {
          if (node instanceof FunctionNode function
              && counters.stream().anyMatch(counter -> mentions(function, counter))) {
            throw tree.refusal(function, "name this function before the loop");
          }
          return true;
        });
  }

  private void refuseChange(AstNode body, String counter) {
    body.visit(
        node -> {
          AstNode changed = JsBindings.changed(node);
          if (changed != null
              && JsBindings.names(changed).stream()
                  .anyMatch(name -> name.getIdentifier().equals(counter))) {
            throw tree.refusal(
                node,
                counter
                    + " is changed here and seen by a function of this loop; give the function a"
                    + " constant of its own");
          }
          return true;
        });
  }

  private void rename(AstNode part, String counter, String walk) {
    part.visit(
        node -> {
          if (node instanceof ObjectLiteral && mentions(node, counter)) {
            throw tree.refusal(node, "make this object before the loop");
          }
          if (node instanceof Name name && isVariable(name, counter)) {
            int start = name.getAbsolutePosition();
            edits.replace(start, start + counter.length(), walk);
          }
          return true;
        });
  }

  private void inBody(AstNode body, String declaration) {
    if (body instanceof EmptyStatement) {
      return;
    }
    edits.open(body.getAbsolutePosition(), "{ " + declaration + " ");
    edits.close(JsTree.end(body), " }");
  }

  private static boolean makesFunctions(AstNode body) {
    return JsTree.found(body, FunctionNode.class::isInstance);
  }

  private static boolean seenByFunctions(AstNode body, String name) {
    return JsTree.found(body, node -> node instanceof FunctionNode && mentions(node, name));
  }

  private static boolean mentions(AstNode node, String name) {
    return JsTree.found(node, each -> each instanceof Name found && isVariable(found, name));
  }

  private static boolean isVariable(Name name, String identifier) {
    return name.getIdentifier().equals(identifier) && JsBindings.isVariable(name);
  }

  private static int lines(String text) {
    return (int) text.chars().filter(character -> character == '\n').count();
  }
}
