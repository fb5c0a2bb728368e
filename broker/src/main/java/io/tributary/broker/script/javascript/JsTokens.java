package io.tributary.broker.script.javascript;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A script's words and signs, so that texts, comments and regular expressions are not mistaken for
 * code, and which brackets belong together. The engine's own parser judges the script: whatever is
 * rewritten by tokens is looked for in its tree, and refused when it is not there.
 */
final class JsTokens {
  /** Words after which a slash begins a regular expression. */
  private static final Set<String> BEFORE_EXPRESSION =
      Set.of(
          "return",
          "typeof",
          "case",
          "in",
          "of",
          "delete",
          "void",
          "throw",
          "new",
          "else",
          "do",
          "instanceof",
          "yield",
          "extends");

  private static final Set<String> HEADS = Set.of("if", "while", "for", "with");

  /** Before a brace that opens statements, not an object. */
  private static final Set<String> BEFORE_BLOCK =
      Set.of(")", ";", "{", "}", "=>", "else", "do", "try", "finally", "catch");

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

    boolean isWord() {
      return !text.isEmpty() && Character.isJavaIdentifierStart(text.charAt(0));
    }
  }

  private static final Token NONE = new Token("", -1);

  private final String source;
  private final List<Token> tokens = new ArrayList<>();
  private final List<Integer> around = new ArrayList<>();
  private final Deque<Integer> open = new ArrayDeque<>();
  private final Map<Integer, Integer> partners = new HashMap<>();
  private int at;

  private JsTokens(String source) {
    this.source = source;
  }

  static JsTokens of(String source) {
    JsTokens scanner = new JsTokens(source);
    scanner.scan(false);
    return scanner;
  }

  int size() {
    return tokens.size();
  }

  /** The token there; one that is nothing beyond either end. */
  Token get(int index) {
    return index < 0 || index >= tokens.size() ? NONE : tokens.get(index);
  }

  /** The bracket that belongs to the bracket there, or -1. */
  int partner(int bracket) {
    return partners.getOrDefault(bracket, -1);
  }

  /** The bracket within which a token stands, or -1. */
  int around(int index) {
    return around.get(index);
  }

  /** Whether it is the name of a property, which may be called like a keyword. */
  boolean isName(int index) {
    return (get(index - 1).is(".") && !get(index - 2).is("."))
        || (get(index + 1).is(":") && !get(index - 1).is("?"));
  }

  private static boolean isOpening(Token token) {
    return token.is("(") || token.is("[") || token.is("{");
  }

  /** Up to the end, or within a template up to the brace that closes its expression. */
  private void scan(boolean inTemplate) {
    int outside = open.size();
    while (at < source.length()) {
      char character = source.charAt(at);
      if (Character.isWhitespace(character) || character == '\uFEFF') {
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
        if (inTemplate && character == '}' && open.size() <= outside) {
          return;
        }
        sign();
      }
    }
  }

  private int end(int found, int length) {
    return found < 0 ? source.length() : found + length;
  }

  private void quoted(char quote) {
    add("", at++);
    while (at < source.length() && source.charAt(at) != quote && source.charAt(at) != '\n') {
      at += source.charAt(at) == '\\' ? 2 : 1;
    }
    at++;
  }

  private void template() {
    add("", at++);
    while (at < source.length() && source.charAt(at) != '`') {
      if (source.startsWith("${", at)) {
        at += 2;
        add("(", at);
        scan(true);
        add(")", at);
        at++;
      } else {
        at += source.charAt(at) == '\\' ? 2 : 1;
      }
    }
    at++;
    add("", at);
  }

  private void regularExpression() {
    add("", at++);
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
    int last = tokens.size() - 1;
    String before = get(last).text();
    if (last < 0) {
      return true;
    }
    return switch (before) {
      case "", "]", "++", "--" -> false;
      case ")" -> HEADS.contains(get(partner(last) - 1).text());
      case "}" -> opensBlock(partner(last));
      default ->
          !Character.isJavaIdentifierPart(before.charAt(0)) || BEFORE_EXPRESSION.contains(before);
    };
  }

  private boolean opensBlock(int brace) {
    return brace == 0 || (brace > 0 && BEFORE_BLOCK.contains(get(brace - 1).text()));
  }

  private void word() {
    int start = at;
    while (at < source.length() && Character.isJavaIdentifierPart(source.charAt(at))) {
      at++;
    }
    add(source.substring(start, at), start);
  }

  private void number() {
    add("", at);
    while (at < source.length()
        && (Character.isJavaIdentifierPart(source.charAt(at)) || source.charAt(at) == '.')) {
      at++;
    }
  }

  private void sign() {
    int length = 1;
    for (String longer : List.of("...", "=>", "++", "--")) {
      if (source.startsWith(longer, at)) {
        length = longer.length();
        break;
      }
    }
    add(source.substring(at, at + length), at);
    at += length;
  }

  private void add(String text, int place) {
    int index = tokens.size();
    tokens.add(new Token(text, place));
    around.add(open.isEmpty() ? -1 : open.peek());
    if (isOpening(get(index))) {
      open.push(index);
    } else if (text.equals(")") || text.equals("]") || text.equals("}")) {
      if (!open.isEmpty()) {
        int opening = open.pop();
        partners.put(opening, index);
        partners.put(index, opening);
      }
    }
  }
}
