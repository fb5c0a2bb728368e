package io.tributary.broker.script.starlark;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Reads operands and what follows them: literals, brackets, calls, dots, indexes, lambdas. */
final class OperandParser {
  private static final int LONGEST_CHAIN = 500;

  private final Tokens tokens;
  private final Dialect dialect;
  private final ExpressionParser expressions;

  OperandParser(Tokens tokens, Dialect dialect, ExpressionParser expressions) {
    this.tokens = tokens;
    this.dialect = dialect;
    this.expressions = expressions;
  }

  Expr primary() {
    Expr value = operand();
    for (int links = 0; ; links++) {
      if (links > LONGEST_CHAIN) {
        throw Tokens.wrong(tokens.peek(), "more than " + LONGEST_CHAIN + " steps in one row");
      }
      if (tokens.take(".")) {
        value = new Access.Dot(tokens.expect(Token.Kind.NAME, "a name"), value);
      } else if (tokens.is("(")) {
        value = call(value);
      } else if (tokens.is("[")) {
        value = index(value);
      } else {
        return value;
      }
    }
  }

  private Expr operand() {
    Token token = tokens.peek();
    return switch (token.kind()) {
      case NAME -> new Name(tokens.next());
      case NUMBER -> new Literal(tokens.next(), token.value());
      case STRING, FSTRING -> text();
      case BYTES -> bytes();
      case OPERATOR ->
          switch (token.text()) {
            case "(" -> parenthesis();
            case "[" -> list();
            case "{" -> braces();
            default -> throw tokens.unexpected("want primary expression");
          };
      default -> throw refusal(token);
    };
  }

  private RuntimeException refusal(Token token) {
    if (token.is("yield")) {
      return Tokens.wrong(token, "yield is not known here; collect the values in a list");
    }
    if (token.is("await") || token.is("async")) {
      return Tokens.wrong(token, "nothing here takes time; remove " + token.text());
    }
    if (token.is("lambda")) {
      return Tokens.wrong(token, "syntax error: got 'lambda', want brackets around it");
    }
    return tokens.unexpected("want primary expression");
  }

  /** Neighbouring texts are one in Python. */
  private Expr text() {
    Token start = tokens.peek();
    List<Template.Part> parts = new ArrayList<>();
    StringBuilder fixed = new StringBuilder();
    boolean template = false;
    while (tokens.is(Token.Kind.STRING) || tokens.is(Token.Kind.FSTRING)) {
      Token token = tokens.next();
      if (token.kind() == Token.Kind.STRING) {
        parts.add(new Template.Part((String) token.value(), null, '\0', null));
        fixed.append((String) token.value());
      } else {
        template = true;
        parts.addAll(new TemplateParser(token, expressions).parts());
      }
      if (!dialect.python() && tokens.is(Token.Kind.STRING)) {
        throw tokens.unexpected("want an operator; texts are joined with +");
      }
    }
    if (tokens.is(Token.Kind.BYTES)) {
      throw tokens.unexpected("texts and bytes cannot be joined");
    }
    return template ? new Template(start, parts) : new Literal(start, fixed.toString());
  }

  private Expr bytes() {
    Token start = tokens.next();
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.writeBytes(((Bytes) start.value()).octets());
    while (dialect.python() && tokens.is(Token.Kind.BYTES)) {
      all.writeBytes(((Bytes) tokens.next().value()).octets());
    }
    return new Literal(start, new Bytes(all.toByteArray()));
  }

  private Expr parenthesis() {
    Token open = tokens.next();
    if (tokens.take(")")) {
      return new Row(open, Row.Kind.TUPLE, List.of());
    }
    Expr first = expressions.expression();
    if (dialect.python() && tokens.is("for")) {
      List<Clause> clauses = expressions.clauses();
      tokens.expect(")");
      return new Generator(open, first, clauses);
    }
    if (!tokens.is(",")) {
      tokens.expect(")");
      return first;
    }
    List<Expr> all = rest(first, ")");
    tokens.expect(")");
    return new Row(open, Row.Kind.TUPLE, all);
  }

  private List<Expr> rest(Expr first, String close) {
    List<Expr> all = new ArrayList<>(List.of(first));
    while (tokens.take(",")) {
      if (tokens.is(close)) {
        break;
      }
      refuseStar();
      all.add(expressions.expression());
    }
    return all;
  }

  private void refuseStar() {
    if (tokens.is("*") && dialect.python()) {
      throw Tokens.wrong(tokens.peek(), "write [a] + list(b) instead of [a, *b]");
    }
  }

  private Expr list() {
    Token open = tokens.next();
    if (tokens.take("]")) {
      return new Row(open, Row.Kind.LIST, List.of());
    }
    refuseStar();
    Expr first = expressions.expression();
    if (tokens.is("for")) {
      List<Clause> clauses = expressions.clauses();
      tokens.expect("]");
      return new Comprehension(open, Comprehension.Kind.LIST, first, null, clauses);
    }
    List<Expr> all = rest(first, "]");
    tokens.expect("]");
    return new Row(open, Row.Kind.LIST, all);
  }

