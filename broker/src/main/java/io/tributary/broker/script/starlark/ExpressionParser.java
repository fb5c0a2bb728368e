package io.tributary.broker.script.starlark;

import io.tributary.broker.script.ScriptSyntax;
import io.tributary.broker.script.starlark.Comparison.Sign;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Reads expressions; spec.md, "Expressions". */
final class ExpressionParser {
  /** Operators in one row, such as terms of a sum, each of which nests the tree by one. */
  private static final int LONGEST_CHAIN = 500;

  private static final int COMPARISON = 4;

  private static final Map<String, Integer> PRECEDENCE =
      Map.ofEntries(
          Map.entry("or", 1),
          Map.entry("and", 2),
          Map.entry("==", COMPARISON),
          Map.entry("!=", COMPARISON),
          Map.entry("<", COMPARISON),
          Map.entry(">", COMPARISON),
          Map.entry("<=", COMPARISON),
          Map.entry(">=", COMPARISON),
          Map.entry("in", COMPARISON),
          Map.entry("not", COMPARISON),
          Map.entry("is", COMPARISON),
          Map.entry("|", 5),
          Map.entry("^", 6),
          Map.entry("&", 7),
          Map.entry("<<", 8),
          Map.entry(">>", 8),
          Map.entry("-", 9),
          Map.entry("+", 9),
          Map.entry("*", 10),
          Map.entry("/", 10),
          Map.entry("//", 10),
          Map.entry("%", 10));

  private final Tokens tokens;
  private final Dialect dialect;
  private final OperandParser operands;
  private final List<Name> assigned;

  /**
   * @param assigned collects the names that {@code :=} gives values to
   */
  ExpressionParser(Tokens tokens, Dialect dialect, List<Name> assigned) {
    this.tokens = tokens;
    this.dialect = dialect;
    this.assigned = assigned;
    this.operands = new OperandParser(tokens, dialect, this);
  }

  /** For the expressions of an f-string. */
  ExpressionParser within(Tokens inner) {
    return new ExpressionParser(inner, dialect, assigned);
  }

  Tokens tokens() {
    return tokens;
  }

  OperandParser operands() {
    return operands;
  }

  /** One expression, or several with commas between: a tuple. */
  Expr expressions() {
    Token start = tokens.peek();
    Expr first = expression();
    if (!tokens.is(",")) {
      return first;
    }
    List<Expr> all = new ArrayList<>(List.of(first));
    while (tokens.take(",")) {
      if (!startsExpression()) {
        if (dialect.python()) {
          break;
        }
        throw Tokens.wrong(
            tokens.peek(), "syntax error: unparenthesized tuple with trailing comma");
      }
      all.add(expression());
    }
    return new Row(start, Row.Kind.TUPLE, all);
  }

  boolean startsExpression() {
    Token next = tokens.peek();
    return switch (next.kind()) {
      case NAME, NUMBER, STRING, BYTES, FSTRING -> true;
      case KEYWORD -> next.is("not") || next.is("lambda");
      case OPERATOR ->
          next.is("(")
              || next.is("[")
              || next.is("{")
              || next.is("-")
              || next.is("+")
              || next.is("~")
              || next.is("*");
      default -> false;
    };
  }

  /** One expression: a condition with its two values, a lambda, or less. */
  Expr expression() {
    tokens.enter();
    try {
      if (tokens.is("lambda")) {
        return operands.lambda(true);
      }
      Token start = tokens.peek();
      if (dialect.python() && start.kind() == Token.Kind.NAME && tokens.peek(1).is(":=")) {
        return walrus();
      }
      Expr value = binary(1);
      if (!tokens.is("if")) {
        return value;
      }
      Token sign = tokens.next();
      Expr condition = binary(1);
      if (!tokens.is("else")) {
        throw tokens.unexpected("want 'else': conditional expression without else clause");
      }
      tokens.next();
      return new Operations.Conditional(sign, condition, value, expression());
    } finally {
      tokens.leave();
    }
  }

  private Expr walrus() {
    Name name = new Name(tokens.next());
    Token sign = tokens.next();
    assigned.add(name);
    return new Operations.Walrus(sign, name, expression());
  }

  /** Without a condition around it: what {@code for … in} of a comprehension takes. */
  Expr withoutCondition() {
    return binary(1);
  }

  /** A loop's variables: no comparison, so that {@code in} ends them. */
  Expr loopVariable() {
    return binary(COMPARISON + 1);
  }

  private Expr binary(int least) {
    tokens.enter();
    try {
      Expr left = tokens.is("not") && least <= 3 ? not() : unary();
      int links = 0;
      while (true) {
        Token sign = tokens.peek();
        Integer precedence = isOperator(sign) ? PRECEDENCE.get(sign.text()) : null;
        if (precedence == null
            || precedence < least
            || (sign.is("not") && !tokens.peek(1).is("in"))
            || (sign.is("is") && !dialect.python())) {
          return left;
        }
        if (++links > LONGEST_CHAIN) {
          throw Tokens.wrong(sign, "more than " + LONGEST_CHAIN + " operators in one row");
        }
        left = precedence == COMPARISON ? comparison(left) : joined(left, precedence);
      }
    } finally {
      tokens.leave();
    }
  }

