package io.tributary.broker.script.starlark;

import io.tributary.broker.script.ScriptSyntax;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;

/** Splits a script into tokens; spec.md, "Lexical elements". */
final class Lexer {
  private static final Set<String> KEYWORDS =
      Set.of(
          "and",
          "else",
          "load",
          "break",
          "for",
          "not",
          "continue",
          "if",
          "or",
          "def",
          "in",
          "pass",
          "elif",
          "lambda",
          "return",
          "as",
          "global",
          "assert",
          "import",
          "async",
          "is",
          "await",
          "nonlocal",
          "class",
          "raise",
          "del",
          "try",
          "except",
          "while",
          "finally",
          "with",
          "from",
          "yield");

  /** Longest first. */
  private static final List<String> OPERATORS =
      List.of(
          "**=", "//=", ">>=", "<<=", "**", "//", "<<", ">>", ">=", "<=", "==", "!=", "+=", "-=",
          "*=", "/=", "%=", "&=", "|=", "^=", ":=", "->", "+", "-", "*", "/", "%", "~", "&", "|",
          "^", ".", ",", "=", ";", ":", "(", ")", "[", "]", "{", "}", "<", ">", "@");

  private final String source;
  private final Dialect dialect;
  private final List<Token> tokens = new ArrayList<>();
  private final Deque<Integer> indents = new ArrayDeque<>();

  /** Brackets that are not closed yet. */
  private final Deque<Token> open = new ArrayDeque<>();

  /** Whether all of it stands within brackets. */
  private final boolean within;

  private int at;
  private int line;
  private int lineStart;

  private Lexer(String source, Dialect dialect, int line, int column, boolean within) {
    this.source = source;
    this.dialect = dialect;
    this.line = line;
    this.lineStart = 1 - column;
    this.within = within;
    indents.push(0);
  }

  /**
   * The tokens of a script, the last of them {@code END}.
   *
   * @throws ScriptSyntax for what is no token
   */
  static List<Token> read(String source, Dialect dialect) {
    return new Lexer(source.replace("\r\n", "\n"), dialect, 1, 1, false).all();
  }

  /** The tokens of an expression within an f-string, which may span lines. */
  static List<Token> readWithin(String part, Dialect dialect, int line, int column) {
    return new Lexer(part, dialect, line, column, true).all();
  }

  private List<Token> all() {
    if (!within) {
      indentation();
    }
    while (at < source.length()) {
      next();
    }
    if (!open.isEmpty()) {
      throw Tokens.wrong(open.peek(), "'" + open.peek().text() + "' is not closed");
    }
    if (within) {
      add(Token.Kind.END, "", null, at);
      return tokens;
    }
    if (!tokens.isEmpty() && last() != Token.Kind.NEWLINE && last() != Token.Kind.OUTDENT) {
      add(Token.Kind.NEWLINE, "", null, at);
    }
    while (indents.pop() > 0) {
      add(Token.Kind.OUTDENT, "", null, at);
    }
    add(Token.Kind.END, "", null, at);
    return tokens;
  }

  private Token.Kind last() {
    return tokens.get(tokens.size() - 1).kind();
  }

  private void next() {
    char c = source.charAt(at);
    if (c == '\n') {
      newline();
    } else if (c == ' ' || c == '\t' || c == '\r' || (c == '\f' && dialect.python())) {
      at++;
    } else if (c == '#') {
      comment();
    } else if (c == '\\' && at + 1 < source.length() && source.charAt(at + 1) == '\n') {
      at += 2;
      startLine();
    } else if (isDigit(c) || (c == '.' && at + 1 < source.length() && isDigit(peek(1)))) {
      number();
    } else if (c == '"' || c == '\'') {
      text("", at);
    } else if (isNameStart(source.codePointAt(at), dialect)) {
      word();
    } else {
      operator();
    }
  }

  private void newline() {
    if (isFree() && !tokens.isEmpty() && !isLineStart()) {
      add(Token.Kind.NEWLINE, "", null, at);
    }
    at++;
    startLine();
    if (isFree()) {
      indentation();
    }
  }

  /** Whether lines count here. */
  private boolean isFree() {
    return !within && open.isEmpty();
  }

  private boolean isLineStart() {
    return switch (last()) {
      case NEWLINE, INDENT, OUTDENT -> true;
      default -> false;
    };
  }

  private void startLine() {
    line++;
    lineStart = at;
  }

  private void comment() {
    int end = source.indexOf('\n', at);
    at = end < 0 ? source.length() : end;
  }

