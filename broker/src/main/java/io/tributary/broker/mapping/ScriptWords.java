package io.tributary.broker.mapping;

import java.util.ArrayList;
import java.util.List;

/**
 * The texts in quotes and the comments of a script, in either language, each with its place. A
 * rough reading, good enough for advice: a regular expression with a quote in it may confuse it.
 */
final class ScriptWords {
  /**
   * One text or comment.
   *
   * @param at where it begins in the script
   * @param end where it ends
   * @param before what stands right before it on its line, without blanks at the end
   * @param after what stands right behind it on its line
   */
  record Word(String text, int at, int end, int line, int column, String before, String after) {}

  /** Characters of a line that are looked at on each side. */
  static final int CONTEXT = 80;

  private final String source;
  private final boolean python;
  private final List<Word> literals = new ArrayList<>();
  private final List<Word> comments = new ArrayList<>();
  private int counted;
  private int line = 1;
  private int lineStart;

  ScriptWords(String source, boolean python) {
    this.source = source;
    this.python = python;
    read();
  }

  List<Word> literals() {
    return literals;
  }

  List<Word> comments() {
    return comments;
  }

  /** The script with other signs in place of texts and blanks in place of comments. */
  String code() {
    StringBuilder code = new StringBuilder(source);
    literals.forEach(word -> hide(code, word.at(), word.end(), '"'));
    comments.forEach(word -> hide(code, word.at(), endOfComment(word), ' '));
    return code.toString();
  }

  private int endOfComment(Word comment) {
    return source.startsWith("*/", comment.end()) ? comment.end() + 2 : comment.end();
  }

  private static void hide(StringBuilder code, int from, int to, char sign) {
    for (int at = from; at < to; at++) {
      code.setCharAt(at, code.charAt(at) == '\n' ? '\n' : sign);
    }
  }

  /** A word of the code. */
  Word name(int from, int to) {
    String before = source.substring(0, from);
    int line = (int) before.chars().filter(c -> c == '\n').count() + 1;
    int column = from - before.lastIndexOf('\n');
    return new Word(source.substring(from, to), from, to, line, column, "", "");
  }

  private void read() {
    int at = 0;
    while (at < source.length()) {
      char c = source.charAt(at);
      if (c == '\'' || c == '"' || (c == '`' && !python)) {
        at = literal(at, c);
      } else if (python ? c == '#' : source.startsWith("//", at)) {
        at = comment(at, end(source.indexOf('\n', at)), python ? 1 : 2);
      } else if (!python && source.startsWith("/*", at)) {
        at = comment(at, end(source.indexOf("*/", at + 2)), 2);
      } else {
        at++;
      }
    }
  }

  private int end(int found) {
    return found < 0 ? source.length() : found;
  }

  private int comment(int from, int to, int mark) {
    comments.add(word(from, to, source.substring(Math.min(from + mark, to), to)));
    return to + 1;
  }

  private int literal(int from, char quote) {
    StringBuilder text = new StringBuilder();
    int at = from + 1;
    while (at < source.length() && source.charAt(at) != quote) {
      if (source.charAt(at) == '\\') {
        at++;
      }
      if (at < source.length()) {
        text.append(source.charAt(at++));
      }
    }
    int to = Math.min(at + 1, source.length());
    literals.add(word(from, to, text.toString()));
    return to;
  }

  /** Of each, called in the order of the text; bounded, since all of it may stand on one line. */
  private Word word(int from, int to, String text) {
    for (; counted < from; counted++) {
      if (source.charAt(counted) == '\n') {
        line++;
        lineStart = counted + 1;
      }
    }
    int until = Math.min(end(source.indexOf('\n', to)), to + CONTEXT);
    String after = source.substring(to, Math.max(to, until)).strip();
    String before = source.substring(Math.max(lineStart, from - CONTEXT), from).stripTrailing();
    return new Word(text, from, to, line, from - lineStart + 1, before, after);
  }
}
