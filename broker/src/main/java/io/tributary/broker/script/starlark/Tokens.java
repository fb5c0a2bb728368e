package io.tributary.broker.script.starlark;

import io.tributary.broker.script.ScriptSyntax;
import java.util.List;

/** A reader's place among tokens, and how deep it is within brackets and blocks. */
final class Tokens {
  private static final int DEEPEST = 100;

  private final List<Token> all;
  private int at;
  private int depth;

  Tokens(List<Token> all) {
    this.all = all;
  }

  Token peek() {
    return all.get(at);
  }

  Token peek(int ahead) {
    return all.get(Math.min(at + ahead, all.size() - 1));
  }

  Token next() {
    Token token = all.get(at);
    if (at < all.size() - 1) {
      at++;
    }
    return token;
  }

  boolean is(String word) {
    return peek().is(word);
  }

  boolean is(Token.Kind kind) {
    return peek().kind() == kind;
  }

  /** Takes the word if it is next. */
  boolean take(String word) {
    if (is(word)) {
      next();
      return true;
    }
    return false;
  }

  boolean take(Token.Kind kind) {
    if (is(kind)) {
      next();
      return true;
    }
    return false;
  }

  Token expect(String word) {
    if (!is(word)) {
      throw unexpected("want '" + word + "'");
    }
    return next();
  }

  Token expect(Token.Kind kind, String what) {
    if (!is(kind)) {
      throw unexpected("want " + what);
    }
    return next();
  }

  ScriptSyntax unexpected(String wanted) {
    return wrong(peek(), "syntax error: got " + peek().shown() + ", " + wanted);
  }

  static ScriptSyntax wrong(Token token, String message) {
    return new ScriptSyntax(message, token.line(), token.column());
  }

  void enter() {
    if (++depth > DEEPEST) {
      throw wrong(peek(), "this is nested too deeply");
    }
  }

  void leave() {
    depth--;
  }
}