  /** Of the first line that holds more than a comment. */
  private void indentation() {
    while (true) {
      int start = at;
      int width = 0;
      while (at < source.length() && (source.charAt(at) == ' ' || source.charAt(at) == '\t')) {
        // Python's own rule for tabs: up to the next multiple of eight.
        width = source.charAt(at) == ' ' ? width + 1 : (width / 8 + 1) * 8;
        at++;
      }
      String white = source.substring(start, at);
      if (at >= source.length()) {
        return;
      }
      char c = source.charAt(at);
      if (c == '#') {
        comment();
      }
      if (at < source.length() && (source.charAt(at) == '\n' || source.charAt(at) == '\r')) {
        if (source.charAt(at) == '\n') {
          at++;
          startLine();
          continue;
        }
        at++;
        continue;
      }
      if (at < source.length()) {
        indent(width, white);
      }
      return;
    }
  }

  private void indent(int width, String white) {
    if (white.indexOf('\t') >= 0 && (!dialect.python() || white.indexOf(' ') >= 0)) {
      throw error("indentation is made of spaces, not of tabs", at);
    }
    if (width > indents.peek()) {
      indents.push(width);
      add(Token.Kind.INDENT, "", null, at);
    }
    while (width < indents.peek()) {
      indents.pop();
      add(Token.Kind.OUTDENT, "", null, at);
    }
    if (width != indents.peek()) {
      throw error("unindent does not match any outer indentation level", at);
    }
  }

  private void number() {
    int start = at;
    NumberLiteral literal = NumberLiteral.read(source, at, dialect.python());
    if (literal.problem() != null) {
      throw error(literal.problem(), start);
    }
    at = literal.end();
    add(Token.Kind.NUMBER, source.substring(start, at), literal.value(), start);
  }

  /** spec.md knows letters, decimal digits and {@code _}; Python has marks and more besides. */
  private static boolean isNamePart(int point, Dialect dialect) {
    if (point == '_' || !dialect.python()) {
      return point == '_' || Character.isLetterOrDigit(point);
    }
    return Character.isUnicodeIdentifierPart(point) && !Character.isIdentifierIgnorable(point);
  }

  private static boolean isNameStart(int point, Dialect dialect) {
    if (point == '_' || !dialect.python()) {
      return point == '_' || Character.isLetter(point);
    }
    return Character.isUnicodeIdentifierStart(point);
  }

  /** Whether a text can be written as a name. */
  static boolean isName(String text, Dialect dialect) {
    return !text.isEmpty()
        && isNameStart(text.codePointAt(0), dialect)
        && text.codePoints().allMatch(point -> isNamePart(point, dialect))
        && !KEYWORDS.contains(text);
  }

  private void word() {
    int start = at;
    while (at < source.length()) {
      int point = source.codePointAt(at);
      if (!isNamePart(point, dialect)) {
        break;
      }
      at += Character.charCount(point);
    }
    String word = source.substring(start, at);
    if (at < source.length()
        && (source.charAt(at) == '"' || source.charAt(at) == '\'')
        && TextLiteral.isPrefix(word, dialect)) {
      text(word, start);
      return;
    }
    boolean keyword = KEYWORDS.contains(word);
    add(keyword ? Token.Kind.KEYWORD : Token.Kind.NAME, word, null, start);
  }

  private void text(String prefix, int start) {
    TextLiteral literal = TextLiteral.read(source, at, prefix, dialect);
    if (literal.problem() != null) {
      throw error(literal.problem(), literal.end());
    }
    add(literal.kind(), "", literal.value(), start);
    for (int passed = at; passed < literal.end(); passed++) {
      if (source.charAt(passed) == '\n') {
        line++;
        lineStart = passed + 1;
      }
    }
    at = literal.end();
  }

  private void operator() {
    for (String operator : OPERATORS) {
      if (source.startsWith(operator, at)) {
        bracket(operator);
        add(Token.Kind.OPERATOR, operator, null, at);
        at += operator.length();
        return;
      }
    }
    if (source.charAt(at) == '!' || source.charAt(at) == '$' || source.charAt(at) == '?') {
      throw error("unexpected character '" + source.charAt(at) + "'", at);
    }
    throw error(String.format("unexpected character U+%04X", source.codePointAt(at)), at);
  }

  private void bracket(String operator) {
    int kind = ")]}".indexOf(operator);
    if ("([{".contains(operator)) {
      open.push(new Token(Token.Kind.OPERATOR, operator, null, line, at - lineStart + 1));
    } else if (kind >= 0) {
      if (open.isEmpty()) {
        throw error("unexpected '" + operator + "'", at);
      }
      String wanted = ")]}".substring("([{".indexOf(open.pop().text())).substring(0, 1);
      if (!operator.equals(wanted)) {
        throw error("got '" + operator + "', want '" + wanted + "'", at);
      }
    }
  }

  private char peek(int ahead) {
    return source.charAt(at + ahead);
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private void add(Token.Kind kind, String text, Object value, int start) {
    tokens.add(new Token(kind, text, value, line, start - lineStart + 1));
  }

  private ScriptSyntax error(String message, int place) {
    int column = place - lineStart + 1;
    return new ScriptSyntax(message, line, Math.max(column, 1));
  }
}
