package io.tributary.broker.script.javascript;

import io.tributary.broker.script.ScriptRoom;
import io.tributary.broker.script.ScriptSyntax;
import io.tributary.broker.script.UnknownName;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.mozilla.javascript.Token;
import org.mozilla.javascript.ast.ArrayComprehension;
import org.mozilla.javascript.ast.ArrayComprehensionLoop;
import org.mozilla.javascript.ast.AstNode;
import org.mozilla.javascript.ast.Block;
import org.mozilla.javascript.ast.BreakStatement;
import org.mozilla.javascript.ast.CatchClause;
import org.mozilla.javascript.ast.ContinueStatement;
import org.mozilla.javascript.ast.FunctionNode;
import org.mozilla.javascript.ast.GeneratorExpression;
import org.mozilla.javascript.ast.GeneratorExpressionLoop;
import org.mozilla.javascript.ast.GeneratorMethodDefinition;
import org.mozilla.javascript.ast.Name;
import org.mozilla.javascript.ast.ParenthesizedExpression;
import org.mozilla.javascript.ast.Scope;
import org.mozilla.javascript.ast.SwitchStatement;
import org.mozilla.javascript.ast.UnaryExpression;
import org.mozilla.javascript.ast.VariableDeclaration;
import org.mozilla.javascript.ast.VariableInitializer;

/**
 * Finds the names that nothing defines (ECMA-262 §9.1.2.1): a script with one is sound until it
 * comes there. Looks at the text that the engine runs, whose classes and loops are plain functions
 * and declarations. The engine's own scopes are no help: within functions they lack names.
 */
final class JsNames {
  private final JsTree tree;
  private final Set<String> globals;

  /** Names by the part of the script that they are known in. */
  private final IdentityHashMap<AstNode, Set<String>> declared = new IdentityHashMap<>();

  private final Set<String> anywhere = new HashSet<>();

  /** Whoever asks for its type knows that a name may be nothing. */
  private final Set<String> askedFor = new HashSet<>();

  /** The engine's default values of parameters know of no function that they belong to. */
  private final IdentityHashMap<AstNode, FunctionNode> defaults = new IdentityHashMap<>();

  private JsNames(JsTree tree, Set<String> globals) {
    this.tree = tree;
    this.globals = globals;
  }

  /**
   * In the order of the script.
   *
   * @param tree of a script that is ready to run
   * @param globals what every script finds
   */
  static List<UnknownName> unknown(JsTree tree, Set<String> globals) {
    JsNames names = new JsNames(tree, globals);
    tree.walk(names::declaration);
    Map<Integer, UnknownName> unknown = new HashMap<>();
    tree.walk(
        node -> {
          if (node instanceof Name name
              && unknown.size() < ScriptRoom.MOST_UNKNOWN
              && names.isUnknown(name)) {
            unknown.putIfAbsent(tree.origin(name), names.told(name));
          }
          return true;
        });
    return unknown.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .map(Map.Entry::getValue)
        .toList();
  }

  private boolean declaration(AstNode node) {
    if (node instanceof FunctionNode function) {
      function(function);
    } else if (node instanceof VariableDeclaration declaration) {
      AstNode within =
          declaration.getType() == Token.VAR ? function(node.getParent()) : block(node.getParent());
      for (VariableInitializer variable : declaration.getVariables()) {
        declare(within, variable.getTarget());
      }
    } else if (node instanceof CatchClause caught && caught.getVarName() != null) {
      declare(caught, caught.getVarName());
    } else if (node instanceof ArrayComprehension list) {
      for (ArrayComprehensionLoop loop : list.getLoops()) {
        declare(list, loop.getIterator());
      }
    } else if (node instanceof GeneratorExpression each) {
      for (GeneratorExpressionLoop loop : each.getLoops()) {
        declare(each, loop.getIterator());
      }
    } else if (node instanceof UnaryExpression asked && asked.getType() == Token.TYPEOF) {
      AstNode operand = asked.getOperand();
      while (operand instanceof ParenthesizedExpression brackets) {
        operand = brackets.getExpression();
      }
      if (operand instanceof Name name) {
        askedFor.add(name.getIdentifier());
      }
    }
    return true;
  }

  private void function(FunctionNode function) {
    function.getParams().forEach(parameter -> declare(function, parameter));
    if (function.getFunctionType() != FunctionNode.ARROW_FUNCTION) {
      declare(function, "arguments");
    }
    if (function.getFunctionName() != null) {
      // One in a block is known in the whole function, as the engine has it.
      boolean statement = function.getFunctionType() != FunctionNode.FUNCTION_EXPRESSION;
      AstNode around = statement ? function(function.getParent()) : function;
      declare(around, function.getFunctionName());
      declare(function, function.getFunctionName());
    }
    if (function.getDefaultParams() != null) {
      for (Object each : function.getDefaultParams()) {
        if (each instanceof AstNode value) {
          defaults.put(value, function);
        }
      }
    }
  }

  private void declare(AstNode within, AstNode target) {
    JsBindings.names(target).forEach(name -> declare(within, name.getIdentifier()));
  }

  private void declare(AstNode within, String name) {
    declared.computeIfAbsent(within, each -> new HashSet<>()).add(name);
    anywhere.add(name);
  }

  private AstNode function(AstNode from) {
    AstNode around = from;
    while (around != null && !(around instanceof FunctionNode) && around(around) != null) {
      around = around(around);
    }
    return around;
  }

  private AstNode block(AstNode from) {
    AstNode around = from;
    while (!(around instanceof Scope
            || around instanceof Block
            || around instanceof SwitchStatement
            || around instanceof CatchClause)
        && around(around) != null) {
      around = around(around);
    }
    return around;
  }

  private AstNode around(AstNode node) {
    AstNode function = defaults.get(node);
    return function == null ? node.getParent() : function;
  }

  private boolean isUnknown(Name name) {
    String identifier = name.getIdentifier();
    if (!isUsed(name) || globals.contains(identifier) || askedFor.contains(identifier)) {
      return false;
    }
    for (AstNode part = name; part != null; part = around(part)) {
      if (declared.getOrDefault(part, Set.of()).contains(identifier)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isUsed(Name name) {
    AstNode parent = name.getParent();
    boolean label =
        parent instanceof BreakStatement
            || parent instanceof ContinueStatement
            || parent instanceof GeneratorMethodDefinition;
    boolean named = parent instanceof FunctionNode function && function.getFunctionName() == name;
    return !label
        && !named
        && JsBindings.isVariable(name)
        && !name.getIdentifier().startsWith(JsGuards.OURS);
  }

  private UnknownName told(Name name) {
    Set<String> known = new HashSet<>(globals);
    for (AstNode part = name; part != null; part = around(part)) {
      known.addAll(declared.getOrDefault(part, Set.of()));
    }
    known.removeIf(each -> each.startsWith(JsGuards.OURS));
    String identifier = name.getIdentifier();
    // A place in the author's text is what a refusal knows, too.
    ScriptSyntax place = tree.refusal(name, identifier);
    return new UnknownName(
        identifier, place.line(), place.column(), anywhere.contains(identifier), known);
  }
}
