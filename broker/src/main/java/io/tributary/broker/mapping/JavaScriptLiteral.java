package io.tributary.broker.mapping;

import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;

/** Values as they are written in a script; whatever a text holds, it stays within its quotes. */
final class JavaScriptLiteral {
  private JavaScriptLiteral() {}

  /** Text, number, boolean, list or map of such, or {@code null}. */
  static String of(Object value) {
    if (value instanceof String text) {
      return quoted(text);
    }
    if (value instanceof Collection<?> list) {
      return list.stream().map(JavaScriptLiteral::of).collect(Collectors.joining(", ", "[", "]"));
    }
    if (value instanceof Map<?, ?> map) {
      return map.entrySet().stream()
          // In brackets: a bare "__proto__" would not be a member.
          .map(entry -> "[" + quoted(entry.getKey().toString()) + "]: " + of(entry.getValue()))
          .collect(Collectors.joining(", ", "{", "}"));
    }
    return String.valueOf(value);
  }

  private static String quoted(String text) {
    StringBuilder out = new StringBuilder(text.length() + 2).append('"');
    for (int index = 0; index < text.length(); index++) {
      char c = text.charAt(index);
      if (c >= ' ' && c < 0x7f && c != '"' && c != '\\') {
        out.append(c);
      } else {
        out.append(String.format("\\u%04x", (int) c));
      }
    }
    return out.append('"').toString();
  }
}
