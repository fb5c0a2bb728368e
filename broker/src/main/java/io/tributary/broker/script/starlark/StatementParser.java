package io.tributary.broker.script.starlark;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Reads statements; spec.md, "Statements". */
final class StatementParser {
  private final Tokens tokens;
  private final Dialect dialect;
  private final List<Name> assigned = new ArrayList<>();
  private final ExpressionParser expressions;
  private final SimpleParser simple;
  private final Deque<Boolean> loops = new ArrayDeque<>();
  private int functions;

  StatementParser(Tokens tokens, Dialect dialect) {
    this.tokens = tokens;
    this.dialect = dialect;
    this.expressions = new ExpressionParser(tokens, dialect, assigned);
    this.simple = new SimpleParser(tokens, dialect, expressions);
  }

  /** A whole script. */
  Statements.Block script() {
    if (dialect.body()) {
      functions = 1;
    }
    List<Stmt> statements = new ArrayList<>();
    while (!tokens.is(Token.Kind.END)) {
      if (tokens.is(Token.Kind.INDENT)) {
        throw Tokens.wrong(tokens.peek(), "unexpected indent");
      }
      if (!tokens.take(Token.Kind.NEWLINE)) {
        statement(statements);
      }
    }
    return body(statements, 0);
  }

  /** A function's statements, and the names that {@code :=} binds in it. */
  private Statements.Block body(List<Stmt> statements, int assignedBefore) {
    List<Name> own = assigned.subList(assignedBefore, assigned.size());
    if (!own.isEmpty()) {
      statements.add(0, new Assignments.Bind(List.copyOf(own)));
      own.clear();
    }
    return new Statements.Block(statements);
  }

  private void statement(List<Stmt> into) {
    Token token = tokens.peek();
    if (token.kind() != Token.Kind.KEYWORD && !token.is("@")) {
      simple(into);
      return;
    }
    tokens.enter();
    switch (token.text()) {
      case "def" -> into.add(define());
      case "if" -> into.add(conditional());
      case "for" -> into.add(loop());
      case "while" -> into.add(whileLoop());
      case "try" -> {
        python(token);
        into.add(attempt());
      }
      case "class" ->
          throw refuse(token, "class is not known here; write a function that returns a dict");
      case "with" ->
          throw refuse(token, "with is not known here; nothing needs to be closed, so remove it");
      case "async", "await" ->
          throw refuse(token, "nothing here takes time; remove " + token.text());
      case "@" -> throw refuse(token, "decorators are not known here; call the function by name");
      default -> simple(into);
    }
    tokens.leave();
  }

  private RuntimeException refuse(Token token, String advice) {
    return dialect.python()
        ? Tokens.wrong(token, advice)
        : tokens.unexpected("want a statement (" + token.text() + " is reserved)");
  }

  private void python(Token token) {
    if (!dialect.python()) {
      throw Tokens.wrong(token, "syntax error: got '" + token.text() + "', which is reserved");
    }
  }

  private void simple(List<Stmt> into) {
    do {
      if (tokens.is(Token.Kind.NEWLINE)) {
        break;
      }
      into.add(simple.statement(functions > 0, !loops.isEmpty() && loops.peek()));
    } while (tokens.take(";"));
    if (!tokens.is(Token.Kind.END)) {
      tokens.expect(Token.Kind.NEWLINE, "the end of the line");
    }
  }

  private Stmt suite() {
    tokens.expect(":");
    List<Stmt> statements = new ArrayList<>();
    if (!tokens.take(Token.Kind.NEWLINE)) {
      simple(statements);
      return new Statements.Block(statements);
    }
    if (!tokens.take(Token.Kind.INDENT)) {
      throw tokens.unexpected("want indent: an indented block");
    }
    while (!tokens.take(Token.Kind.OUTDENT)) {
      if (tokens.is(Token.Kind.INDENT)) {
        throw Tokens.wrong(tokens.peek(), "unexpected indent");
      }
      statement(statements);
    }
    return new Statements.Block(statements);
  }

  private Stmt define() {
    tokens.next();
    Token name = tokens.expect(Token.Kind.NAME, "a function's name");
    tokens.expect("(");
    Parameters parameters = expressions.operands().parameters(")");
    tokens.expect(")");
    if (dialect.python() && tokens.take("->")) {
      throw Tokens.wrong(name, "types of results are not known here; remove '-> …'");
    }
    int before = assigned.size();
    functions++;
    loops.push(false);
    List<Stmt> statements = new ArrayList<>(List.of(suite()));
    loops.pop();
    functions--;
    FunctionCode code = new FunctionCode(name.text(), parameters, body(statements, before));
    return new Assignments.Define(new Name(name), new Closure(name, code));
  }

  private Stmt conditional() {
    Token token = tokens.next();
    control(token);
    Expr condition = expressions.expression();
    Stmt then = suite();
    List<Expr> conditions = new ArrayList<>(List.of(condition));
    List<Stmt> blocks = new ArrayList<>(List.of(then));
    while (tokens.is("elif")) {
      tokens.next();
      conditions.add(expressions.expression());
      blocks.add(suite());
    }
    Stmt otherwise = tokens.take("else") ? suite() : null;
    return new Statements.If(conditions, blocks, otherwise);
  }

  private void control(Token token) {
    if (functions == 0 && !dialect.topLevelControl()) {
      throw Tokens.wrong(
          token,
          token.text()
              + (token.is("if") ? " statement" : " loop")
              + " not within a function (cannot perform an "
              + token.text()
              + " at top level)");
    }
  }

  private Stmt loop() {
    control(tokens.next());
    Target target = expressions.target(expressions.loopVariables());
    tokens.expect("in");
    Expr iterable = expressions.expressions();
    Stmt body = loopBody();
    return new Loops.For(target, iterable, body, loopElse());
  }

  private Stmt whileLoop() {
    Token token = tokens.next();
    if (!dialect.whileLoops()) {
      throw Tokens.wrong(
          token, "while is not known here: this dialect does not support while loops");
    }
    control(token);
    Expr condition = expressions.expression();
    Stmt body = loopBody();
    return new Loops.While(condition, body, loopElse());
  }

  private Stmt loopBody() {
    loops.push(true);
    Stmt body = suite();
    loops.pop();
    return body;
  }

  private Stmt loopElse() {
    return dialect.python() && tokens.take("else") ? suite() : null;
  }

  private Stmt attempt() {
    Token start = tokens.next();
    Stmt body = suite();
    List<Failures.Handler> handlers = new ArrayList<>();
    boolean all = false;
    while (tokens.is("except")) {
      Token token = tokens.next();
      if (all) {
        throw Tokens.wrong(token, "'except:' without a kind must be the last");
      }
      Expr kinds = tokens.is(":") ? null : expressions.expression();
      all = kinds == null;
      Name name = tokens.take("as") ? new Name(tokens.expect(Token.Kind.NAME, "a name")) : null;
      handlers.add(new Failures.Handler(kinds, name, suite()));
    }
    Stmt otherwise = !handlers.isEmpty() && tokens.take("else") ? suite() : null;
    Stmt last = tokens.take("finally") ? suite() : null;
    if (handlers.isEmpty() && last == null) {
      throw Tokens.wrong(start, "try needs an except or a finally");
    }
    return new Failures.Try(body, handlers, otherwise, last);
  }
}