  private static boolean isOperator(Token token) {
    return token.kind() == Token.Kind.OPERATOR || token.kind() == Token.Kind.KEYWORD;
  }

  private Expr joined(Expr left, int precedence) {
    Token sign = tokens.next();
    Expr right = binary(precedence + 1);
    return precedence <= 2
        ? new Operations.Logic(sign, left, right)
        : new Operations.Binary(sign, Operator.of(sign.text()), left, right);
  }

  private Expr comparison(Expr first) {
    Token start = tokens.peek();
    List<Sign> signs = new ArrayList<>();
    List<Expr> others = new ArrayList<>();
    while (PRECEDENCE.getOrDefault(tokens.peek().text(), 0) == COMPARISON
        && isOperator(tokens.peek())
        && (!tokens.is("not") || tokens.peek(1).is("in"))) {
      if (!signs.isEmpty() && !dialect.python()) {
        throw Tokens.wrong(
            tokens.peek(),
            "syntax error: "
                + start.text()
                + " does not associate with "
                + tokens.peek().text()
                + " (comparison operators are non-associative; use parens)");
      }
      if (signs.size() >= LONGEST_CHAIN) {
        throw Tokens.wrong(start, "more than " + LONGEST_CHAIN + " operators in one row");
      }
      signs.add(sign());
      others.add(binary(COMPARISON + 1));
    }
    return new Operations.Comparing(start, first, signs, others);
  }

  private Sign sign() {
    Token token = tokens.next();
    return switch (token.text()) {
      case "==" -> Sign.EQUAL;
      case "!=" -> Sign.UNEQUAL;
      case "<" -> Sign.LESS;
      case "<=" -> Sign.AT_MOST;
      case ">" -> Sign.MORE;
      case ">=" -> Sign.AT_LEAST;
      case "in" -> Sign.IN;
      case "is" -> tokens.take("not") ? Sign.IS_NOT : Sign.IS;
      default -> {
        tokens.expect("in");
        yield Sign.NOT_IN;
      }
    };
  }

  private Expr not() {
    Token sign = tokens.next();
    return new Operations.Not(sign, binary(3));
  }

  private Expr unary() {
    Token sign = tokens.peek();
    if (sign.is("-") || sign.is("+") || sign.is("~")) {
      tokens.next();
      tokens.enter();
      Expr operand = unary();
      tokens.leave();
      return new Operations.Unary(sign, operand);
    }
    if (sign.is("not")) {
      throw tokens.unexpected("want an expression; put brackets around 'not …'");
    }
    Expr base = operands.primary();
    if (tokens.is("**")) {
      Token power = tokens.peek();
      if (!dialect.python()) {
        throw tokens.unexpected("** is only for arguments");
      }
      tokens.next();
      tokens.enter();
      Expr exponent = unary();
      tokens.leave();
      return new Operations.Binary(power, Operator.POWER, base, exponent);
    }
    return base;
  }

  /** Clauses of a comprehension, the first of which is a {@code for}. */
  List<Clause> clauses() {
    List<Clause> clauses = new ArrayList<>();
    while (tokens.is("for") || tokens.is("if") || tokens.is("async")) {
      if (tokens.is("async")) {
        throw Tokens.wrong(tokens.peek(), "nothing here takes time; remove async");
      }
      if (tokens.next().is("if")) {
        Expr condition = tokens.is("lambda") ? operands.lambda(false) : withoutCondition();
        clauses.add(new Clause(null, condition));
      } else {
        Target target = target(loopVariables());
        tokens.expect("in");
        if (tokens.is("lambda")) {
          throw tokens.unexpected("put brackets around a lambda here");
        }
        clauses.add(new Clause(target, withoutCondition()));
      }
    }
    return clauses;
  }

  Expr loopVariables() {
    Token start = tokens.peek();
    Expr first = loopVariable();
    if (!tokens.is(",")) {
      return first;
    }
    List<Expr> all = new ArrayList<>(List.of(first));
    while (tokens.take(",")) {
      if (dialect.python() && tokens.is("in")) {
        break;
      }
      all.add(loopVariable());
    }
    return new Row(start, Row.Kind.TUPLE, all);
  }

  /**
   * What can be assigned to.
   *
   * @throws ScriptSyntax when the expression cannot
   */
  Target target(Expr expression) {
    if (expression instanceof Row row && row.kind() != Row.Kind.SET) {
      for (Expr element : row.elements()) {
        target(element);
      }
      return row;
    }
    if (expression instanceof Access.Dot dot && dialect.python()) {
      throw dot.wrong("objects are read-only here; a script changes nothing but what it returns");
    }
    if (expression instanceof Name name) {
      return name(name);
    }
    if (expression instanceof Access.Dot || expression instanceof Access.Index) {
      return (Target) expression;
    }
    if (expression instanceof Access.Part && dialect.python()) {
      throw expression.wrong("parts of lists cannot be replaced; make a new list with +");
    }
    throw expression.wrong("cannot assign to this (want a name, x[i] or a list of them)");
  }

  private Name name(Name name) {
    boolean constant =
        switch (name.name()) {
          case "None", "True", "False" -> dialect.python();
          default -> false;
        };
    if (constant) {
      throw name.wrong("cannot assign to " + name.name());
    }
    return name;
  }
}
