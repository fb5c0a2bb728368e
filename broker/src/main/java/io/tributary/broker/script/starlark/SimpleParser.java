package io.tributary.broker.script.starlark;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads statements of one line. */
final class SimpleParser {
  private final Tokens tokens;
  private final Dialect dialect;
  private final ExpressionParser expressions;

  SimpleParser(Tokens tokens, Dialect dialect, ExpressionParser expressions) {
    this.tokens = tokens;
    this.dialect = dialect;
    this.expressions = expressions;
  }

  /**
   * One, without the end of its line.
   *
   * @param inFunction whether {@code return} may stand here
   * @param inLoop whether {@code break} and {@code continue} may
   */
  Stmt statement(boolean inFunction, boolean inLoop) {
    Token token = tokens.peek();
    if (token.kind() != Token.Kind.KEYWORD) {
      return assignment();
    }
    return switch (token.text()) {
      case "pass" -> jump(Stmt.Flow.NEXT);
      case "break", "continue" -> {
        if (!inLoop) {
          throw Tokens.wrong(token, token.text() + " not in a loop");
        }
        yield jump(token.is("break") ? Stmt.Flow.BREAK : Stmt.Flow.CONTINUE);
      }
      case "return" -> {
        if (!inFunction) {
          throw Tokens.wrong(
              token, "return statement not within a function (must be inside a function)");
        }
        yield result();
      }
      case "load" -> load(inFunction);
      default -> dialect.python() ? python(token, inFunction) : assignment();
    };
  }

  private Stmt jump(Stmt.Flow flow) {
    tokens.next();
    return new Statements.Jump(flow);
  }

  private Stmt result() {
    tokens.next();
    boolean none = tokens.is(Token.Kind.NEWLINE) || tokens.is(Token.Kind.END) || tokens.is(";");
    return new Statements.Return(none ? null : expressions.expressions());
  }

  private Stmt python(Token token, boolean inFunction) {
    return switch (token.text()) {
      case "import", "from" ->
          throw Tokens.wrong(
              token,
              "nothing can be imported: a script stands alone; regex_match and regex_replace are"
                  + " here without an import");
      case "global" ->
          throw Tokens.wrong(token, "a script is the body of a function; write nonlocal");
      case "nonlocal" -> borrow(inFunction);
      case "raise" -> raise();
      case "assert" -> assertion();
      case "del" -> delete();
      case "yield" ->
          throw Tokens.wrong(token, "yield is not known here; collect the values in a list");
      case "except", "finally", "elif", "else" ->
          throw tokens.unexpected("which belongs to nothing here");
      default -> assignment();
    };
  }

  private Stmt borrow(boolean inFunction) {
    Token start = tokens.next();
    if (!inFunction) {
      throw Tokens.wrong(start, "nonlocal is for functions within functions");
    }
    List<Name> names = new ArrayList<>();
    do {
      names.add(new Name(tokens.expect(Token.Kind.NAME, "a name")));
    } while (tokens.take(","));
    return new Assignments.Borrow(names);
  }

  private Stmt raise() {
    Token start = tokens.next();
    if (tokens.is(Token.Kind.NEWLINE) || tokens.is(Token.Kind.END) || tokens.is(";")) {
      return new Failures.Raise(start, null);
    }
    Expr error = expressions.expression();
    if (tokens.take("from")) {
      expressions.expression();
      throw Tokens.wrong(start, "write raise without from; an error has no cause here");
    }
    return new Failures.Raise(start, error);
  }

  private Stmt assertion() {
    tokens.next();
    Expr condition = expressions.expression();
    return new Statements.Assert(condition, tokens.take(",") ? expressions.expression() : null);
  }

  private Stmt delete() {
    Token start = tokens.next();
    List<Expr> targets = new ArrayList<>();
    do {
      Expr target = expressions.loopVariable();
      if (!(target instanceof Name) && !(target instanceof Access.Index)) {
        throw Tokens.wrong(start, "del takes names and elements, such as del d[\"a\"]");
      }
      targets.add(target);
    } while (tokens.take(","));
    return new Assignments.Delete(targets);
  }

  private Stmt assignment() {
    Expr left = expressions.expressions();
    Token sign = tokens.peek();
    if (sign.is("=")) {
      return assign(left);
    }
    if (sign.kind() == Token.Kind.OPERATOR
        && sign.text().endsWith("=")
        && sign.text().length() > 1
        && !sign.is("==")
        && !sign.is(":=")) {
      return augmented(left);
    }
    if (sign.is(":") && dialect.python() && left instanceof Name) {
      throw Tokens.wrong(sign, "types of variables are not known here; remove ': …'");
    }
    return new Statements.Expression(left);
  }

  private Stmt assign(Expr left) {
    List<Target> targets = new ArrayList<>(List.of(expressions.target(left)));
    Expr value = null;
    while (tokens.take("=")) {
      if (value != null) {
        targets.add(expressions.target(value));
      }
      value = expressions.expressions();
      if (tokens.is("=") && !dialect.python()) {
        throw tokens.unexpected("want the end of the line; assign once");
      }
    }
    return new Assignments.Assign(targets, value);
  }

  private Stmt augmented(Expr left) {
    Token sign = tokens.next();
    String operator = sign.text().substring(0, sign.text().length() - 1);
    if (operator.equals("**") && !dialect.python()) {
      throw Tokens.wrong(sign, "syntax error: got '**='");
    }
    if (left instanceof Row) {
      throw left.wrong("can't use list or tuple expression in augmented assignment");
    }
    expressions.target(left);
    return new Assignments.Augmented(left, Operator.of(operator), expressions.expressions());
  }

  private Stmt load(boolean inFunction) {
    Token start = tokens.next();
    if (dialect.body()) {
      throw Tokens.wrong(start, "a mapping is a single file; nothing can be loaded");
    }
    if (inFunction) {
      throw Tokens.wrong(start, "load statement within a function (not at top level)");
    }
    tokens.expect("(");
    Token module = tokens.expect(Token.Kind.STRING, "the first operand: a string literal");
    Map<Name, String> names = new LinkedHashMap<>();
    while (tokens.take(",") && !tokens.is(")")) {
      loaded(names);
    }
    tokens.expect(")");
    if (names.isEmpty()) {
      throw Tokens.wrong(start, "load statement must import at least 1 symbol");
    }
    return new Assignments.Load(new Literal(module, module.value()), names);
  }

  private void loaded(Map<Name, String> names) {
    Token token = tokens.next();
    Token theirs = token;
    Token ours = token;
    if (token.kind() == Token.Kind.NAME) {
      tokens.expect("=");
      theirs = tokens.expect(Token.Kind.STRING, "a string literal");
    } else if (token.kind() == Token.Kind.STRING) {
      String name = (String) token.value();
      ours = new Token(Token.Kind.NAME, name, null, token.line(), token.column());
    } else {
      throw Tokens.wrong(token, "load operand must be \"name\" or localname=\"name\"");
    }
    String theirName = (String) theirs.value();
    if (theirName.startsWith("_")) {
      throw Tokens.wrong(
          theirs, "load: names with leading underscores are not exported: " + theirName);
    }
    if (!Lexer.isName(theirName, dialect)) {
      throw Tokens.wrong(theirs, "load: \"" + theirName + "\" is no name");
    }
    names.put(new Name(ours), theirName);
  }
}
