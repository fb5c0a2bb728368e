package io.tributary.broker.script.starlark;

import java.util.HashMap;
import java.util.Map;

/** Writes a regular expression of Python's {@code re} as Java reads it. */
final class PythonRegex {
  private final String source;
  private final StringBuilder out = new StringBuilder();
  private final Map<String, Integer> names = new HashMap<>();
  private int at;
  private int groups;

  PythonRegex(String source) {
    this.source = source;
  }

  Map<String, Integer> names() {
    return names;
  }

  String java() {
    while (at < source.length()) {
      char c = source.charAt(at);
      switch (c) {
        case '\\' -> escape(false);
        case '[' -> set();
        case '(' -> group();
        case '{' -> count();
        default -> {
          out.append(c);
          at++;
        }
      }
    }
    return out.toString();
  }

  private static StarError wrong(String message) {
    return StarError.value("not a regular expression: " + message);
  }

  private void escape(boolean inSet) {
    if (at + 1 >= source.length()) {
      throw wrong("bad escape (end of pattern)");
    }
    char c = source.charAt(at + 1);
    at += 2;
    switch (c) {
      case 'Z' -> out.append("\\z");
      case 'a' -> out.append("\\x07");
      case 'v' -> out.append("\\x0B");
      case 'b' -> out.append(inSet ? "\\x08" : "\\b");
      case 'A', 'B', 'd', 'D', 's', 'S', 'w', 'W', 'n', 'r', 't', 'f' -> out.append('\\').append(c);
      case 'x' -> hex(2);
      case 'u' -> hex(4);
      case 'U' -> hex(8);
      case '0' -> octal();
      default -> {
        if (c >= '1' && c <= '9' && !inSet) {
          reference(c);
        } else if (c < 128 && Character.isLetterOrDigit(c)) {
          throw wrong("bad escape \\" + c);
        } else {
          out.append('\\').append(c);
        }
      }
    }
  }

  /** Ends in front of what follows, so that no more digits belong to it. */
  private void reference(char first) {
    int number = first - '0';
    if (at < source.length() && source.charAt(at) >= '0' && source.charAt(at) <= '9') {
      number = number * 10 + source.charAt(at++) - '0';
    }
    if (number > groups) {
      throw wrong("invalid group reference " + number);
    }
    out.append("(?:\\").append(number).append(')');
  }

  private void hex(int digits) {
    if (at + digits > source.length()) {
      throw wrong("incomplete escape");
    }
    String code = source.substring(at, at + digits);
    if (!code.chars().allMatch(c -> c < 128 && Character.digit(c, 16) >= 0)) {
      throw wrong("incomplete escape");
    }
    long point = Long.parseLong(code, 16);
    if (point > Character.MAX_CODE_POINT) {
      throw wrong("bad escape");
    }
    at += digits;
    out.append("\\x{").append(Long.toHexString(point)).append('}');
  }

  private void octal() {
    int value = 0;
    for (int digits = 0; digits < 2 && at < source.length(); digits++) {
      char c = source.charAt(at);
      if (c < '0' || c > '7') {
        break;
      }
      value = value * 8 + c - '0';
      at++;
    }
    out.append("\\x{").append(Integer.toHexString(value)).append('}');
  }

  /** Java gives {@code [} and {@code &&} a meaning within sets; Python does not. */
  private void set() {
    out.append('[');
    at++;
    if (at < source.length() && source.charAt(at) == '^') {
      out.append('^');
      at++;
    }
    boolean first = true;
    while (at < source.length() && (first || source.charAt(at) != ']')) {
      char c = source.charAt(at);
      if (c == '\\') {
        escape(true);
      } else {
        if (c == '[' || c == ']' || c == '&' || c == '^' || c == ' ' || c == '#') {
          out.append('\\');
        }
        out.append(c);
        at++;
      }
      first = false;
    }
    if (at >= source.length()) {
      throw wrong("unterminated character set");
    }
    out.append(']');
    at++;
  }

  private void group() {
    if (!source.startsWith("(?", at)) {
      groups++;
      out.append('(');
      at++;
      return;
    }
    if (source.startsWith("(?P<", at)) {
      named();
    } else if (source.startsWith("(?P=", at)) {
      int close = close(at + 4);
      Integer number = names.get(source.substring(at + 4, close));
      if (number == null) {
        throw wrong("unknown group name");
      }
      out.append("(?:\\").append(number).append(')');
      at = close + 1;
    } else if (source.startsWith("(?#", at)) {
      at = close(at) + 1;
    } else if (source.startsWith("(?(", at)) {
      throw wrong("conditions are not known here");
    } else {
      extension();
    }
  }

  private void named() {
    int end = source.indexOf('>', at);
    String name = end < 0 ? "" : source.substring(at + 4, end);
    if (!name.matches("[A-Za-z_][A-Za-z0-9_]*") || names.containsKey(name)) {
      throw wrong("bad group name");
    }
    names.put(name, ++groups);
    out.append('(');
    at = end + 1;
  }

  private int close(int from) {
    int close = source.indexOf(')', from);
    if (close < 0) {
      throw wrong("missing )");
    }
    return close;
  }

  /** Groups that do not count, looks around, and flags. */
  private void extension() {
    for (String known : new String[] {"(?:", "(?=", "(?!", "(?<=", "(?<!", "(?>"}) {
      if (source.startsWith(known, at)) {
        out.append(known);
        at += known.length();
        return;
      }
    }
    int end = at + 2;
    StringBuilder flags = new StringBuilder();
    while (end < source.length() && "imsau-".indexOf(source.charAt(end)) >= 0) {
      if ("au".indexOf(source.charAt(end)) < 0) {
        flags.append(source.charAt(end));
      }
      end++;
    }
    if (end >= source.length() || "):".indexOf(source.charAt(end)) < 0) {
      throw wrong("unknown extension " + source.substring(at, Math.min(end + 1, source.length())));
    }
    out.append("(?").append(flags).append(source.charAt(end));
    at = end + 1;
  }

  /** {@code {,n}} is from none on; any other brace that counts nothing is itself. */
  private void count() {
    int end = source.indexOf('}', at);
    String inner = end < 0 ? "" : source.substring(at + 1, end);
    if (!inner.matches("[0-9]{1,5}|[0-9]{1,5},|[0-9]{0,5},[0-9]{1,5}")) {
      out.append("\\{");
      at++;
      return;
    }
    out.append('{').append(inner.startsWith(",") ? "0" : "").append(inner).append('}');
    at = end + 1;
  }
}
