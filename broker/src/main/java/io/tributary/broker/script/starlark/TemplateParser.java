package io.tributary.broker.script.starlark;

import io.tributary.broker.script.ScriptSyntax;
import java.util.ArrayList;
import java.util.List;

/** Reads an f-string: its fixed parts, and the expressions between braces. */
final class TemplateParser {
  private static final int DEEPEST = 2;

  private final Token token;
  private final ExpressionParser outer;
  private final String body;
  private final boolean raw;
  private final int offset;
  private int at;

  TemplateParser(Token token, ExpressionParser outer) {
    TextLiteral.Template template = (TextLiteral.Template) token.value();
    this.token = token;
    this.outer = outer;
    this.body = template.body();
    this.raw = template.raw();
    this.offset = template.offset();
  }

  List<Template.Part> parts() {
    List<Template.Part> parts = parts(0);
    if (at < body.length()) {
      throw wrong("f-string: single '}' is not allowed", at);
    }
    return parts;
  }

  /** Up to the end, or within a format up to the brace that closes it. */
  private List<Template.Part> parts(int depth) {
    List<Template.Part> parts = new ArrayList<>();
    StringBuilder fixed = new StringBuilder();
    while (at < body.length()) {
      char c = body.charAt(at);
      boolean doubled = depth == 0 && at + 1 < body.length() && body.charAt(at + 1) == c;
      if ((c == '{' || c == '}') && doubled) {
        fixed.append(c);
        at += 2;
      } else if (c == '{') {
        flush(parts, fixed);
        at++;
        field(parts, depth);
      } else if (c == '}') {
        break;
      } else if (c == '\\' && !raw && at + 1 < body.length()) {
        // Two characters, so that an escaped backslash hides nothing.
        fixed.append(c).append(body.charAt(at + 1));
        at += 2;
      } else {
        fixed.append(c);
        at++;
      }
    }
    flush(parts, fixed);
    return parts;
  }

  private void flush(List<Template.Part> parts, StringBuilder fixed) {
    if (fixed.length() == 0) {
      return;
    }
    TextLiteral text = TextLiteral.part(fixed.toString(), raw);
    if (text.problem() != null) {
      throw wrong(text.problem(), at);
    }
    parts.add(new Template.Part((String) text.value(), null, '\0', null));
    fixed.setLength(0);
  }

  private void field(List<Template.Part> parts, int depth) {
    if (depth >= DEEPEST) {
      throw wrong("f-string: expressions are nested too deeply", at);
    }
    int start = at;
    int end = end();
    String source = body.substring(start, end);
    String shown = null;
    if (source.stripTrailing().endsWith("=") && !isComparison(source.stripTrailing())) {
      shown = source;
      source = source.substring(0, source.lastIndexOf('='));
    }
    if (source.isBlank()) {
      throw wrong("f-string: empty expression not allowed", start);
    }
    Expr value = expression(source, start);
    at = end;
    char conversion = conversion();
    Template format = null;
    if (at < body.length() && body.charAt(at) == ':') {
      at++;
      format = new Template(token, parts(depth + 1));
    }
    if (at >= body.length() || body.charAt(at) != '}') {
      throw wrong("f-string: expecting '}'", Math.min(at, body.length()));
    }
    at++;
    if (shown != null) {
      parts.add(new Template.Part(shown, null, '\0', null));
      conversion = conversion == '\0' && format == null ? 'r' : conversion;
    }
    parts.add(new Template.Part(null, value, conversion, format));
  }

  private static boolean isComparison(String source) {
    return source.endsWith("==")
        || source.endsWith("!=")
        || source.endsWith("<=")
        || source.endsWith(">=");
  }

  private char conversion() {
    if (at >= body.length() || body.charAt(at) != '!') {
      return '\0';
    }
    char conversion = at + 1 < body.length() ? body.charAt(at + 1) : '\0';
    if ("sra".indexOf(conversion) < 0 || conversion == '\0') {
      throw wrong("f-string: invalid conversion character: expected 's', 'r', or 'a'", at);
    }
    at += 2;
    return conversion;
  }

  /** Where the expression that starts here ends. */
  private int end() {
    int depth = 0;
    int place = at;
    while (place < body.length()) {
      char c = body.charAt(place);
      char next = place + 1 < body.length() ? body.charAt(place + 1) : '\0';
      switch (c) {
        case '(', '[', '{' -> depth++;
        case ')', ']' -> depth--;
        case '}' -> {
          if (depth == 0) {
            return place;
          }
          depth--;
        }
        case '\'', '"' -> place = quoteEnd(place);
        case '!' -> {
          if (depth == 0 && next != '=') {
            return place;
          }
        }
        case ':' -> {
          if (depth == 0 && next != '=') {
            return place;
          }
        }
        case '#', '\\' ->
            throw wrong(
                "f-string expression cannot include " + (c == '#' ? "'#'" : "a backslash"), place);
        default -> {}
      }
      place++;
    }
    throw wrong("f-string: expecting '}'", at - 1);
  }

  private int quoteEnd(int start) {
    char quote = body.charAt(start);
    String triple = String.valueOf(quote).repeat(3);
    boolean isTriple = body.startsWith(triple, start);
    int end = body.indexOf(isTriple ? triple : String.valueOf(quote), start + (isTriple ? 3 : 1));
    if (end < 0) {
      throw wrong("f-string: a text is not closed", start);
    }
    return end + (isTriple ? 2 : 0);
  }

  private Expr expression(String source, int start) {
    int line = line(start);
    int column = column(start);
    Tokens inner = new Tokens(Lexer.readWithin(source, Dialect.EXPRESSION, line, column));
    outer.tokens().enter();
    Expr value = outer.within(inner).expressions();
    outer.tokens().leave();
    if (!inner.is(Token.Kind.END)) {
      throw inner.unexpected("want the end of the expression");
    }
    return value;
  }

  private int line(int place) {
    return token.line()
        + (int) body.substring(0, place).chars().filter(each -> each == '\n').count();
  }

  private int column(int place) {
    int before = body.lastIndexOf('\n', place - 1);
    return before < 0 ? token.column() + offset + place : place - before;
  }

  private ScriptSyntax wrong(String message, int place) {
    return new ScriptSyntax(message, line(place), column(place));
  }
}
