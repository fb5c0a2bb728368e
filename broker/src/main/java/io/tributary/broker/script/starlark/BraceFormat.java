package io.tributary.broker.script.starlark;

import java.util.Arrays;

/** {@code text.format(…)}: fields in braces; Python's attributes and formats besides. */
final class BraceFormat {
  private final Run run;
  private final String format;
  private final Arguments arguments;
  private int automatic;
  private boolean numbered;

  BraceFormat(Run run, String format, Arguments arguments) {
    this.run = run;
    this.format = format;
    this.arguments = arguments;
  }

  String text() {
    return text(format, 0);
  }

  private String text(String source, int depth) {
    if (depth > 1) {
      throw StarError.value("format: fields are nested too deeply");
    }
    Printer out = new Printer(run);
    int at = 0;
    while (at < source.length()) {
      char c = source.charAt(at);
      if (c == '}') {
        if (at + 1 >= source.length() || source.charAt(at + 1) != '}') {
          throw StarError.value("format: single '}' in format: found '}' without matching '{'");
        }
        out.put('}');
        at += 2;
      } else if (c != '{') {
        out.put(c);
        at++;
      } else if (at + 1 < source.length() && source.charAt(at + 1) == '{') {
        out.put('{');
        at += 2;
      } else {
        int close = close(source, at);
        out.put(field(source.substring(at + 1, close), depth));
        at = close + 1;
      }
    }
    return out.text();
  }

  private int close(String source, int open) {
    int depth = 0;
    for (int at = open; at < source.length(); at++) {
      char c = source.charAt(at);
      if (c == '{') {
        depth++;
        if (depth > 1 && !run.python()) {
          throw StarError.value(
              "format: nested replacement fields not supported: unmatched '{' in format");
        }
      } else if (c == '}' && --depth == 0) {
        return at;
      }
    }
    throw StarError.value("format: unmatched '{' in format: found '{' without matching '}'");
  }

  private String field(String source, int depth) {
    run.meter().step();
    int colon = source.indexOf(':');
    String head = colon < 0 ? source : source.substring(0, colon);
    String spec = colon < 0 ? "" : source.substring(colon + 1);
    char conversion = '\0';
    int bang = head.indexOf('!');
    if (bang >= 0) {
      String letter = head.substring(bang + 1);
      if (letter.length() != 1
          || "sra".indexOf(letter) < 0
          || (letter.equals("a") && !run.python())) {
        throw StarError.value(
            letter.isEmpty()
                ? "format: end of string while looking for conversion specifier"
                : "format: unknown conversion \"" + letter + "\"");
      }
      conversion = letter.charAt(0);
      head = head.substring(0, bang);
    }
    if (!spec.isEmpty() && !run.python()) {
      throw StarError.value(
          "format: format spec features not supported in replacement fields: " + spec);
    }
    Object value = value(head);
    return Formatting.write(run, value, conversion, spec.isEmpty() ? "" : text(spec, depth + 1));
  }

  private Object value(String head) {
    int end = 0;
    while (end < head.length() && head.charAt(end) != '.' && head.charAt(end) != '[') {
      end++;
    }
    String name = head.substring(0, end);
    if (!run.python()) {
      plain(head);
    }
    Object value = argument(name);
    return run.python() ? follow(value, head, end) : value;
  }

  /** spec.md knows numbers and names only. */
  private static void plain(String head) {
    if (head.isEmpty()) {
      return;
    }
    for (char odd : new char[] {'.', '['}) {
      if (head.indexOf(odd) >= 0) {
        throw StarError.value(
            "format: "
                + (odd == '.' ? "attribute syntax x.y" : "element syntax a[i]")
                + " is not supported in replacement fields: "
                + head
                + " (Invalid character '"
                + odd
                + "' inside replacement field)");
      }
    }
  }

  private Object argument(String name) {
    Object[] positional = arguments.positional();
    boolean number = !name.isEmpty() && name.chars().allMatch(c -> c >= '0' && c <= '9');
    if (name.isEmpty() || number) {
      if (name.isEmpty() ? numbered : automatic > 0) {
        throw StarError.value(
            name.isEmpty()
                ? "format: can't mix manual and automatic numbering (cannot switch from manual"
                    + " field specification to automatic field numbering)"
                : "format: can't mix manual and automatic numbering (cannot switch from automatic"
                    + " field numbering to manual field specification)");
      }
      numbered = number;
      int index;
      if (number) {
        String digits = name.replaceFirst("^0+(?=.)", "");
        index = digits.length() > 9 ? Integer.MAX_VALUE : Integer.parseInt(digits);
      } else {
        index = automatic++;
      }
      if (index >= positional.length) {
        throw StarError.index(
            "format: tuple index out of range (No replacement found for index " + index + ")");
      }
      return positional[index];
    }
    int place = Arrays.asList(arguments.names()).indexOf(name);
    if (place < 0) {
      throw new StarError(
          ErrorKind.KEY,
          "format: keyword " + name + " not found (Missing argument '" + name + "')",
          name);
    }
    return arguments.named()[place];
  }

  /** {@code .name} and {@code [key]} behind the first name. */
  private Object follow(Object first, String head, int from) {
    Object value = first;
    int at = from;
    while (at < head.length()) {
      boolean dot = head.charAt(at) == '.';
      int end = at + 1;
      while (end < head.length()
          && (dot ? head.charAt(end) != '.' && head.charAt(end) != '[' : head.charAt(end) != ']')) {
        end++;
      }
      if ((!dot && head.charAt(at) != '[') || (!dot && end >= head.length())) {
        throw StarError.value("format: bad field name " + head);
      }
      String part = head.substring(at + 1, end);
      value = dot ? attribute(value, part) : element(value, part);
      at = dot ? end : end + 1;
    }
    return value;
  }

  private Object attribute(Object value, String name) {
    Object found = Attributes.find(run, value, name);
    if (found == null) {
      throw Attributes.missing(run, value, name);
    }
    return found;
  }

  private Object element(Object value, String key) {
    boolean number =
        !key.isEmpty() && key.length() < 10 && key.chars().allMatch(c -> c >= '0' && c <= '9');
    Object found = Type.of(value).index(run, value, number ? (Object) Long.parseLong(key) : key);
    if (found == null) {
      throw StarError.type(Type.name(value) + " has no elements");
    }
    return found;
  }
}
