package io.tributary.broker.script.starlark;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;

/**
 * A text or bytes as a script writes it; spec.md, "String literals" and "Bytes literals".
 *
 * @param value {@code String} or {@code Bytes}; of an f-string the text between its quotation marks
 * @param end where the script goes on, or where the problem is
 * @param problem null, or why it is none
 */
record TextLiteral(Token.Kind kind, Object value, int end, String problem) {
  private static final Set<String> PREFIXES = Set.of("r", "b", "br", "rb");
  private static final Set<String> PYTHON_PREFIXES =
      Set.of("r", "b", "br", "rb", "u", "f", "fr", "rf");

  /** What an f-string holds, to be read by the parser. */
  record Template(String body, boolean raw, int offset) {}

  static boolean isPrefix(String word, Dialect dialect) {
    return dialect.python()
        ? PYTHON_PREFIXES.contains(word.toLowerCase(Locale.ROOT))
        : PREFIXES.contains(word);
  }

  static TextLiteral read(String source, int start, String prefix, Dialect dialect) {
    String flags = prefix.toLowerCase(Locale.ROOT);
    char quote = source.charAt(start);
    boolean triple = source.startsWith(String.valueOf(quote).repeat(3), start);
    String mark = String.valueOf(quote).repeat(triple ? 3 : 1);
    int from = start + mark.length();
    int at = from;
    while (at < source.length() && !source.startsWith(mark, at)) {
      char c = source.charAt(at);
      if (c == '\n' && !triple) {
        return wrong("unexpected newline in string", at);
      }
      at += c == '\\' ? 2 : 1;
    }
    if (at >= source.length()) {
      return wrong("unexpected EOF in string: it is not closed", start);
    }
    String body = source.substring(from, at);
    int end = at + mark.length();
    boolean raw = flags.contains("r");
    if (flags.contains("f")) {
      return new TextLiteral(
          Token.Kind.FSTRING, new Template(body, raw, prefix.length() + mark.length()), end, null);
    }
    boolean bytes = flags.contains("b");
    Escapes escapes = new Escapes(body, bytes, dialect.python());
    Object value;
    if (raw) {
      String plain = dialect.python() ? body : rawBody(body, quote);
      value = bytes ? new Bytes(plain.getBytes(StandardCharsets.UTF_8)) : plain;
    } else {
      value = escapes.read();
    }
    return escapes.problem == null
        ? new TextLiteral(bytes ? Token.Kind.BYTES : Token.Kind.STRING, value, end, null)
        : wrong(escapes.problem, from + escapes.place);
  }

  /** spec.md: in a raw text an escaped quotation mark denotes the mark. */
  private static String rawBody(String body, char quote) {
    return body.replace("\\" + quote, String.valueOf(quote));
  }

  /** The text of a fixed part of an f-string. */
  static TextLiteral part(String body, boolean raw) {
    if (raw) {
      return new TextLiteral(Token.Kind.STRING, body, 0, null);
    }
    Escapes escapes = new Escapes(body, false, true);
    Object value = escapes.read();
    return new TextLiteral(Token.Kind.STRING, value, 0, escapes.problem);
  }

  private static TextLiteral wrong(String problem, int place) {
    return new TextLiteral(Token.Kind.STRING, "", place, problem);
  }

  /** Reads the body of a literal that is not raw. */
  private static final class Escapes {
    private final String body;
    private final boolean bytes;
    private final boolean python;
    private final StringBuilder text = new StringBuilder();
    private final ByteArrayOutputStream octets = new ByteArrayOutputStream();
    private int at;
    private int place;
    private String problem;

    Escapes(String body, boolean bytes, boolean python) {
      this.body = body;
      this.bytes = bytes;
      this.python = python;
    }

    Object read() {
      while (at < body.length() && problem == null) {
        char c = body.charAt(at);
        if (c == '\\') {
          place = at;
          at++;
          escape(body.charAt(at++));
        } else {
          int point = body.codePointAt(at);
          point(point);
          at += Character.charCount(point);
        }
      }
      return bytes ? new Bytes(octets.toByteArray()) : text.toString();
    }

    private void escape(char c) {
      switch (c) {
        case '\n' -> {}
        case '\\', '\'', '"' -> point(c);
        case 'a' -> point(7);
        case 'b' -> point(8);
        case 'f' -> point(12);
        case 'n' -> point(10);
        case 'r' -> point(13);
        case 't' -> point(9);
        case 'v' -> point(11);
        case 'x' -> element(digits(2, 2, 16), "hexadecimal");
        case '0', '1', '2', '3', '4', '5', '6', '7' -> {
          at--;
          element(digits(1, 3, 8), "octal");
        }
        case 'u' -> unicode(digits(4, 4, 16));
        case 'U' -> unicode(digits(8, 8, 16));
        default -> {
          if (python) {
            // Python keeps what it does not know; regular expressions are written so.
            point('\\');
            at--;
          } else {
            problem = "invalid escape sequence \\" + c;
          }
        }
      }
    }

    private long digits(int least, int most, int radix) {
      int start = at;
      while (at < body.length()
          && at - start < most
          && body.charAt(at) < 128
          && Character.digit(body.charAt(at), radix) >= 0) {
        at++;
      }
      if (at - start < least) {
        problem = "truncated escape sequence " + body.substring(place, at);
        return 0;
      }
      return Long.parseLong(body.substring(start, at), radix);
    }

    private void element(long value, String form) {
      if (bytes) {
        if (value > 255) {
          problem = form + " escape value \\" + Long.toOctalString(value) + " is out of range";
        }
        octets.write((int) value);
      } else if (value > 127 && !python) {
        problem = "non-ASCII " + form + " escape; write \\u" + String.format("%04X", value);
      } else {
        point((int) value);
      }
    }

    private void unicode(long value) {
      if (value > Character.MAX_CODE_POINT || (value >= 0xD800 && value <= 0xDFFF)) {
        problem = String.format("invalid Unicode code point U+%04X", value);
      } else {
        point((int) value);
      }
    }

    private void point(int point) {
      if (bytes) {
        octets.writeBytes(Character.toString(point).getBytes(StandardCharsets.UTF_8));
      } else {
        text.appendCodePoint(point);
      }
    }
  }
}
