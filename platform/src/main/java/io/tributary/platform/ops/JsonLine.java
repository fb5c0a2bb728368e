package io.tributary.platform.ops;

/**
 * Writes one JSON object on one line. Everything that could end a line, steer a terminal or turn
 * the reading direction is escaped: values may come from outside.
 */
final class JsonLine {
  static final int MAX_TEXT = 1000;
  private static final int MAX_ITEMS = 50;
  private static final String CUT = "…";
  private static final char[] HEX = "0123456789abcdef".toCharArray();

  private final StringBuilder out = new StringBuilder(256).append('{');

  JsonLine field(String name, Object value) {
    if (out.length() > 1) {
      out.append(',');
    }
    text(name);
    out.append(':');
    value(value);
    return this;
  }

  /** A field whose value is JSON already. */
  JsonLine raw(String name, CharSequence json) {
    if (out.length() > 1) {
      out.append(',');
    }
    text(name);
    out.append(':').append(json);
    return this;
  }

  String end() {
    return out.append('}').toString();
  }

  private void value(Object value) {
    if (value instanceof Boolean || value instanceof Integer || value instanceof Long) {
      out.append(value);
    } else if (value instanceof Double number && Double.isFinite(number)) {
      out.append(number);
    } else if (value instanceof Iterable<?> items) {
      list(items);
    } else {
      text(String.valueOf(value));
    }
  }

  private void list(Iterable<?> items) {
    out.append('[');
    int count = 0;
    for (Object item : items) {
      if (count > 0) {
        out.append(',');
      }
      text(count == MAX_ITEMS ? CUT : String.valueOf(item));
      if (count++ == MAX_ITEMS) {
        break;
      }
    }
    out.append(']');
  }

  private void text(String text) {
    out.append('"');
    int end = Math.min(text.length(), MAX_TEXT);
    for (int i = 0; i < end; i++) {
      char c = text.charAt(i);
      if (Character.isHighSurrogate(c)
          && i + 1 < text.length()
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        out.append(c).append(text.charAt(++i));
      } else {
        character(c);
      }
    }
    if (text.length() > MAX_TEXT) {
      out.append(CUT);
    }
    out.append('"');
  }

  private void character(char c) {
    switch (c) {
      case '"' -> out.append("\\\"");
      case '\\' -> out.append("\\\\");
      case '\n' -> out.append("\\n");
      case '\r' -> out.append("\\r");
      case '\t' -> out.append("\\t");
      default -> {
        if (needsEscape(c)) {
          out.append("\\u")
              .append(HEX[c >> 12])
              .append(HEX[(c >> 8) & 15])
              .append(HEX[(c >> 4) & 15])
              .append(HEX[c & 15]);
        } else {
          out.append(c);
        }
      }
    }
  }

  private static boolean needsEscape(char c) {
    return c < 0x20
        || (c >= 0x7f && c < 0xa0)
        || c == 0x061c
        || (c >= 0x200b && c <= 0x200f)
        || (c >= 0x2028 && c <= 0x202e)
        || (c >= 0x2066 && c <= 0x2069)
        || c == 0xfeff
        || Character.isSurrogate(c);
  }
}
