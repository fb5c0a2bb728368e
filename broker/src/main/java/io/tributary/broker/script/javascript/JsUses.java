package io.tributary.broker.script.javascript;

import io.tributary.broker.script.ScriptSyntax;
import java.util.HashMap;
import java.util.Map;
import org.mozilla.javascript.ast.AstNode;
import org.mozilla.javascript.ast.FunctionNode;
import org.mozilla.javascript.ast.Name;
import org.mozilla.javascript.ast.Scope;
import org.mozilla.javascript.ast.VariableInitializer;

/**
 * Refuses the use of a name before it has a value (ECMA-262 §9.1.1.1.6), where the text shows it.
 * In the engine such a name is {@code undefined}: {@code const groups = groups.map(…)} would look
 * for {@code map} in nothing.
 */
final class JsUses {
  private final JsTree tree;
  private final Map<Bound, VariableInitializer> declared = new HashMap<>();

  private record Bound(Scope scope, String name) {}

  JsUses(JsTree tree) {
    this.tree = tree;
  }

  /** Notes what a declaration gives names to. */
  void declared(VariableInitializer variable) {
    for (Name name : JsBindings.names(variable.getTarget())) {
      Scope scope = JsBindings.scopeOf(name);
      if (scope != null) {
        declared.putIfAbsent(new Bound(scope, name.getIdentifier()), variable);
      }
    }
  }

  /**
   * Looks at one use, when all declarations are known.
   *
   * @throws ScriptSyntax when its declaration comes later
   */
  void use(AstNode node) {
    if (!(node instanceof Name name) || !JsBindings.isVariable(name)) {
      return;
    }
    VariableInitializer variable =
        declared.get(new Bound(JsBindings.scopeOf(name), name.getIdentifier()));
    if (variable == null || variable.getInitializer() == null) {
      return;
    }
    int place = name.getAbsolutePosition();
    AstNode target = variable.getTarget();
    boolean inTarget = place >= target.getAbsolutePosition() && place < JsTree.end(target);
    // A function may run later, when the value is there.
    boolean sameFunction = function(name) == function(variable);
    if (place < JsTree.end(variable.getInitializer()) && !inTarget && sameFunction) {
      String used = name.getIdentifier() + " is used before it has a value; ";
      boolean itself = place >= variable.getInitializer().getAbsolutePosition();
      throw tree.refusal(
          name,
          used
              + (itself
                  ? "what is declared here hides what has its name outside: give it another name"
                  : "declare it above"));
    }
  }

  private static FunctionNode function(AstNode node) {
    AstNode around = node.getParent();
    while (around != null && !(around instanceof FunctionNode)) {
      around = around.getParent();
    }
    return (FunctionNode) around;
  }
}
