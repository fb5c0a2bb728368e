package io.tributary.broker.script.javascript;

import io.tributary.broker.script.ScriptSyntax;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.mozilla.javascript.Token;
import org.mozilla.javascript.ast.ArrayLiteral;
import org.mozilla.javascript.ast.Assignment;
import org.mozilla.javascript.ast.AstNode;
import org.mozilla.javascript.ast.ForInLoop;
import org.mozilla.javascript.ast.FunctionNode;
import org.mozilla.javascript.ast.Name;
import org.mozilla.javascript.ast.ObjectLiteral;
import org.mozilla.javascript.ast.ObjectProperty;
import org.mozilla.javascript.ast.ParenthesizedExpression;
import org.mozilla.javascript.ast.PropertyGet;
import org.mozilla.javascript.ast.Scope;
import org.mozilla.javascript.ast.UpdateExpression;
import org.mozilla.javascript.ast.VariableDeclaration;
import org.mozilla.javascript.ast.VariableInitializer;

/**
 * Gives {@code const} and {@code let} the meaning of the standard (ECMA-262 §14.3.1).
 *
 * <p>In the engine a {@code const} in a loop keeps the value of the first round, assigning to one
 * does nothing in silence, and {@code let x;} in a loop keeps the last round's value: three ways to
 * hand out the wrong groups without an error. Every {@code const} therefore arrives here written as
 * {@code let}.
 */
final class JsBindings {
  private final JsTree tree;
  private final Set<Integer> constants;
  private final Set<Integer> seen = new HashSet<>();
  private final JsEdits edits = new JsEdits();
  private final JsDefaults defaults;
  private final JsLoops loops;
  private final JsUses uses;
  private final Set<Bound> bound = new HashSet<>();

  /** A constant's name where it is known. */
  private record Bound(Scope scope, String name) {}

  private JsBindings(JsText source, Set<Integer> constants) {
    this.tree = JsTree.of(source);
    this.constants = constants;
    this.defaults = new JsDefaults(tree, edits);
    this.loops = new JsLoops(tree, edits, defaults);
    this.uses = new JsUses(tree);
  }

  /**
   * The mended source.
   *
   * @param constants where {@code const} stood in the author's text
   * @throws ScriptSyntax for an assignment to a constant
   */
  static JsText mend(JsText source, Set<Integer> constants) {
    JsBindings bindings = new JsBindings(source, constants);
    bindings.tree.walk(bindings::declaration);
    bindings.tree.walk(bindings::assignment);
    for (int constant : constants) {
      if (!bindings.seen.contains(constant)) {
        throw JsText.of(source.author())
            .refusal(constant, "this was not understood; write a regular expression in brackets");
      }
    }
    return source.edited(bindings.edits);
  }

  private boolean declaration(AstNode node) {
    if (node instanceof VariableDeclaration declaration) {
      declaration.getVariables().forEach(defaults::declare);
    }
    if (node instanceof VariableDeclaration declaration && declaration.getType() != Token.VAR) {
      if (declaration.getType() == Token.CONST) {
        throw tree.refusal(
            declaration, "this was not understood; write a regular expression in brackets");
      }
      int origin = tree.origin(declaration);
      boolean constant =
          constants.contains(origin)
              && tree.script().isAuthors(declaration.getAbsolutePosition() + "const".length());
      if (constant) {
        seen.add(origin);
      }
      boolean loopHead =
          declaration.getParent() instanceof ForInLoop loop && loop.getIterator() == declaration;
      for (VariableInitializer variable : declaration.getVariables()) {
        variable(variable, constant, loopHead);
      }
    }
    loops.loop(node);
    return true;
  }

  private void variable(VariableInitializer variable, boolean constant, boolean loopHead) {
    uses.declared(variable);
    if (constant) {
      for (Name name : names(variable.getTarget())) {
        bound.add(new Bound(scopeOf(name), name.getIdentifier()));
      }
    }
    if (variable.getInitializer() == null && !loopHead) {
      if (constant) {
        throw tree.refusal(variable, "a constant needs a value");
      }
      edits.close(JsTree.end(variable.getTarget()), " = undefined");
    }
  }

  private boolean assignment(AstNode node) {
    uses.use(node);
    if (node instanceof Assignment assignment
        && assignment.getType() == Token.ASSIGN
        && !isDefault(node)) {
      defaults.assign(assignment);
    }
    AstNode changed = changed(node);
    if (changed != null && !isDefault(node)) {
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

  /** What an expression gives another value, or null. */
  static AstNode changed(AstNode node) {
    if (node instanceof Assignment assignment) {
      return assignment.getLeft();
    }
    if (node instanceof ForInLoop loop && !(loop.getIterator() instanceof VariableDeclaration)) {
      return loop.getIterator();
    }
    return node instanceof UpdateExpression update ? update.getOperand() : null;
  }

  /** {@code b = 1} in {@code const {a: b = 1} = …} declares and changes nothing. */
  private static boolean isDefault(AstNode node) {
    AstNode inner = node;
    for (AstNode outer = node.getParent(); outer != null; outer = outer.getParent()) {
      if (outer instanceof VariableInitializer variable) {
        return variable.getTarget() == inner;
      }
      if (outer instanceof FunctionNode function) {
        return function.getParams().contains(inner);
      }
      inner = outer;
    }
    return false;
  }

  /** Where the name that is meant is declared, or null where that is not known. */
  static Scope scopeOf(Name name) {
    Scope around = name.getEnclosingScope();
    return around == null ? null : around.getDefiningScope(name.getIdentifier());
  }

  /** The names that a target gives values to: one, or those of a pattern. */
  static List<Name> names(AstNode target) {
    List<Name> names = new ArrayList<>();
    collect(target, names);
    return names;
  }

  private static void collect(AstNode target, List<Name> names) {
    if (target instanceof Name name) {
      names.add(name);
    } else if (target instanceof Assignment withDefault) {
      collect(withDefault.getLeft(), names);
    } else if (target instanceof ParenthesizedExpression brackets) {
      collect(brackets.getExpression(), names);
    } else if (target instanceof ArrayLiteral list) {
      list.getElements().forEach(element -> collect(element, names));
    } else if (target instanceof ObjectLiteral object) {
      for (AstNode member : object.getElements()) {
        if (member instanceof ObjectProperty property) {
          collect(property.getValue(), names);
        }
      }
    }
  }

  /** Whether it stands for a value, and is not a property's name. */
  static boolean isVariable(Name name) {
    boolean member = name.getParent() instanceof PropertyGet get && get.getProperty() == name;
    return !member && !isKey(name);
  }

  private static boolean isKey(Name name) {
    return name.getParent() instanceof ObjectProperty property
        && property.getKey() == name
        && property.getValue() != name;
  }
}
