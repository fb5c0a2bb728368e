package io.tributary.broker.script.javascript;

import io.tributary.broker.script.ScriptSyntax;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.mozilla.javascript.Token;
import org.mozilla.javascript.ast.AstNode;
import org.mozilla.javascript.ast.ElementGet;
import org.mozilla.javascript.ast.FunctionCall;
import org.mozilla.javascript.ast.FunctionNode;
import org.mozilla.javascript.ast.Name;
import org.mozilla.javascript.ast.NewExpression;
import org.mozilla.javascript.ast.PropertyGet;

/**
 * Lists spread into calls, and the rest of an arrow's arguments: {@code o.m(...a, b)} becomes
 * {@code method(o, "m", [...a, b])}, and {@code (a, ...b) => c} becomes {@code rest(1, (a, b) =>
 * c)}. The functions are those of {@code language.js}.
 */
final class JsCalls {
  static final String CALL = JsGuards.OURS + "call";
  static final String METHOD = JsGuards.OURS + "method";
  static final String ON = JsGuards.OURS + "on";
  static final String NEW = JsGuards.OURS + "new";
  static final String REST = JsGuards.OURS + "rest";

  private static final String APART = "write this call in a statement of its own";

  private final JsTree tree;
  private final JsPlaces places;
  private final JsEdits edits = new JsEdits();
  private final Set<Integer> spreads;
  private final Set<Integer> rests;

  private JsCalls(JsText script, JsWords words) {
    this.tree = JsTree.of(script);
    this.places = new JsPlaces(tree);
    this.spreads = new HashSet<>(words.spreads());
    this.rests = new HashSet<>(words.rests());
  }

  /**
   * The script without what the engine does not know.
   *
   * @throws ScriptSyntax also for a name that begins like ours
   */
  static JsText mend(JsText script, JsWords words) {
    JsCalls calls = new JsCalls(script, words);
    calls.tree.walk(calls::visit);
    Set<Integer> left = new HashSet<>(calls.spreads);
    left.addAll(calls.rests);
    if (!left.isEmpty()) {
      throw JsText.of(script.author())
          .refusal(left.iterator().next(), "a list cannot be spread here; " + APART);
    }
    return script.edited(calls.edits);
  }

  private boolean visit(AstNode node) {
    if (node instanceof Name name
        && name.getIdentifier().startsWith(JsGuards.OURS)
        && tree.script().isAuthors(name.getAbsolutePosition())) {
      throw tree.refusal(name, "this name is taken");
    }
    if (node instanceof FunctionNode function && !function.getParams().isEmpty()) {
      List<AstNode> parameters = function.getParams();
      AstNode last = parameters.get(parameters.size() - 1);
      if (rests.remove(tree.origin(last))) {
        rest(function, last);
      }
    }
    if (node instanceof FunctionCall call) {
      List<AstNode> lists =
          call.getArguments().stream()
              .filter(argument -> spreads.remove(tree.script().origin(places.start(argument))))
              .toList();
      if (!lists.isEmpty()) {
        spread(call, lists);
      }
    }
    return true;
  }

  private void rest(FunctionNode arrow, AstNode last) {
    int start = arrow.getAbsolutePosition();
    if (arrow.getFunctionType() != FunctionNode.ARROW_FUNCTION || tree.script().at(start) != '(') {
      throw tree.refusal(last, "write function (...names) { … } here");
    }
    edits.open(start, REST + "(" + (arrow.getParams().size() - 1) + ", ");
    edits.close(places.end(arrow), ")");
  }

  private void spread(FunctionCall call, List<AstNode> lists) {
    int start = places.start(call);
    int open = call.getAbsolutePosition() + call.getLp();
    int close = call.getAbsolutePosition() + call.getRp();
    if (tree.script().at(open) != '(' || tree.script().at(close) != ')') {
      throw tree.refusal(call, APART);
    }
    lists.forEach(list -> edits.open(places.start(list), "..."));
    AstNode target = call.getTarget();
    if (call instanceof NewExpression) {
      edits.replace(start, start + "new".length(), NEW + "(");
      arguments(open, ", [", close, "])");
    } else if (isOptional(call)) {
      throw tree.refusal(
          lists.get(0), "a list cannot be spread after ?.; look with if whether it is there");
    } else if (target instanceof PropertyGet get && isSuper(get.getLeft())) {
      edits.open(start, ON + "(");
      arguments(open, ", this, [", close, "])");
    } else if (target instanceof PropertyGet get) {
      // The engine's end of `this` is not where it ends.
      int dot = before(get.getProperty(), '.');
      edits.open(start, METHOD + "(");
      edits.replace(dot, open, lines(dot, open) + ", \"" + name(get) + "\"");
      arguments(open, ", [", close, "])");
    } else if (target instanceof ElementGet get && !isSuper(get.getTarget())) {
      edits.open(start, METHOD + "(");
      int bracket = before(get.getElement(), '[');
      edits.replace(bracket, bracket + 1, ", ");
      bracket = before(open, ']', call);
      edits.replace(bracket, bracket + 1, "");
      arguments(open, ", [", close, "])");
    } else if (isSuper(target)) {
      throw tree.refusal(call, APART);
    } else {
      edits.open(start, CALL + "(");
      arguments(open, ", [", close, "])");
    }
  }

  private int before(AstNode node, char sign) {
    return before(node.getAbsolutePosition(), sign, node);
  }

  /** Where a sign stands that only blanks part from a place. */
  private int before(int place, char sign, AstNode node) {
    int before = place - 1;
    while (Character.isWhitespace(tree.script().at(before))) {
      before--;
    }
    if (tree.script().at(before) != sign) {
      throw tree.refusal(node, APART);
    }
    return before;
  }

  private void arguments(int open, String before, int close, String after) {
    edits.replace(open, open + 1, before);
    edits.replace(close, close + 1, after);
  }

  private static String name(PropertyGet get) {
    return get.getProperty().getIdentifier();
  }

  private static boolean isSuper(AstNode node) {
    return node.getType() == Token.SUPER;
  }

  /** Whether something before it may end the whole chain. */
  private static boolean isOptional(FunctionCall call) {
    AstNode node = call;
    while (true) {
      if (node.getType() == Token.QUESTION_DOT || isOptionalCall(node)) {
        return true;
      }
      if (node instanceof FunctionCall each && !(node instanceof NewExpression)) {
        node = each.getTarget();
      } else if (node instanceof PropertyGet get) {
        node = get.getLeft();
      } else if (node instanceof ElementGet get) {
        node = get.getTarget();
      } else {
        return false;
      }
    }
  }

  private static boolean isOptionalCall(AstNode node) {
    return node instanceof FunctionCall call && call.isOptionalCall();
  }

  private String lines(int start, int end) {
    String between = tree.script().text().substring(start, end);
    return "\n".repeat((int) between.chars().filter(character -> character == '\n').count());
  }
}
