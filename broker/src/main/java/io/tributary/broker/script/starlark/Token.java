package io.tributary.broker.script.starlark;

/**
 * One word of a script.
 *
 * @param text of names, keywords and operators as written
 * @param value of literals; of an f-string its text between the quotation marks, unread
 * @param line from 1
 * @param column from 1
 */
record Token(Kind kind, String text, Object value, int line, int column) {
  enum Kind {
    NAME,
    KEYWORD,
    NUMBER,
    STRING,
    BYTES,
    FSTRING,
    OPERATOR,
    NEWLINE,
    INDENT,
    OUTDENT,
    END
  }

  boolean is(String word) {
    return (kind == Kind.OPERATOR || kind == Kind.KEYWORD) && text.equals(word);
  }

  /** For messages. */
  String shown() {
    return switch (kind) {
      case NEWLINE -> "the end of the line";
      case INDENT -> "an indented line";
      case OUTDENT -> "a line that is indented less";
      case END -> "the end of the script";
      case STRING, BYTES, FSTRING -> "a text";
      default -> "'" + text + "'";
    };
  }
}