  private Expr braces() {
    Token open = tokens.next();
    if (tokens.take("}")) {
      return new Dictionary(open, List.of());
    }
    if (dialect.python()) {
      refuseStar();
      if (!tokens.is("**")) {
        Expr first = expressions.expression();
        return tokens.take(":") ? dict(open, first) : set(open, first);
      }
      return dict(open, null);
    }
    Expr first = expressions.expression();
    tokens.expect(":");
    return dict(open, first);
  }

  private Expr set(Token open, Expr first) {
    if (tokens.is("for")) {
      List<Clause> clauses = expressions.clauses();
      tokens.expect("}");
      return new Comprehension(open, Comprehension.Kind.SET, first, null, clauses);
    }
    List<Expr> all = rest(first, "}");
    tokens.expect("}");
    return new Row(open, Row.Kind.SET, all);
  }

  /**
   * @param key of the first entry, its colon read; null when the first is {@code **more}
   */
  private Expr dict(Token open, Expr key) {
    List<Dictionary.Entry> entries = new ArrayList<>();
    if (key != null) {
      Expr value = expressions.expression();
      if (tokens.is("for")) {
        List<Clause> clauses = expressions.clauses();
        tokens.expect("}");
        return new Comprehension(open, Comprehension.Kind.DICT, key, value, clauses);
      }
      entries.add(new Dictionary.Entry(key, value));
    } else {
      entries.add(entry());
    }
    while (tokens.take(",")) {
      if (tokens.is("}")) {
        break;
      }
      entries.add(entry());
    }
    tokens.expect("}");
    return new Dictionary(open, entries);
  }

  private Dictionary.Entry entry() {
    if (dialect.python() && tokens.take("**")) {
      return new Dictionary.Entry(null, expressions.loopVariable());
    }
    Expr key = expressions.expression();
    tokens.expect(":");
    return new Dictionary.Entry(key, expressions.expression());
  }

  private Expr call(Expr function) {
    Token open = tokens.next();
    tokens.enter();
    List<Call.Argument> arguments = new ArgumentParser(tokens, dialect, expressions).arguments();
    tokens.leave();
    tokens.expect(")");
    return new Call(open, function, arguments);
  }

  private Expr index(Expr object) {
    Token open = tokens.next();
    tokens.enter();
    Expr start = tokens.is(":") ? null : expressions.expressions();
    Expr result;
    if (tokens.take(":")) {
      Expr stop = tokens.is(":") || tokens.is("]") ? null : expressions.expression();
      Expr stride = tokens.take(":") && !tokens.is("]") ? expressions.expression() : null;
      result = new Access.Part(open, object, start, stop, stride);
    } else {
      result = new Access.Index(open, object, start);
    }
    tokens.leave();
    tokens.expect("]");
    return result;
  }

  /**
   * @param conditions whether its body may be a condition with two values
   */
  Expr lambda(boolean conditions) {
    Token start = tokens.next();
    Parameters parameters = parameters(":");
    tokens.expect(":");
    Expr body = conditions ? expressions.expression() : expressions.withoutCondition();
    return new Closure(start, new FunctionCode("lambda", parameters, new Statements.Return(body)));
  }

  /** Up to, and without, the sign that ends them. */
  Parameters parameters(String end) {
    List<String> positional = new ArrayList<>();
    List<String> byName = new ArrayList<>();
    List<Expr> defaults = new ArrayList<>();
    String rest = null;
    String namedRest = null;
    boolean star = false;
    Set<String> seen = new HashSet<>();
    while (!tokens.is(end)) {
      Token token = tokens.peek();
      if (namedRest != null) {
        throw Tokens.wrong(token, "a parameter may not follow **" + namedRest);
      }
      if (tokens.take("**")) {
        namedRest = parameter(seen);
      } else if (tokens.take("*")) {
        if (star) {
          throw Tokens.wrong(token, "multiple * parameters not allowed");
        }
        star = true;
        if (!tokens.is(",") && !tokens.is(end)) {
          rest = parameter(seen);
        } else if (tokens.is(end) || tokens.peek(1).kind() != Token.Kind.NAME) {
          throw Tokens.wrong(token, "bare * must be followed by keyword-only parameters");
        }
      } else {
        if (token.is("/")) {
          throw Tokens.wrong(token, "remove '/': every parameter may be given by name");
        }
        (star ? byName : positional).add(parameter(seen));
        Expr value = tokens.take("=") ? expressions.expression() : null;
        if (value == null
            && !star
            && !defaults.isEmpty()
            && defaults.get(defaults.size() - 1) != null) {
          throw Tokens.wrong(token, "required parameter may not follow optional");
        }
        defaults.add(value);
      }
      if (!tokens.take(",")) {
        break;
      }
    }
    return new Parameters(positional, byName, defaults, rest, namedRest);
  }

  private String parameter(Set<String> seen) {
    Token name = tokens.expect(Token.Kind.NAME, "a parameter's name");
    if (!seen.add(name.text())) {
      throw Tokens.wrong(name, "duplicate parameter: " + name.text());
    }
    return name.text();
  }
}
