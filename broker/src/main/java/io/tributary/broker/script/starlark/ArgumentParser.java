package io.tributary.broker.script.starlark;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Reads the arguments of one call, and holds them to their order. */
final class ArgumentParser {
  private final Tokens tokens;
  private final Dialect dialect;
  private final ExpressionParser expressions;
  private final List<Call.Argument> arguments = new ArrayList<>();
  private final Set<String> names = new HashSet<>();
  private boolean spread;
  private boolean namedSpread;

  ArgumentParser(Tokens tokens, Dialect dialect, ExpressionParser expressions) {
    this.tokens = tokens;
    this.dialect = dialect;
    this.expressions = expressions;
  }

  /** Behind the opening bracket, up to the closing one. */
  List<Call.Argument> arguments() {
    while (!tokens.is(")")) {
      argument();
      if (!tokens.take(",")) {
        break;
      }
    }
    return arguments;
  }

  private void argument() {
    Token start = tokens.peek();
    if (tokens.take("**")) {
      if (namedSpread && !dialect.python()) {
        throw Tokens.wrong(start, "multiple **kwargs not allowed");
      }
      namedSpread = true;
      add(Call.Kind.NAMED_SPREAD, null, expressions.expression());
    } else if (tokens.take("*")) {
      if (namedSpread) {
        throw Tokens.wrong(start, "*args may not follow **kwargs");
      }
      if (spread && !dialect.python()) {
        throw Tokens.wrong(start, "multiple *args not allowed");
      }
      spread = true;
      add(Call.Kind.SPREAD, null, expressions.expression());
    } else if (start.kind() == Token.Kind.NAME && tokens.peek(1).is("=")) {
      named(start);
    } else {
      positional(start);
    }
  }

  private void named(Token name) {
    tokens.next();
    tokens.next();
    if (!names.add(name.text())) {
      throw Tokens.wrong(name, "keyword argument \"" + name.text() + "\" is repeated");
    }
    if (!dialect.python() && (spread || namedSpread)) {
      throw Tokens.wrong(
          name,
          namedSpread
              ? "keyword argument may not follow **kwargs"
              : "keyword argument may not follow *args");
    }
    add(Call.Kind.NAMED, name.text(), expressions.expression());
  }

  private void positional(Token start) {
    if (namedSpread) {
      throw Tokens.wrong(start, "positional argument may not follow **kwargs");
    }
    if (spread && !dialect.python()) {
      throw Tokens.wrong(start, "positional argument may not follow *args");
    }
    if (!names.isEmpty()) {
      throw Tokens.wrong(start, "positional argument may not follow named");
    }
    Expr value = expressions.expression();
    if (dialect.python() && tokens.is("for")) {
      value = new Generator(start, value, expressions.clauses());
      if (!arguments.isEmpty() || !tokens.is(")")) {
        throw Tokens.wrong(start, "put brackets around a generator beside other arguments");
      }
    }
    add(Call.Kind.POSITIONAL, null, value);
  }

  private void add(Call.Kind kind, String name, Expr value) {
    arguments.add(new Call.Argument(kind, name, value));
  }
}
