package io.tributary.broker.script.javascript;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Splits a script into words and signs, so that texts, comments and regular expressions are not
 * mistaken for code. Only as exact as the rewriting of loop heads and the advice on errors need:
 * the engine's own parser judges the script.
 */
final class JsTokens {
  /** Words after which a slash begins a regular expression. */
  private static final Set<String> BEFORE_EXPRESSION =
      Set.of(
          "return", "typeof", "case", "in", "of", "delete", "void", "throw", "new", "else", "do");

  /**
   * One token.
   *
   * @param text of a word or sign; empty for texts, numbers and regular expressions
   * @param at where it begins in the script
   */
  record Token(String text, int at) {
    boolean is(String expected) {
      return text.equals(expected);
    }
  }

  private final String source;
  private final List<Token> tokens = new ArrayList<>();
  private int at;

  private JsTokens(String source) {
    this.source = source;
  }

  static List<Token> of(String source) {
    JsTokens scanner = new JsTokens(source);
    scanner.scan(false);
    return scanner.tokens;
  }

  /** Up to the end, or within a template up to the brace that closes its expression. */
  private void scan(boolean inTemplate) {
    int braces = 0;
    while (at < source.length()) {
      char character = source.charAt(at);
      if (Character.isWhitespace(character)) {
        at++;
      } else if (source.startsWith("//", at)) {
        at = end(source.indexOf('\n', at), 0);
      } else if (source.startsWith("/*", at)) {
        at = end(source.indexOf("*/", at + 2), 2);
      } else if (character == '"' || character == '\'') {
        quoted(character);
      } else if (character == '`') {
        template();
      } else if (character == '/' && expressionMayBegin()) {
        regularExpression();
      } else if (Character.isJavaIdentifierStart(character)) {
        word();
      } else if (Character.isDigit(character)) {
        number();
      } else {
        if (inTemplate && character == '}' && braces == 0) {
          return;
        }
        braces += character == '{' ? 1 : character == '}' ? -1 : 0;
        sign();
      }
    }
  }

  private int end(int found, int length) {
    return found < 0 ? source.length() : found + length;
  }

  private void quoted(char quote) {
    tokens.add(new Token("", at++));
    while (at < source.length() && source.charAt(at) != quote && source.charAt(at) != '\n') {
      at += source.charAt(at) == '\\' ? 2 : 1;
    }
    at++;
  }

  private void template() {
    tokens.add(new Token("", at++));
    while (at < source.length() && source.charAt(at) != '`') {
      if (source.startsWith("${", at)) {
        at += 2;
        tokens.add(new Token("(", at));
        scan(true);
        tokens.add(new Token(")", at));
        at++;
      } else {
        at += source.charAt(at) == '\\' ? 2 : 1;
      }
    }
    at++;
    tokens.add(new Token("", at));
  }

  private void regularExpression() {
    tokens.add(new Token("", at++));
    boolean inClass = false;
    while (at < source.length() && source.charAt(at) != '\n') {
      char character = source.charAt(at);
      if (character == '/' && !inClass) {
        at++;
        return;
      }
      inClass = character == '[' || (inClass && character != ']');
      at += character == '\\' ? 2 : 1;
    }
  }

  private boolean expressionMayBegin() {
    if (tokens.isEmpty()) {
      return true;
    }
    String before = tokens.get(tokens.size() - 1).text();
    boolean endsValue =
        before.isEmpty()
            || before.equals(")")
            || before.equals("]")
            || before.equals("}")
            || Character.isJavaIdentifierPart(before.charAt(0));
    return !endsValue || BEFORE_EXPRESSION.contains(before);
  }

  private void word() {
    int start = at;
    while (at < source.length() && Character.isJavaIdentifierPart(source.charAt(at))) {
      at++;
    }
    tokens.add(new Token(source.substring(start, at), start));
  }

  private void number() {
    tokens.add(new Token("", at));
    while (at < source.length()
        && (Character.isJavaIdentifierPart(source.charAt(at)) || source.charAt(at) == '.')) {
      at++;
    }
  }

  private void sign() {
    int length = source.startsWith("...", at) ? 3 : source.startsWith("=>", at) ? 2 : 1;
    tokens.add(new Token(source.substring(at, at + length), at));
    at += length;
  }
}
