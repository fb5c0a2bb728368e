package io.tributary.broker.script.javascript;

import java.util.List;
import org.mozilla.javascript.ast.ArrayLiteral;
import org.mozilla.javascript.ast.Assignment;
import org.mozilla.javascript.ast.AstNode;
import org.mozilla.javascript.ast.FunctionNode;
import org.mozilla.javascript.ast.Name;
import org.mozilla.javascript.ast.VariableInitializer;

/**
 * Default values within patterns, and lists taken apart (ECMA-262 §14.3.3). In the engine {@code
 * const {a = 0} = x} in a loop keeps the first round's value: a name takes its default value only
 * if it has none at all.
 */
final class JsDefaults {
  /** The first elements of anything that can be walked through. */
  static final String ITEMS = JsGuards.OURS + "items";

  private static final String TAKEN = JsGuards.OURS + "taken";

  private final JsTree tree;
  private final JsPlaces places;
  private final JsEdits edits;
  private int patterns;

  JsDefaults(JsTree tree, JsEdits edits) {
    this.tree = tree;
    this.places = new JsPlaces(tree);
    this.edits = edits;
  }

  /** Whether a pattern gives any name a default value. */
  static boolean has(AstNode target) {
    return !(target instanceof Name) && JsTree.found(target, Assignment.class::isInstance);
  }

  /** {@code let {a = 0} = x} becomes {@code let a = undefined, w = ({a = 0} = x)}. */
  void declare(VariableInitializer variable) {
    AstNode target = variable.getTarget();
    AstNode value = variable.getInitializer();
    if (value != null && has(target)) {
      edits.open(target.getAbsolutePosition(), names(target) + " = (");
      edits.close(places.end(value), ")");
    }
    if (value != null) {
      items(target, value);
    }
  }

  /** An assignment cannot be helped: the name has a value that the default may need. */
  void assign(Assignment assignment) {
    if (has(assignment.getLeft())) {
      throw tree.refusal(assignment, "declare these names with const to give them default values");
    }
    items(assignment.getLeft(), assignment.getRight());
  }

  /** The engine takes the members 0, 1, … of what stands right; the standard walks through it. */
  void items(AstNode target, AstNode value) {
    if (target instanceof ArrayLiteral pattern && !(value instanceof ArrayLiteral)) {
      edits.open(places.start(value), ITEMS + "(");
      edits.close(places.end(value), ", " + pattern.getElements().size() + ")");
    }
  }

  /** The declaration that takes a value apart. */
  String declaration(AstNode target, String pattern, String value) {
    if (JsTree.found(target, FunctionNode.class::isInstance)) {
      throw tree.refusal(target, "name this function before the loop");
    }
    String taken =
        target instanceof ArrayLiteral list
            ? ITEMS + "(" + value + ", " + list.getElements().size() + ")"
            : value;
    return has(target)
        ? "let " + names(target) + " = (" + pattern + " = " + taken + ");"
        : "let " + pattern + " = " + taken + ";";
  }

  private String names(AstNode target) {
    StringBuilder declared = new StringBuilder();
    List<Name> names = JsBindings.names(target);
    names.forEach(name -> declared.append(name.getIdentifier()).append(" = undefined, "));
    return declared.append(TAKEN).append(patterns++).toString();
  }
}
