package io.tributary.broker.script.javascript;

import io.tributary.broker.script.ScriptSyntax;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.mozilla.javascript.Token;
import org.mozilla.javascript.ast.Assignment;
import org.mozilla.javascript.ast.AstNode;
import org.mozilla.javascript.ast.ForInLoop;
import org.mozilla.javascript.ast.FunctionNode;
import org.mozilla.javascript.ast.Name;
import org.mozilla.javascript.ast.ObjectProperty;
import org.mozilla.javascript.ast.Scope;
import org.mozilla.javascript.ast.UpdateExpression;
import org.mozilla.javascript.ast.VariableDeclaration;
import org.mozilla.javascript.ast.VariableInitializer;

/**
 * Gives {@code const} and {@code let} the meaning of the standard (ECMA-262 §14.3.1, §14.7.5).
 *
 * <p>In the engine a {@code const} in a loop keeps the value of the first round, assigning to one
 * does nothing in silence, {@code let x;} in a loop keeps the last round's value, and functions
 * made in a loop all see its last element: four ways to hand out the wrong groups without an error.
 * Every {@code const} therefore arrives here written as {@code let}.
 */
final class JsBindings {
  private static final String WALK = JsGuards.OURS + "walk";

  private final JsTree tree;
  private final Set<Integer> constants;
  private final JsEdits edits;
  private final Set<Bound> bound = new HashSet<>();
  private int walks;

  /** A constant's name where it is known. */
  private record Bound(Scope scope, String name) {}

  private JsBindings(String source, Set<Integer> constants) {
    this.tree = JsTree.of(source);
    this.constants = constants;
    this.edits = new JsEdits(source);
  }

  /**
   * The mended source.
   *
   * @param constants where {@code const} stood
   * @throws ScriptSyntax for an assignment to a constant
   */
  static String mend(String source, Set<Integer> constants) {
    JsBindings bindings = new JsBindings(source, constants);
    bindings.tree.root().visit(bindings::declaration);
    bindings.tree.root().visit(bindings::assignment);
    return bindings.edits.applied();
  }

  private boolean declaration(AstNode node) {
    if (node instanceof Name name
        && name.getLineno() > 0
        && name.getIdentifier().startsWith(JsGuards.OURS)) {
      throw tree.refusal(name, "this name is taken");
    }
    if (node instanceof VariableDeclaration declaration && declaration.getType() != Token.VAR) {
      boolean constant = constants.contains(declaration.getAbsolutePosition());
      boolean loopHead =
          declaration.getParent() instanceof ForInLoop loop && loop.getIterator() == declaration;
      for (VariableInitializer variable : declaration.getVariables()) {
        if (constant) {
          bind(variable.getTarget());
        }
        if (variable.getInitializer() == null && !loopHead) {
          if (constant) {
            throw tree.refusal(variable, "a constant needs a value");
          }
          edits.close(end(variable.getTarget()), " = undefined");
        }
      }
    }
    if (node instanceof ForInLoop loop
        && loop.getIterator() instanceof VariableDeclaration declaration
        && declaration.getType() != Token.VAR
        && makesFunctions(loop.getBody())) {
      ownElement(loop, declaration.getVariables().get(0).getTarget());
    }
    return true;
  }

  /** {@code for (let x of l) …} becomes {@code for (let w of l) { let x = w; … }}. */
  private void ownElement(ForInLoop loop, AstNode target) {
    String walk = WALK + walks++;
    int start = target.getAbsolutePosition();
    String pattern = tree.source().substring(start, end(target));
    edits.replace(start, end(target), walk);
    AstNode body = loop.getBody();
    String own = " let " + pattern.replace('\n', ' ') + " = " + walk + "; ";
    if (tree.source().charAt(body.getAbsolutePosition()) == '{') {
      edits.open(body.getAbsolutePosition() + 1, own);
    } else {
      edits.open(body.getAbsolutePosition(), "{" + own);
      edits.close(end(body), " }");
    }
  }

  private boolean assignment(AstNode node) {
    AstNode changed =
        node instanceof Assignment assignment
            ? assignment.getLeft()
            : node instanceof UpdateExpression update ? update.getOperand() : null;
    if (changed != null) {
      for (Name name : names(changed)) {
        Scope known = scopeOf(name);
        // Within functions the parser does not always tell where a name comes from.
        boolean constant =
            known == null
                ? bound.stream().anyMatch(each -> each.name().equals(name.getIdentifier()))
                : bound.contains(new Bound(known, name.getIdentifier()));
        if (constant) {
          throw tree.refusal(
              name, name.getIdentifier() + " is a constant; declare it with let to change it");
        }
      }
    }
    return true;
  }

  private void bind(AstNode target) {
    for (Name name : names(target)) {
      bound.add(new Bound(scopeOf(name), name.getIdentifier()));
    }
  }

  private static Scope scopeOf(Name name) {
    Scope around = name.getEnclosingScope();
    return around == null ? null : around.getDefiningScope(name.getIdentifier());
  }

  /** The names that a target gives values to: one, or those of a pattern. */
  private static List<Name> names(AstNode target) {
    List<Name> names = new ArrayList<>();
    if (target instanceof Name name) {
      names.add(name);
      return names;
    }
    if (target.getType() == Token.ARRAYLIT || target.getType() == Token.OBJECTLIT) {
      target.visit(
          node -> {
            if (node instanceof Name name && !isKey(name)) {
              names.add(name);
            }
            return !(node instanceof FunctionNode);
          });
    }
    return names;
  }

  private static boolean isKey(Name name) {
    return name.getParent() instanceof ObjectProperty property
        && property.getKey() == name
        && property.getValue() != name;
  }

  private static boolean makesFunctions(AstNode body) {
    boolean[] found = {false};
    body.visit(
        node -> {
          found[0] |= node instanceof FunctionNode;
          return !found[0];
        });
    return found[0];
  }

  private static int end(AstNode node) {
    return node.getAbsolutePosition() + node.getLength();
  }
}
